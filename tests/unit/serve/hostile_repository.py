"""Repositories that a student could make by hand to harm whoever fetches them, and what is to become of each."""

from __future__ import annotations

import os
import struct
import subprocess
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path

from push_host import GIT, git

WORK = b"def double(x):\n    return 2 * x\n"
GRADED, LATER = "graded", "later"
"""Ends beside a rejection: its contents are read, or it is tried again and then listed."""

Entry = tuple[str, bytes, str]
"""Mode, name and object id of an entry of a tree."""


class BareRepository:
    """A bare repository in which objects are written as they are, without the checks of git."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        git("init", "--quiet", "--bare", "--initial-branch=main", str(folder), cwd=folder.parent)

    def store(self, kind: str, data: bytes) -> str:
        """Write any bytes as an object."""
        full = f"{kind} {len(data)}\0".encode() + data
        name = sha1(full, usedforsecurity=False).hexdigest()
        path = self.folder / "objects" / name[:2] / name[2:]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zlib.compress(full))
        return name

    def blob(self, data: bytes = WORK) -> str:
        return self.store("blob", data)

    def tree(self, *entries: Entry) -> str:
        return self.store(
            "tree",
            b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(id_) for mode, name, id_ in entries),
        )

    def commit(self, tree: str, message: bytes = b"work") -> str:
        who = b"Ada <ada@example.org> 1700000000 +0000"
        text = (
            b"tree " + tree.encode() + b"\nauthor " + who + b"\ncommitter " + who + b"\n\n" + message + b"\n"
        )
        return self.store("commit", text)

    def tag(self, named: str, kind: str, name: str) -> str:
        """A tag that is an object of its own."""
        text = (
            f"object {named}\ntype {kind}\ntag {name}\ntagger Ada <ada@example.org> 1700000000 +0000\n\nx\n"
        )
        return self.store("tag", text.encode())

    def files(self, *entries: Entry) -> str:
        """A commit with the work and these entries beside it, in git's order."""
        every = [*entries, ("100644", b"tiny.py", self.blob())]
        every.sort(key=lambda entry: entry[1] + b"/" * (entry[0] == "40000"))
        return self.commit(self.tree(*every))

    def point(self, ref: str, sha: str) -> None:
        path = self.folder / ref
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{sha}\n")

    def allow_filter(self) -> None:
        git("config", "uploadpack.allowFilter", "true", cwd=self.folder)


@dataclass(frozen=True)
class HostileRepository:
    """An attack: how it is made, and its end."""

    name: str
    make: Callable[[BareRepository], str]
    """Writes it and returns the commit that is pushed."""
    end: str
    """`GRADED`, `LATER`, or words of the reason with which it is rejected."""
    folder: str = ""
    """Folder of the assignment."""


LFS_POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 9\n"
REFUSED = "Git refuses the commit"


def named(*path: bytes, mode: str = "100644") -> Callable[[BareRepository], str]:
    """A file under a name; folders around it first."""

    def make(repository: BareRepository) -> str:
        id_ = repository.blob(b"[core]\n\tfsmonitor = touch canary\n")
        for name in reversed(path[1:]):
            id_ = repository.tree(("100644" if name == path[-1] else "40000", name, id_))
        return repository.files(("40000" if len(path) > 1 else mode, path[0], id_))

    return make


def link(target: bytes, name: bytes = b"data.txt") -> Callable[[BareRepository], str]:
    return lambda repository: repository.files(("120000", name, repository.blob(target)))


def submodule(address: bytes) -> Callable[[BareRepository], str]:
    def make(repository: BareRepository) -> str:
        settings = b'[submodule "x"]\n\tpath = x\n\turl = ' + address + b"\n"
        return repository.files(
            ("100644", b".gitmodules", repository.blob(settings)), ("160000", b"x", "1" * 40)
        )

    return make


def text_beside(name: bytes, text: bytes) -> Callable[[BareRepository], str]:
    return lambda repository: repository.files(("100644", name, repository.blob(text)))


def endless_tree(repository: BareRepository) -> str:
    """Ten levels of ten equal folders: 10¹⁰ files in eleven objects."""
    tree = repository.tree(*(("100644", b"f%d" % n, repository.blob(b"x")) for n in range(10)))
    for _ in range(9):
        tree = repository.tree(*(("40000", b"d%d" % n, tree) for n in range(10)))
    return repository.files(("40000", b"deep", tree))


def deep_tree(repository: BareRepository) -> str:
    tree = repository.tree(("100644", b"f", repository.blob(b"x")))
    for _ in range(500):
        tree = repository.tree(("40000", b"d", tree))
    return repository.files(("40000", b"d", tree))


def wide_tree(count: int) -> Callable[[BareRepository], str]:
    def make(repository: BareRepository) -> str:
        empty = repository.blob(b"x")
        return repository.files(*(("100644", b"%07d" % n, empty) for n in range(count)))

    return make


def large_blob(repository: BareRepository) -> str:
    """300 MB of zeros, which are 300 kB in the repository."""
    size = 300_000_000
    digest, packer = sha1(b"blob %d\0" % size, usedforsecurity=False), zlib.compressobj(9)
    packed = packer.compress(b"blob %d\0" % size)
    piece = bytes(1_000_000)
    for _ in range(size // len(piece)):
        digest.update(piece)
        packed += packer.compress(piece)
    name = digest.hexdigest()
    path = repository.folder / "objects" / name[:2] / name[2:]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(packed + packer.flush())
    repository.allow_filter()
    return repository.files(("100644", b"data.bin", name))


def large_blob_elsewhere(repository: BareRepository) -> str:
    """A file of 11 MiB that is not in the assignment's folder."""
    repository.allow_filter()
    blob = repository.blob(os.urandom(11 << 20))
    work = repository.tree(("100644", b"tiny.py", repository.blob()))
    return repository.commit(repository.tree(("100644", b"data.bin", blob), ("40000", b"tiny", work)))


def large_sum(repository: BareRepository) -> str:
    """Files that are small enough each and too large together, packed to almost nothing."""
    blobs = [repository.blob(bytes([n]) * (9 << 20)) for n in range(1, 8)]
    return repository.files(*(("100644", b"data%d" % n, blob) for n, blob in enumerate(blobs)))


def equal_files(repository: BareRepository) -> str:
    """One blob of 9 MiB under 900 names: 8 GB to read."""
    blob = repository.blob(bytes(9 << 20))
    return repository.files(*(("100644", b"data%03d" % n, blob) for n in range(900)))


def elsewhere(*entries: tuple[str, bytes, bytes]) -> Callable[[BareRepository], str]:
    """Entries beside the assignment's folder, where they are of no interest."""

    def make(repository: BareRepository) -> str:
        work = repository.tree(("100644", b"tiny.py", repository.blob()))
        found = [
            (mode, name, "1" * 40 if mode == "160000" else repository.blob(text))
            for mode, name, text in entries
        ]
        return repository.commit(
            repository.tree(*sorted([*found, ("40000", b"tiny", work)], key=lambda e: e[1]))
        )

    return make


def many_tags(repository: BareRepository) -> str:
    sha = repository.files()
    lines = "".join(f"{sha} refs/tags/submit/{number}\n" for number in range(3000))
    (repository.folder / "packed-refs").write_text("# pack-refs with: peeled fully-peeled sorted \n" + lines)
    return sha


def odd_ref(ref: str) -> Callable[[BareRepository], str]:
    def make(repository: BareRepository) -> str:
        sha = repository.files()
        repository.point(ref, sha)
        return sha

    return make


def replaced_object(repository: BareRepository) -> str:
    """`refs/replace` says that the commit is another one."""
    sha = repository.files()
    repository.point(
        f"refs/replace/{sha}", repository.files(("120000", b"data.txt", repository.blob(b"/etc/passwd")))
    )
    return sha


def corrupt_pack(repository: BareRepository) -> str:
    sha = repository.files(("100644", b"data", repository.blob(os.urandom(20_000))))
    repository.point("refs/heads/main", sha)
    git("repack", "-adq", cwd=repository.folder)
    (pack,) = (repository.folder / "objects" / "pack").glob("*.pack")
    pack.chmod(0o644)
    with pack.open("r+b") as file:
        file.seek(10_000)
        file.write(bytes(100))
    return sha


def missing_blob(repository: BareRepository) -> str:
    return repository.files(("100644", b"data", "1" * 40))


def blob_as_commit(repository: BareRepository) -> str:
    return repository.blob(b"not a commit")


def tag_of_commit(repository: BareRepository) -> str:
    sha = repository.files()
    who = b"Ada <ada@example.org> 1700000000 +0000"
    return repository.store(
        "tag", b"object " + sha.encode() + b"\ntype commit\ntag submit/1\ntagger " + who + b"\n\nmine\n"
    )


def escape_codes_in_message(repository: BareRepository) -> str:
    tree = repository.tree(("100644", b"tiny.py", repository.blob()))
    return repository.commit(tree, b"\x1b]0;owned\x07\x1b[2J::error::owned\n" * 100)


def plain(repository: BareRepository) -> str:
    return repository.files()


def deltas(repository: BareRepository) -> str:
    """A pack whose deltas unpack to far more than it holds: each copies the one before it many times."""
    base = repository.blob(b"a" * 60_000)
    folder = repository.folder
    objects = [_packed(3, b"a" * 60_000)]
    data = b"a" * 60_000
    for _ in range(5):
        grown = data * 4
        delta = _size(len(data)) + _size(len(grown)) + b"".join(_copy(len(data)) for _ in range(4))
        objects.append(
            _packed(7, delta, sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).digest())
        )
        data = grown
    head = b"PACK" + struct.pack(">II", 2, len(objects))
    body = head + b"".join(objects)
    pack = body + sha1(body, usedforsecurity=False).digest()
    subprocess.run(
        ["git", "index-pack", "--stdin"],
        cwd=folder,
        input=pack,
        check=True,
        capture_output=True,
        env={**os.environ, **GIT},
    )
    last = sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    assert base
    return repository.files(("100644", b"data.bin", last))


def _packed(kind: int, data: bytes, base: bytes = b"") -> bytes:
    size, first = len(data) >> 4, (kind << 4) | (len(data) & 15)
    head = bytearray()
    while size:
        head.append(first | 128)
        first, size = size & 127, size >> 7
    head.append(first)
    return bytes(head) + base + zlib.compress(data)


def _size(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def _copy(length: int) -> bytes:
    """Instructions that copy the whole of a base, at most 64 KiB at a time."""
    out, position = b"", 0
    while position < length:
        part = min(length - position, 0xFFFF)
        out += b"\xbf" + struct.pack("<I", position) + struct.pack("<H", part)
        position += part
    return out


ATTACKS: Sequence[HostileRepository] = (
    HostileRepository("control: a file", plain, GRADED),
    HostileRepository("control: a folder", elsewhere(), GRADED, folder="tiny"),
    HostileRepository("a folder .git", named(b".git", b"config"), REFUSED),
    HostileRepository("a folder .GIT", named(b".GIT", b"config"), REFUSED),
    HostileRepository("a folder GIT~1", named(b"GIT~1", b"config"), REFUSED),
    HostileRepository(
        "a folder .git with invisible letters", named(".g\u200cit".encode(), b"config"), REFUSED
    ),
    HostileRepository("a folder '..'", named(b"..", b"owned"), REFUSED),
    HostileRepository("a folder '.'", named(b".", b"owned"), REFUSED),
    HostileRepository("a name with a slash", named(b"../owned"), REFUSED),
    HostileRepository("an absolute name", named(b"/tmp/owned"), REFUSED),
    HostileRepository("a name with '..' and backslashes", named(b"..\\owned"), "points outside"),
    HostileRepository("a drive of Windows", named(b"C:owned"), "absolute path"),
    HostileRepository("an empty name", named(b""), LATER),
    HostileRepository(
        "one name twice", lambda r: r.commit(r.tree(*[("100644", b"tiny.py", r.blob())] * 2)), REFUSED
    ),
    HostileRepository(
        "names out of order",
        lambda r: r.commit(r.tree(("100644", b"z", r.blob()), ("100644", b"a", r.blob()))),
        REFUSED,
    ),
    HostileRepository("a link to a file of the machine", link(b"/etc/passwd"), "is a link"),
    HostileRepository(
        "a link in the place of the work",
        lambda r: r.commit(r.tree(("120000", b"tiny.py", r.blob(b"/etc/passwd")))),
        "is a link",
    ),
    HostileRepository("a link in the place of .gitmodules", link(b"../config", b".gitmodules"), REFUSED),
    HostileRepository(
        "a link elsewhere", elsewhere(("120000", b"data", b"/etc/passwd")), GRADED, folder="tiny"
    ),
    HostileRepository("a submodule by ext::", submodule(b"ext::sh -c touch% canary"), "is a submodule"),
    HostileRepository(
        "a submodule whose address is an option", submodule(b"--upload-pack=touch canary"), REFUSED
    ),
    HostileRepository("a submodule elsewhere", elsewhere(("160000", b"x", b"")), GRADED, folder="tiny"),
    HostileRepository(
        "a filter", text_beside(b".gitattributes", b"* filter=owned working-tree-encoding=UTF-16\n"), GRADED
    ),
    HostileRepository("hooks", named(b"hooks", b"post-checkout"), GRADED),
    HostileRepository(
        "settings in the work's folder",
        text_beside(b"config", b"[core]\n\tsshCommand = touch canary\n"),
        GRADED,
    ),
    HostileRepository("a tree of 10^10 files", endless_tree, "more than 2000 files"),
    HostileRepository("500 folders in each other", deep_tree, "deeper than"),
    HostileRepository("1,500 files", wide_tree(1500), "more than 1000 files"),
    HostileRepository("100,000 files", wide_tree(100_000), "more than 2000 files"),
    HostileRepository("300 MB in 300 kB", large_blob, "larger than 10 MiB"),
    HostileRepository("a large file elsewhere", large_blob_elsewhere, GRADED, folder="tiny"),
    HostileRepository("63 MiB in seven files", large_sum, "more than 50 MiB"),
    HostileRepository("one blob under 900 names", equal_files, "more than 50 MiB"),
    HostileRepository("a bomb of deltas", deltas, "larger than 10 MiB"),
    HostileRepository("3,000 tags", many_tags, GRADED),
    HostileRepository("a ref named like an option", odd_ref("refs/heads/--upload-pack=touch canary"), GRADED),
    HostileRepository("refs/replace", replaced_object, GRADED),
    HostileRepository("escape codes in a name", named(b"\x1b[2Jowned"), "control character"),
    HostileRepository("a line end in a name", named(b"a\n::error::owned"), "control character"),
    HostileRepository("a name that is no UTF-8", named(b"\xff\xfe"), "control character"),
    HostileRepository("escape codes in the message", escape_codes_in_message, GRADED),
    HostileRepository("a pointer of Git LFS", text_beside(b"data.bin", LFS_POINTER), "Git LFS"),
    HostileRepository(
        "case twins", lambda r: r.files(("100644", b"Tiny.py", r.blob(b"x"))), "Two entries have one name"
    ),
    HostileRepository(
        "a file and a folder of one name",
        lambda r: r.files(("100644", b"A", r.blob()), ("40000", b"a", r.tree(("100644", b"x", r.blob())))),
        "one name|both a file and a folder",
    ),
    HostileRepository("a corrupt pack", corrupt_pack, LATER),
    HostileRepository("a blob that is not there", missing_blob, LATER),
    HostileRepository("a blob in the place of the commit", blob_as_commit, f"{LATER}|holds no"),
    HostileRepository("a tag object", tag_of_commit, GRADED),
    HostileRepository(
        "an id named like an option", lambda _: "--upload-pack=touch canary", "named no commit"
    ),
    HostileRepository("a ref in the place of the id", lambda _: "refs/heads/main", "named no commit"),
)
