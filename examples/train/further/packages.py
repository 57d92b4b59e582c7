"""Packages of PyPI, npm and Debian: fetching them and reading what is in them."""
import functools, json, os, re, shutil, subprocess, sys, tarfile, tempfile, zipfile
from pathlib import Path

CONVERTER = "pip opencc-python-reimplemented 0.1.7"   # Apache-2.0: traditional-to-simplified table

def run(command, cwd):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()[-400:]}")
    return done.stdout

def fetch(client, name, version, store):
    """The archive of one pinned package, fetched into its own folder under `store`."""
    folder = store / re.sub(r"[^\w.+-]+", "_", f"{client}_{name}_{version}")
    if folder.is_dir() and any(folder.iterdir()):
        return next(folder.iterdir())
    work = Path(tempfile.mkdtemp(dir=store))
    try:
        if client in ("pip", "sdist"):
            kind = ["--only-binary", ":all:"] if client == "pip" else ["--no-binary", name]
            run([sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "download", "--no-deps",
                 "--ignore-requires-python", *kind, f"{name}=={version}"], work)
        elif client == "npm":
            run(["npm", "pack", "--silent", f"{name}@{version}"], work)
        else:
            try:
                run(["apt-get", "-qq", "download", f"{name}={version}"], work)
            except RuntimeError:
                held = [line.split("|")[1].strip() for line in run(["apt-cache", "madison", name], work).splitlines()]
                if not held:
                    raise
                print(f"{name} {version} is not in the archive: taking {held[-1]}", file=sys.stderr)
                run(["apt-get", "-qq", "download", f"{name}={held[-1]}"], work)
        if len(list(work.iterdir())) != 1:
            raise RuntimeError(f"{name}: expected one archive")
        work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return next(folder.iterdir())

class Tree:
    """The files of one archive: .names and .read(name)."""
    def __init__(self, path):
        self.folder = None
        if path.suffix == ".whl":
            archive = zipfile.ZipFile(path)
            self.names, self.read = archive.namelist(), archive.read
        elif path.suffix == ".deb":
            self.folder = tempfile.mkdtemp(dir=path.parent.parent)
            run(["dpkg", "-x", str(path.resolve()), self.folder], None)
            self.names = sorted(os.path.relpath(os.path.join(d, f), self.folder)
                                for d, _, files in os.walk(self.folder) for f in files)
            self.read = lambda name: Path(self.folder, name).read_bytes()
        else:
            archive = tarfile.open(path)
            files = {m.name: archive.extractfile(m).read() for m in archive if m.isfile()}
            self.names, self.read = sorted(files), files.__getitem__

    def text(self, name):
        return self.read(name).decode("utf-8", "replace")

    def json(self, name):
        return json.loads(self.read(name))

    def find(self, ending):
        return next(n for n in self.names if n.endswith(ending))

    def pairs(self, chinese, english, pattern=""):
        """(English name, Chinese name) of files whose names differ in the language only."""
        for name in self.names:
            other = name.replace(chinese, english)
            if other != name and re.search(pattern, name) and other in self.names:
                yield other, name

    def close(self):
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

@functools.cache
def simplified(store):
    """Traditional character -> simplified character."""
    tree = Tree(fetch(*CONVERTER.split(), store))
    found = {}
    for name in ("TSCharacters.txt", "TSPhrases.txt"):
        for line in tree.text(tree.find("dictionary/" + name)).splitlines():
            key, _, values = line.strip().partition("\t")
            if len(key) == 1:
                found[key] = values.split(" ")[0]
    return found
