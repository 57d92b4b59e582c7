
"use strict";
{
  const form = document.getElementById("filter");
  const lists = ["pairs", "english", "chinese"].map((id) => document.getElementById(id));
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  let entries;

  // The titles of each list, read once, when they are first asked for.
  const entry = (li) => ({
    li,
    probability: Number(li.querySelector(":scope > b")?.textContent ?? 1),
    text: Array.from(li.querySelectorAll(":scope > bdi, :scope > div > bdi"), (t) => plain(t.textContent)).join("\n"),
  });
  const read = () => (entries ??= lists.map((list) => Array.from(list.children, entry)));

  // Writes only what changes and reads no layout.
  const filter = () => {
    const text = plain(form.text.value.trim());
    const least = Number(form.least.value);
    const counts = read().map((list) => {
      let shown = 0;
      for (const { li, probability, text: titles } of list) {
        // Unpaired titles have no probability: that filter is not for them. NaN is never hidden.
        const hide = probability < least || !titles.includes(text);
        if (li.hidden !== hide) li.hidden = hide;
        if (!hide) shown += 1;
      }
      return `${shown} of ${list.length}`;
    });
    document.getElementById("shown").textContent =
      `Shown: ${counts[0]} pairs; unpaired: ${counts[1]} English, ${counts[2]} Chinese`;
  };

  const sort = () => {
    const pairs = [...read()[0]];
    if (form.order.value === "doubt") pairs.sort((a, b) => a.probability - b.probability);
    const sorted = document.createDocumentFragment();
    for (const { li } of pairs) sorted.append(li);
    lists[0].append(sorted);
  };

  let waiting;
  form.addEventListener("input", (event) => {
    document.getElementById("from").textContent = Number(form.least.value).toFixed(2);
    if (event.target === form.order) return sort();
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;

  // Linked words light up together.
  const group = (word) =>
    word ? word.closest("li").querySelectorAll(`[data-g="${word.dataset.g}"]`) : [];
  let lit = [];
  const light = (event) => {
    for (const word of lit) word.classList.remove("lit");
    const focused = document.activeElement?.closest?.("[data-g]");
    lit = group(event?.target.closest?.("[data-g]") ?? focused);
    for (const word of lit) word.classList.add("lit");
  };
  for (const name of ["pointerover", "focusin"]) document.addEventListener(name, light);
  document.addEventListener("focusout", () => setTimeout(light));

  // One tab stop a pair: its first linked word; arrow keys lead on.
  for (const li of lists[0].children) li.querySelector("[data-g]")?.setAttribute("tabindex", 0);
  document.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const word = event.target.closest?.("[data-g]");
    if (!step || !word) return;
    const words = [...word.closest("li").querySelectorAll("[data-g]")];
    const next = words[words.indexOf(word) + step];
    if (!next) return;
    event.preventDefault();
    word.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}
