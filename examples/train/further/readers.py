"""The readers named in gather.py: packages to pairs of text."""
import bz2, functools, io, json, re, sqlite3, struct, tarfile, zipfile, zlib

from formats import *
from packages import simplified

# ---- readers named in SOURCES
def pages(trees, chinese, english, endings):
    for tree in trees:
        for e, z in tree.pairs(chinese, english, rf"\.({endings})$"):
            a, b = page_blocks(tree.text(e)), page_blocks(tree.text(z))
            if [t for t, _ in a] == [t for t, _ in b]:
                rows = [(x, y, 9) for (_, x), (_, y) in zip(a, b)]
            else:
                rows = align(a, b)
            for x, y, score in rows:
                if score >= 0.3 and HAN.search(y):
                    yield from sentences(*unnumbered(x, y))

def markdown(trees, chinese, english):
    tree, = trees
    for e, z in tree.pairs(chinese, english, r"\.md$"):
        for x, y, score in align(markdown_blocks(tree.text(e)), markdown_blocks(tree.text(z))):
            if score >= 0.4 and HAN.search(y):
                yield from sentences(x, y)

def locales(trees):
    """Every zh gettext catalogue, then every zh JSON file with an English one beside it."""
    tree, = trees
    zh = r"(zh[-_]?(?:CN|Hans|Hans[-_]CN|cn|hans)|zh)"
    names = [n for n in tree.names if re.search(rf"(^|/)({zh}/LC_MESSAGES/[^/]+|{zh})\.(mo|po)$", n)]
    for n in names:
        if n.endswith(".mo"):
            yield from read_mo(tree.read(n))
        elif n[:-3] + ".mo" not in names:
            yield from read_po(tree.text(n))
    have = set(tree.names)
    for n in tree.names:
        if m := re.search(rf"(?:^|/){zh}(/[^/]+)?\.json$", n):
            for language in ("en", "en-US", "en_US", "en-us"):
                other = n[:m.start(1)] + language + n[m.end(1):]
                if other in have:
                    yield from joined(tree.json(other), tree.json(n))
                    break

def jupyterlab(trees):
    tree, = trees
    for n in tree.names:
        if n.endswith(".mo"):
            yield from read_mo(tree.read(n))
        elif n.endswith(".json") and "LC_MESSAGES" in n:
            yield from ((k.split("\x04")[-1], v[0]) for k, v in tree.json(n).items() if k and v and isinstance(v, list))

def superset(trees):
    tree, = trees
    for n in tree.names:
        if "/translations/zh" in n and n.endswith(".mo") and "TW" not in n:
            yield from read_mo(tree.read(n))
        elif "/translations/zh" in n and n.endswith(".po") and "TW" not in n:
            yield from read_po(tree.text(n))
        elif "/translations/zh/" in n and n.endswith(".json"):
            entries = tree.json(n)
            entries = entries.get("locale_data", {}).get("superset", entries)
            yield from ((k, v[0]) for k, v in entries.items() if k and v and isinstance(v, list))

def hashed_json(trees):
    tree, groups = trees[0], {}
    for n in tree.names:
        if m := re.match(r"(.*translations/(?:.*/)?)(en|zh-Hans)-[0-9a-f]+\.json$", n):
            groups.setdefault(m[1], {})[m[2]] = n
    for group in groups.values():
        if len(group) == 2:
            yield from joined(tree.json(group["en"]), tree.json(group["zh-Hans"]))

def json_files(trees, chinese, english):
    return joined(trees[0].json(trees[0].find(english)), trees[0].json(trees[0].find(chinese)))

def yaml_files(trees, chinese, english):
    a, b = (read_yaml(trees[0].text(trees[0].find(n))) for n in (english, chinese))
    yield from ((a[k], b[k]) for k in a if k in b)

def javascript(trees, chinese, english):
    for tree in trees:
        for e, z in tree.pairs(chinese, english, r"\.m?js$"):
            a, b = read_js(tree.text(e)), read_js(tree.text(z))
            yield from ((a[k], b[k]) for k in a if k in b)

def key_is_english(trees, ending):
    for n in trees[0].names:
        if n.endswith(ending):
            yield from ((path[-1], text) for path, text in flat(trees[0].json(n)))

def ghost(trees):
    for n in trees[0].names:
        if re.search(r"components/[^/]*i18n[^/]*\.tgz$", n):
            inner = tarfile.open(fileobj=io.BytesIO(trees[0].read(n)))
            for m in inner:
                if "/locales/zh/" in m.name and m.isfile():
                    yield from json.load(inner.extractfile(m)).items()

def nodered(trees):
    tree, = trees
    for e, z in tree.pairs("/zh-CN/", "/en-US/", r"\.json$"):
        yield from joined(tree.json(e), tree.json(z))
    block = re.compile(r"<(p|h3|h4|li|dt|dd|td)\b[^>]*>(.*?)(?=</?(?:p|h3|h4|li|dt|dd|td|ul|ol|dl)\b)", re.S)
    for e, z in tree.pairs("/zh-CN/", "/en-US/", r"\.html$"):
        a, b = block.findall(tree.text(e)), block.findall(tree.text(z))
        if [t for t, _ in a] == [t for t, _ in b]:
            yield from ((x, y) for (_, x), (_, y) in zip(a, b))

def osm_tagging(trees):
    a, b = (trees[0].json(trees[0].find(f"translations/{n}.json"))[n] for n in ("en", "zh-CN"))
    b = dict(flat(b))
    yield from ((v, b[k]) for k, v in flat(a) if k in b and k[-1] != "terms")

def quoted(pattern, text):
    """Both groups of each match as a dictionary, the second a JSON string."""
    return {k: json.loads(v) for k, v in re.findall(pattern.replace("STRING", r'("(?:[^"\\]|\\.)*")'), text)}

def blockly(trees):
    a, b = (quoted(r'Blockly\.Msg\["(\w+)"\] = STRING', trees[0].text(f"package/msg/{n}.js"))
            for n in ("en", "zh-hans"))
    yield from joined(a, b)

def strapi(trees):
    yield from joined(*(quoted(r'"([\w.\-]+)": STRING', trees[0].text(trees[0].find(f"admin/src/translations/{n}.json.mjs")))
                        for n in ("en", "zh-Hans")))

def typescript(trees):
    english = quoted(r'diag\(\d+, \d+ /\* \w+ \*/, "([^"]+)", STRING', trees[0].text("package/lib/typescript.js"))
    hole = re.compile(r"['“”]?\{\d\}['“”]?")
    for e, z in joined(english, trees[0].json("package/lib/zh-cn/diagnosticMessages.generated.json")):
        yield hole.sub("", e), hole.sub("", z)

def vscode_core(trees):
    """The Chinese messages are one array; the program's localize(N, "English") calls index it."""
    array = trees[0].text("package/translations/main.i18n.json.js")
    lines = (line.strip().rstrip(",") for line in array[array.index("[") + 1:array.rindex("]")].splitlines())
    chinese = [json.loads(line) if line.startswith('"') else None for line in lines if line]
    english = {}
    for n in trees[1].names:
        if n.endswith(".js"):
            for k, v in re.findall(r'localize2?\((\d+), ?("(?:[^"\\\n]|\\.)*")', trees[1].text(n)):
                english[int(k)] = v
    for k, v in english.items():
        if k < len(chinese) and chinese[k]:
            try:
                v = json.loads(v)
            except ValueError:
                continue
            yield v.replace("&&", ""), re.sub(r"\s*[(（]&&\w[)）]", "", chinese[k]).replace("&&", "")

def vscode_ext(trees):
    for n in trees[0].names:
        if "/translations/extensions/" in n and n.endswith(".json"):
            yield from trees[0].json(n)["contents"].get("bundle", {}).items()

def omni(data):
    """Names and contents of a Mozilla omni.ja, whose directory stands at the front."""
    at = data.find(b"PK\x01\x02")
    while data[at:at + 4] == b"PK\x01\x02":
        head = struct.unpack_from("<4s6H3I5H2I", data, at)
        name = data[at + 46:at + 46 + head[10]].decode()
        start = head[16] + 30 + sum(struct.unpack_from("<HH", data, head[16] + 26))
        body = data[start:start + head[8]]
        yield name, zlib.decompress(body, -15) if head[4] == 8 else body
        at += 46 + sum(head[10:13])

def firefox(trees):
    sides = {"omni.ja": {}, ".xpi": {}}
    for tree in trees:
        for n in tree.names:
            for ending, strings in sides.items():
                if not n.endswith(ending):
                    continue
                if ending == ".xpi":
                    archive = zipfile.ZipFile(io.BytesIO(tree.read(n)))
                    files = ((x, archive.read(x)) for x in archive.namelist())
                else:
                    files = omni(tree.read(n))
                for name, data in files:
                    m = (re.search(r"(?:^|/)(?:localization|locale)/(?:en-US|zh-CN)/(.*)$", name)
                         or re.search(r"chrome/(?:en-US|zh-CN)/locale/(?:en-US|zh-CN)/(.*)$", name))
                    if m and name.endswith((".ftl", ".properties")):
                        read = read_ftl if name.endswith(".ftl") else read_properties
                        strings.update(((m[1], k), v) for k, v in read(data.decode("utf-8", "replace")).items())
    brand = functools.partial(re.sub, r"\{\s*-brand-[\w-]*\s*\}", "Firefox")
    english, chinese = sides["omni.ja"], sides[".xpi"]
    yield from ((brand(english[k]), brand(chinese[k])) for k in english if k in chinese)

def cedict(trees):
    for line in trees[0].text(trees[0].find("cedict.txt")).splitlines():
        if m := re.match(r"([^#\s]\S*) (\S+) \[([^\]]*)\] /(.*)/", line):
            for gloss in re.split(r"[/;]", m[4]):
                gloss = re.sub(r"\[[^\]]*\]", "", re.sub(r"\([^)]*\)", "", gloss))
                gloss = re.sub(r"^(lit|fig)\.\s*", "", re.sub(r"\s+", " ", gloss).strip())
                if gloss and len(gloss.split()) <= 7 and not HAN.search(gloss) and not re.match(
                        r"CL:|variant of|old variant|see |also written|used in|abbr\. for$|surname |.* pr\.$", gloss):
                    yield gloss, m[2]

def unihan(trees, store):
    """Short definitions of the characters that GB 2312 has once simplified."""
    for line in bz2.decompress(trees[0].read(trees[0].find("Unihan_Readings.txt.bz2"))).decode().splitlines():
        code, _, definition = line.partition("\tkDefinition\t")
        character = definition and chr(int(code[2:], 16))
        if not definition or not "\u4e00" <= character <= "\u9fff":
            continue
        character = simplified(store).get(character, character)
        try:
            character.encode("gb2312")
        except UnicodeEncodeError:
            continue
        for gloss in re.split(r"[;,]", re.sub(r"\([^)]*\)", "", definition)):
            gloss = gloss.strip()
            if gloss and len(gloss.split()) <= 4 and not HAN.search(gloss) and not re.search(
                    r"variant|same as|U\+|surname|radical", gloss, re.I):
                yield gloss, character

def cldr(trees):
    for tree in trees:
        sides = []
        for language in ("en", "zh"):
            document = tree.json(tree.find(f"/{language}/annotations.json"))
            sides.append(next(iter(document.values()))["annotations"])
        for k in sides[0]:
            if "tts" in sides[0][k] and "tts" in sides[1].get(k, {}):
                yield sides[0][k]["tts"][0], sides[1][k]["tts"][0]

def companies(trees):
    database = sqlite3.connect(":memory:")
    database.deserialize(trees[0].read("matchina/data/entities.db"))
    for e, z, short_e, short_z in database.execute("select name_en, name_cn, name_short_en, name_short_cn from entities"):
        yield from (p for p in ((e, z), (short_e, short_z)) if all(p))

def game(trees):
    colour, space = re.compile(r"</?color[^>]*>"), re.compile(r"\s+")
    for e, z in read_mo(trees[0].read(trees[0].find("zh_CN/LC_MESSAGES/cataclysm-dda.mo"))):
        e, z = colour.sub("", e), colour.sub("", z)
        if "<" in e:
            continue
        if len(e.split()) > 40:
            yield from sentences(space.sub(" ", e), space.sub(" ", z))
        else:
            yield e, z
