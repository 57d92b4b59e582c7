"""What text looks like, and what packages keep it in: catalogues, strings, pages."""
import json, math, re, struct
from html.parser import HTMLParser

HAN = re.compile(r"[\u3400-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]+")
PLACEHOLDER = re.compile(
    r"%[-+0-9.#]*(?:\([^)]*\))?[-+0-9.#]*[a-zA-Z%]|%\d|\$\{[^}]*\}|\{[^}]*\}|\{\{|\$[A-Za-z_]\w*"
    r"|<%|%%|\$\d|@[A-Z_]+@|__\w+__")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
ARTICLE = re.compile(r"^(to|a|an|the) ")
NAVIGATION = re.compile(r"(Next|Prev|Up\b|Home\b|\[ ?[<>]|Chapter \d|Part )|.*\t(下一页|上一页|\[ ?[<>])")
AMBIGUOUS = set("乾著瞭藉餘於麼夥後裡麵麯鬱")    # not converted one by one ...
SIMPLE = dict(zip("瞭餘於麼夥後裡麵", "了余于么伙后里面"))    # ... except so

# ---- file formats
def flat(value, path=()):
    if isinstance(value, dict):
        for k, v in value.items():
            yield from flat(v, path + (k,))
    elif isinstance(value, list):
        for i, v in enumerate(value):
            yield from flat(v, path + (i,))
    elif isinstance(value, str):
        yield path, value

def joined(english, chinese):
    """Pairs of the strings that two nested structures hold under the same path."""
    other = dict(flat(chinese))
    for path, value in flat(english):
        if path in other:
            yield value, other[path]

def read_mo(data):
    order = "<" if data[:4] == b"\xde\x12\x04\x95" else ">"
    _, _, count, ids, texts = struct.unpack(order + "5I", data[:20])
    for i in range(count):
        try:
            pair = []
            for table in (ids, texts):
                length, start = struct.unpack_from(order + "2I", data, table + 8 * i)
                pair.append(data[start:start + length].decode())
        except UnicodeDecodeError:
            continue
        if pair[0]:
            yield pair[0].split("\x04", 1)[-1].split("\0")[:2][-1], pair[1].split("\0")[0]

def read_po(text):
    entry, field, fuzzy = {}, None, False

    def unquote(s):
        s = s.strip()
        if s.startswith('"') and s.endswith('"'):
            s = s[1:-1]
        return s.replace("\\n", "\n").replace('\\"', '"').replace("\\t", " ").replace("\\\\", "\\")

    def finished():
        if entry.get("msgid") and entry.get("msgstr") and not fuzzy:
            yield entry.get("msgid_plural") or entry["msgid"], entry["msgstr"]

    for line in text.splitlines() + [""]:
        line = line.strip()
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        if not line:
            yield from finished()
            entry, field, fuzzy = {}, None, False
            continue
        m = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+(".*")', line)
        if m:
            key = {"msgstr[0]": "msgstr"}.get(m[1], m[1])
            if key in ("msgid", "msgctxt") and "msgstr" in entry:
                yield from finished()
                entry = {}
            field = key
            entry[field] = unquote(m[2])
        elif line.startswith('"') and field:
            entry[field] += unquote(line)

def read_ftl(text):
    found, key = {}, None
    for line in text.splitlines():
        if m := re.match(r"^(-?[A-Za-z][\w-]*) =\s*(.*)$", line):
            key = m[1]
            found[key] = m[2]
        elif key and (m := re.match(r"^\s+\.([\w-]+) =\s*(.*)$", line)):
            key = key.split("@")[0] + "@" + m[1]
            found[key] = m[2]
        elif key and (m := re.match(r"^\s+(.*)$", line)):
            found[key] = (found[key] + " " + m[1]).strip()
        else:
            key = None
    return found

def read_properties(text):
    return dict(re.findall(r"^([^#\s=]+)\s*=\s*(.+)$", text, re.M))

def read_yaml(text):
    """Nested mappings of one-line strings: all that the one YAML source has."""
    found, stack = {}, []
    for line in text.splitlines():
        if m := re.match(r"""( *)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s:"'#][^:]*):(?:\s+(.*?))?\s*$""", line):
            stack = [s for s in stack if s[0] < len(m[1])] + [(len(m[1]), m[2].strip("\"'"))]
            value = m[3] or ""
            if value:
                found[tuple(k for _, k in stack[1:])] = (json.loads(value) if value[0] == '"' else
                                                         value[1:-1].replace("''", "'") if value[0] == "'" else value)
    return found

JS_TOKEN = re.compile(r"""\s+|//[^\n]*|/\*.*?\*/|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)"""
                      r"""|([\w$]+)|.""", re.S)

def js_string(token):
    def one(m):
        digits = re.sub(r"[^0-9a-fA-F]", "", m[1][1:])
        return chr(int(digits, 16)) if digits else {"n": "\n", "t": "\t", "r": "", "\n": ""}.get(m[1], m[1])
    return re.sub(r"\\(u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|.)", one, token[1:-1], flags=re.S)

def read_js(text):
    """Strings in the object and array literals of a module, by path."""
    found, stack, last, key, value = {}, [["", None, 0]], "", None, None    # stack: bracket, its key, position in it
    for m in JS_TOKEN.finditer(text):
        token = m[0]
        if token.isspace() or token.startswith(("//", "/*")):
            continue
        if token in "}]),;":
            if stack[-1][0] == "[":
                key = stack[-1][2]
                stack[-1][2] += 1
            if value is not None and key is not None and stack[-1][0] in "{[":
                found[tuple(s[1] for s in stack[2:]) + (key,)] = value
            if token in "}])" and len(stack) > 1:
                stack.pop()
            key = value = None
        elif token in "{[(":
            stack.append([token, stack[-1][2] if stack[-1][0] == "[" else key, 0])
            key = value = None
        elif stack[-1][0] == "{" and last in "{,":
            key = js_string(token) if m[1] else token
        elif token != ":":
            value = js_string(token) if m[1] and last in ":[," else None
        last = token
    return found

# ---- page alignment
BLOCKS = set("h1 h2 h3 h4 h5 h6 p li dt dd td th caption title figcaption item desc name div section note pre "
             "screen code_block cite".split())
SKIPPED = set("script style pre screen media nav credit license".split())

class Page(HTMLParser):
    """Collects (tag, text) of the block elements of an HTML, Mallard or DocBook page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.buffer, self.stack, self.skip = [], "", [], 0

    def flush(self):
        text = re.sub(r"\s+", " ", self.buffer).strip()
        self.buffer = ""
        if text and not self.skip:
            self.found.append((self.stack[-1] if self.stack else "", text))

    def handle_starttag(self, tag, attrs):
        if tag in SKIPPED:
            self.flush()
            self.skip += 1
            self.stack.append(tag)
        elif tag in BLOCKS:
            self.flush()
            self.stack.append(tag)
        elif tag == "br":
            self.buffer += " "

    def handle_endtag(self, tag):
        if tag in SKIPPED:
            self.buffer, self.skip = "", max(0, self.skip - 1)
        elif tag in BLOCKS:
            self.flush()
        else:
            return
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass

    def handle_data(self, data):
        self.buffer += data

def page_blocks(text):
    page = Page()
    try:
        page.feed(text)
        page.flush()
    except Exception:       # a broken page gives the blocks read so far
        pass
    return page.found

def markdown_blocks(text):
    found, buffer, tag, code = [], [], "p", False

    def flush():
        nonlocal tag
        if " ".join(buffer).strip():
            found.append((tag, " ".join(buffer).strip()))
        buffer.clear()
        tag = "p"

    for line in text.splitlines():
        line = line.strip()
        if line.startswith("```"):
            flush()
            code = not code
        elif code or line.startswith(("{!", "<img", "<video", "![", "|--")):
            continue
        elif not line or re.match(r"!!!\s*\w+", line):
            flush()
        elif m := re.match(r"(#{1,6})\s+(.*)", line):
            flush()
            found.append(("h%d" % len(m[1]), re.sub(r"\s*\{ *#.*\}\s*$", "", m[2])))
        elif m := re.match(r"(?:[*+\-]|\d+\.)\s+(.*)", line):
            flush()
            tag = "li"
            buffer.append(m[1])
        else:
            buffer.append(line.lstrip("> "))
    flush()
    link = re.compile(r"!?\[([^\]]*)\]\([^)]*\)(\{[^}]*\})?")
    return [(t, re.sub(r"\*\*|__|\*|`", "", link.sub(r"\1", re.sub(r":\w+:", "", s)))) for t, s in found]

def tokens(text):
    return {t.lower() for t in re.findall(r"[A-Za-z][A-Za-z0-9_\-./]{1,}|\d+", text)}

def likeness(a, b):
    """How well the English block a fits the Chinese block b: tag, length, shared Latin tokens."""
    if a[0] != b[0]:
        return -3
    words = a[3]
    length = b[3]
    if words + length == 0:
        return -1
    score = 1.2 - 1.5 * abs(math.log((words + 1) / (length + 1)))
    if b[2]:
        score += 2.0 * len(b[2] & a[2]) / len(b[2]) - 0.8 * len(b[2] - a[2]) / len(b[2])
    return score + 0.3 if a[0][:1] == "h" else score

def align(english, chinese, gap=-0.45):
    """Best in-order pairing of blocks, in a band about the diagonal: (English, Chinese, score)."""
    a = [(t, x, tokens(x), len(re.findall(r"\w+", x))) for t, x in english]
    b = [(t, x, tokens(x), len(HAN.findall(x)) / 1.7 + len(re.findall(r"[A-Za-z0-9]+", x))) for t, x in chinese]
    n, m = len(a), len(b)
    band = max(120, abs(n - m) + 40)
    if not n or not m or n * min(m, 2 * band) > 3_000_000:
        return []
    best, back = [{} for _ in range(n + 1)], [{} for _ in range(n + 1)]
    for i in range(n + 1):
        middle, row, above = int(i * m / n), best[i], best[i - 1] if i else {}
        for j in range(max(0, middle - band), min(m, middle + band) + 1):
            if i == j == 0:
                row[0] = 0.0
                continue
            top, step = -1e9, 0
            if i and j - 1 in above:
                top, step = likeness(a[i - 1], b[j - 1]) + above[j - 1], 1
            if i and j in above and above[j] + gap > top:
                top, step = above[j] + gap, 2
            if j - 1 in row and row[j - 1] + gap > top:
                top, step = row[j - 1] + gap, 3
            row[j], back[i][j] = top, step
    i, j, found = n, m, []
    while (i or j) and j in back[i] and back[i][j]:
        step = back[i][j]
        if step == 1:
            found.append((a[i - 1][1], b[j - 1][1], likeness(a[i - 1], b[j - 1])))
        i, j = i - (step != 3), j - (step != 2)
    return found[::-1]

def sentences(english, chinese):
    """One pair a sentence where both sides have the same number, else the pair if short."""
    a = [s for s in re.split(r'(?<=[.!?])["”)]?\s+(?=[A-Z"“(])', english) if s.strip()]
    b = [s for s in re.split(r'(?<=[。！？])["”）]?\s*', chinese) if s.strip()]
    if len(a) == len(b) > 1:
        for x, y in zip(a, b):
            ratio = (len(HAN.findall(y)) + len(LATIN_WORD.findall(y)) + 1) / (len(x.split()) + 1)
            if 0.5 <= ratio <= 4.5:
                yield x, y
    elif len(a) == 1 or len(b) == 1 or len(english.split()) <= 40:
        yield english, chinese

def unnumbered(english, chinese):
    """Without the numbers of chapters, tables and figures."""
    if re.match(r"^(Chapter|Appendix|Table|Figure|Example)?\s*[0-9A-Z]{1,2}(\.\d+)*\.\s", english):
        english = re.sub(r"^(?:(?:Chapter|Appendix|Table|Figure|Example|Note)\s*)?[0-9A-Z]{0,2}(?:\.\d+)*\.\s*(?=\S)",
                         "", english)
    return english, re.sub(r"^(?:第\s*\d+\s*章\s*[.．、]?|附录\s*[A-Z]\s*[.．]?|[表图例]\s*[0-9A-Z]+(?:[.．-]\d+)*[.．]?"
                           r"|[0-9A-Z]{1,2}(?:\.\d+)*[.．])\s*", "", chinese)
