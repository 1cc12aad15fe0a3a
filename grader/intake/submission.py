"""The records of intake: submissions that were found, read or rejected, and entries that were ignored."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from grader.model import HandIn, SourceFile

MIB: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """Limits of a submission. Everything is counted while it is read; sizes in headers are not trusted."""

    total_bytes: int = 50 * MIB
    """Size of all files after unpacking; also the limit for the size of an archive."""
    files: int = 1000
    file_bytes: int = 10 * MIB
    source_bytes: int = MIB
    """Size of all Python code together. Real work is under 200 kB; compiling 20 MB takes seconds and gigabytes."""
    modules: int = 50
    """Number of Python files besides the main module."""
    ratio: int = 200
    """Largest ratio of unpacked to packed size. It applies to archives that unpack to over `ratio_free_bytes`."""
    ratio_free_bytes: int = MIB
    path_bytes: int = 200
    depth: int = 20


DEFAULT_CAPS: Final = Caps()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveMember:
    """One file of a submission that lies in a download with those of others."""

    name: str
    """Name in the submission; empty if this file is the submission, as a file of an ordinary class is."""
    stored: str
    """Name in the download."""
    typed_text: bool = False
    """Whether it is a page of text that was typed into the learning platform, to be read as code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSubmission:
    """A submission that was found and not read yet."""

    path: Path
    """The file or folder; where it has `members`, the download that they lie in."""
    student: str
    origin: str = ""
    """Path as the instructor typed it; ``path`` when empty."""
    notices: tuple[str, ...] = ()
    main: str = ""
    """Name of the file with the answers in the folder ``path``; empty if it was not named."""
    starter: str = ""
    """`starter_digest` of what was handed out: a notebook beside the untouched starter is the work. Empty: unknown."""
    hand_in: HandIn = field(default_factory=HandIn)
    members: tuple[ArchiveMember, ...] = ()
    """What of a download, a zip or a folder, makes up the work. Empty: all of ``path`` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A submission in memory. Nothing of it was run, parsed or written to disk."""

    student: str
    """Id, safe as the name of a folder."""
    origin: str
    """Path as the instructor typed it, for lists."""
    sha256: str
    """Digest of the original bytes; for a folder, of its sorted relative names and contents."""
    files: tuple[SourceFile, ...]
    r"""Python files as text with ``\n`` as line ends. The first is the main module, under the starter's name."""
    data: tuple[tuple[str, bytes], ...] = ()
    """Other files that the code may open: (name relative to the main module, content)."""
    notices: tuple[str, ...] = ()
    """Notices for the report."""
    hand_in: HandIn = field(default_factory=HandIn)


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingSubmission:
    """A submission that can be read. It is read again when it is graded, because a class does not fit into memory."""

    found: FoundSubmission
    module: str
    sha256: str
    """Digest at the first reading. If the files change later, the changed files are graded."""

    @property
    def student(self) -> str:
        return self.found.student


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedSubmission:
    """A submission that cannot be read. It is listed with the reason; the others are graded."""

    student: str
    origin: str
    reason: str
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoredEntry:
    """An entry beside the submissions that is not graded. It is reported, so that no work is lost unnoticed."""

    origin: str
    reason: str
    may_be_work: bool = False
    """Whether the entry may be someone's work."""


def megabytes(count: int) -> str:
    """``50 MiB``, for messages."""
    return f"{count / MIB:.3g} MiB"


def quoted(name: str) -> str:
    """A student's file name for a message: in quotes, short, and without control characters."""
    printable = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in name[:81])
    return f"'{printable[:79]}…'" if len(printable) > 80 else f"'{printable}'"
