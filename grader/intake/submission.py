"""What intake speaks in: a submission found, read, or turned away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.model import SourceFile

MIB: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """What a submission may hold. Everything is counted while it is read, no header is believed."""

    total_bytes: int = 50 * MIB
    """Unpacked; also the size of an archive itself."""
    files: int = 1000
    file_bytes: int = 10 * MIB
    source_bytes: int = MIB
    """Of all Python code together: real work is under 200 kB, and compiling 20 MB takes seconds and gigabytes."""
    modules: int = 50
    """Python files beside the main module."""
    ratio: int = 200
    """Unpacked to packed size, once more than `ratio_free_bytes` are unpacked."""
    ratio_free_bytes: int = MIB
    path_bytes: int = 200
    depth: int = 20


DEFAULT_CAPS: Final = Caps()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSubmission:
    """A submission that is there, not yet read."""

    path: Path
    student: str
    origin: str = ""
    """Path as the instructor typed it; ``path`` when empty."""
    notices: tuple[str, ...] = ()
    main: str = ""
    """Name of the file in the folder ``path`` that holds the answers, where it was named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A submission in memory: nothing of it was run, parsed or written to disk."""

    student: str
    """Id, safe as the name of a folder."""
    origin: str
    """Path as the instructor typed it, for lists."""
    sha256: str
    """Of the original bytes; of a folder, of its sorted relative names and contents."""
    files: tuple[SourceFile, ...]
    r"""Python files as text, lines ended by ``\n``. The first is the main module, by the starter's name."""
    data: tuple[tuple[str, bytes], ...] = ()
    """Other files the code may open: (name relative to the main module, content)."""
    notices: tuple[str, ...] = ()
    """Remarks for the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingSubmission:
    """A submission that can be read, and is read again when its turn comes: a class does not fit into memory."""

    found: FoundSubmission
    module: str
    sha256: str
    """What it was when it was noted. What is graded is what lies there when its turn comes."""

    @property
    def student(self) -> str:
        return self.found.student


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedSubmission:
    """A submission that cannot be read. It is listed with its reason, the others are graded."""

    student: str
    origin: str
    reason: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoredEntry:
    """What lies among the submissions and was not taken as one. It is told, so that nothing is lost."""

    origin: str
    reason: str
    may_be_work: bool = False
    """Somebody's work may be lost with it."""


def megabytes(count: int) -> str:
    """``50 MiB``, for messages."""
    return f"{count / MIB:.3g} MiB"


def quoted(name: str) -> str:
    """A student's file name for a message: quoted, short, nothing a terminal would obey."""
    printable = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in name[:81])
    return f"'{printable[:79]}…'" if len(printable) > 80 else f"'{printable}'"
