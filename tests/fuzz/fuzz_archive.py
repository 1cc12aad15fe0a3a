"""The intake under coverage-guided bytes: ``python tests/fuzz/fuzz_archive.py -max_total_time=600 FOLDER``.

FOLDER receives what was found; more folders may follow and are only read. Options are libFuzzer's. The run
needs atheris (the extra ``fuzz``); the rest of this module does not, and the tests replay the corpus with it.

The first byte of an input chooses the reader, the second how small the caps are. A search cannot guess check
sums, so the forms called ``mended`` get right ones before they are read.
"""

from __future__ import annotations

import contextlib
import gzip
import os
import re
import struct
import sys
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

GUIDED = __name__ == "__main__"
if GUIDED:
    import atheris

with atheris.instrument_imports(include=["grader", "zipfile"]) if GUIDED else contextlib.nullcontext():
    import zipfile  # noqa: F401 - loaded here so that its branches are seen too

    from grader.errors import SubmissionError
    from grader.intake.notebook import extract_code
    from grader.intake.selection import main_module
    from grader.intake.source import decode_source
    from grader.intake.submission import DEFAULT_CAPS, Caps
    from grader.intake.tarball import gunzip, unpack_tar
    from grader.intake.zipball import unpack_zip
    from grader.model import SourceFile

MODULE = "m.py"
FORMS = ("zip", "mended zip", "tar", "mended tar", "tar.gz", "gzipped tar", "notebook", "source")
SMALL = Caps(
    total_bytes=2048, files=4, file_bytes=1024, source_bytes=256, modules=2, ratio=4, ratio_free_bytes=512,
    path_bytes=40, depth=3,
)  # fmt: skip
"""Caps that an input of 2 kB can break."""
_WRITES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
           "tempfile.mkstemp", "tempfile.mkdtemp", "subprocess.Popen", "os.system", "os.posix_spawn", "os.exec",
           "socket.connect")  # fmt: skip
_LOCAL, _CENTRAL = 30, 46
_BLOCK = 512


class Watch:
    """Hears of every file that is opened to be written, made or moved, and of programs started."""

    def __init__(self) -> None:
        self._on = False
        self.seen: list[str] = []
        sys.addaudithook(self._hear)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        self.seen.clear()
        self._on, cached = True, sys.dont_write_bytecode
        sys.dont_write_bytecode = True  # the codec of a declared encoding is loaded now
        try:
            yield
        finally:
            self._on, sys.dont_write_bytecode = False, cached
        assert not self.seen, self.seen

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._on:
            return
        if event == "open" and not isinstance(arguments[2], int):
            return
        if event == "open" and arguments[2] & (
            os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        ):
            self.seen.append(f"open {arguments[0]!r}")
        elif event in _WRITES:
            self.seen.append(f"{event} {str(arguments)[:200]}")


WATCH = Watch()


def run(data: bytes) -> str:
    """Read one input and say how it ended: ``read``, or the reason of the refusal.

    Anything but a `SubmissionError`, a file or byte above the caps, an unsafe name and a written file raise.
    """
    form = FORMS[data[0] % len(FORMS)] if data else "zip"
    caps = SMALL if data[1:2] > b"\x7f" else DEFAULT_CAPS
    try:
        with WATCH.watching():
            read(form, data[2:], caps)
    except SubmissionError as refusal:
        reason = str(refusal)
        assert reason.isprintable(), reason
        assert len(reason) < 800, reason
        return reason
    return "read"


def read(form: str, raw: bytes, caps: Caps) -> None:
    """Read bytes as the form says, and check what came out."""
    match form:
        case "notebook":
            check_source(extract_code(raw, "n.ipynb", MODULE, caps).source, 2 * caps.source_bytes)
        case "source":
            text = decode_source(raw, "s.py", caps)
            check_source(SourceFile(name=MODULE, text=text), caps.source_bytes)
        case "zip" | "mended zip":
            packed = _mended_zip(raw) if form == "mended zip" else raw
            check_files(unpack_zip(packed, caps), caps, len(packed))
        case "tar" | "mended tar":
            check_files(unpack_tar(_mended_tar(raw) if form == "mended tar" else raw, caps), caps)
        case _:
            packed = raw if form == "tar.gz" else gzip.compress(_mended_tar(raw), 1, mtime=0)
            check_files(unpack_tar(gunzip(packed, caps), caps), caps)


def check_files(files: Mapping[str, bytes], caps: Caps, packed: int | None = None) -> None:
    """Within the caps, under names that are safe on every system; one of them may be the module."""
    total = sum(map(len, files.values()))
    assert total <= caps.total_bytes
    assert packed is None or total <= max(caps.ratio_free_bytes, caps.ratio * packed)
    assert len(files) <= caps.files
    assert max(map(len, files.values()), default=0) <= caps.file_bytes
    assert len({name.casefold() for name in files}) == len(files)
    for name in files:
        _check_name(name, caps)
        assert not any(other.startswith(f"{name}/") for other in files)
    source = files[main_module(files, MODULE)]
    check_source(SourceFile(name=MODULE, text=decode_source(source, MODULE, caps)), caps.source_bytes)


def check_source(source: SourceFile, most: int) -> None:
    """Text that Python and a report can hold; cells begin in order, inside of it."""
    assert "\0" not in source.text
    assert "\r" not in source.text
    assert len(source.text) <= most + 1
    source.text.encode()
    starts = [first for _, first in source.cells]
    assert starts == sorted(set(starts))
    assert not starts or (starts[0] == 1 and starts[-1] <= source.text.count("\n"))


def _check_name(name: str, caps: Caps) -> None:
    parts = name.split("/")
    assert not {"", ".", ".."} & set(parts), name
    assert not re.search(r"[\\\x00-\x1f\x7f]|^[A-Za-z]:", name), name
    assert len(parts) <= caps.depth + 1
    assert len(name.encode()) <= caps.path_bytes
    assert unicodedata.is_normalized("NFC", name), name


def _mended_zip(raw: bytes) -> bytes:
    """Stored entries get the check sum of their content, and the directory is found where it lies."""
    data = bytearray(raw)
    for found in re.finditer(rb"PK\x01\x02", raw):
        entry = found.start()
        if entry + _CENTRAL > len(raw):
            break
        method, size = (
            struct.unpack_from("<H", raw, entry + 10)[0],
            struct.unpack_from("<I", raw, entry + 20)[0],
        )
        (offset,) = struct.unpack_from("<I", raw, entry + 42)
        if method == 0 and offset + _LOCAL <= len(raw):
            name, extra = struct.unpack_from("<HH", raw, offset + 26)
            start = offset + _LOCAL + name + extra
            struct.pack_into("<I", data, entry + 16, zlib.crc32(raw[start : start + size]))
    first, end = raw.find(b"PK\x01\x02"), raw.rfind(b"PK\x05\x06")
    if 0 <= first < end and end + 22 <= len(raw):
        struct.pack_into("<II", data, end + 12, end - first, first)
    return bytes(data)


def _mended_tar(raw: bytes) -> bytes:
    """Every block that says it is a header gets its check sum; two empty ones end the archive."""
    data = bytearray(raw)
    for start in range(0, len(data) - _BLOCK + 1, _BLOCK):
        if start == 0 or data[start + 257 : start + 262] == b"ustar":
            data[start + 148 : start + 156] = b" " * 8
            data[start + 148 : start + 156] = b"%06o\0 " % sum(data[start : start + _BLOCK])
    return bytes(data) + bytes(-len(data) % _BLOCK + 2 * _BLOCK)


if GUIDED:
    sys.argv[1:1] = ["-max_len=2047", "-timeout=10", "-rss_limit_mb=512"]
    atheris.Setup(sys.argv, lambda data: run(data) and None)
    atheris.Fuzz()
