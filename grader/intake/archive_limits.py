"""Limits for the files of a folder or an archive: which names are safe, and how much is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from grader.errors import SubmissionError
from grader.intake.submission import Caps, megabytes, quoted

GENERATED_ENTRIES: Final = frozenset(
    {
        "__pycache__", "__MACOSX", "node_modules", "venv", ".venv", ".git", ".ipynb_checkpoints",
        ".DS_Store", ".idea", ".vscode", ".mypy_cache", ".pytest_cache", ".ruff_cache",
        "Thumbs.db", "desktop.ini", "Icon\r",
    }
)  # fmt: skip
"""Files and folders that tools and systems create by themselves. They are never read and never counted."""


def is_generated(name: str) -> bool:
    """Whether a name is or lies in something that a tool created, or is macOS's ``._name`` copy of a file."""
    return any(part in GENERATED_ENTRIES or part.startswith("._") for part in re.split(r"[/\\]", name))


def relative_name(raw: str, caps: Caps) -> str:
    """Turn a name from an archive or folder into a relative path with ``/``; the folder itself is ``""``.

    Raises
    ------
    SubmissionError
        The name is absolute, contains ``..``, a drive or control characters, or is too long or too deep.
    """
    name = unicodedata.normalize("NFC", raw.replace("\\", "/"))
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        raise SubmissionError(
            f"The name {quoted(raw)} is an absolute path. Pack the files with relative names."
        )
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise SubmissionError(
            f"The name {quoted(raw)} points outside the submission. Pack the files without '..'."
        )
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in name):
        raise SubmissionError(f"The name {quoted(raw)} holds a control character. Rename that file.")
    if len(parts) - 1 > caps.depth:
        raise SubmissionError(
            f"{quoted(raw)} lies deeper than {caps.depth} folders. Hand in only the exercise."
        )
    path = "/".join(parts)
    if len(path.encode()) > caps.path_bytes:
        raise SubmissionError(f"The name {quoted(raw)} is longer than {caps.path_bytes} bytes. Shorten it.")
    return path


class FileCollector:
    """Collects files within the caps, by their checked relative names. The caller leaves out generated files.

    Parameters
    ----------
    caps : Caps
    packed_bytes : int, optional
        Size of the archive that the files come from. It limits how much the archive may unpack to.
    """

    def __init__(self, caps: Caps, packed_bytes: int | None = None) -> None:
        self.files: dict[str, bytes] = {}
        self._caps = caps
        self._read_bytes = 0
        self._names: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._ratio_bytes = (
            caps.total_bytes if packed_bytes is None else unpacked_limit_bytes(packed_bytes, caps)
        )

    def add_folder(self, raw: str) -> None:
        """Check the name of a folder. Folders are counted like files, as an archive may hold folders only."""
        self._register_folders(relative_name(raw, self._caps))

    def add(self, raw: str, read: Callable[[int], bytes]) -> None:
        """Add one file. ``read(n)`` returns its first ``n`` bytes; it is called with one byte more than allowed."""
        name = relative_name(raw, self._caps)
        self._register_name(name, raw)
        limit = min(self._caps.file_bytes, self._caps.total_bytes - self._read_bytes)
        content = read(min(limit, self._ratio_bytes - self._read_bytes) + 1)
        self._read_bytes += len(content)
        self._check_bytes(name, len(content))
        self.files[name] = content

    def _check_bytes(self, name: str, count: int) -> None:
        caps = self._caps
        if count > caps.file_bytes:
            raise SubmissionError(
                f"{quoted(name)} is larger than {megabytes(caps.file_bytes)}. "
                "Hand in the code without data or models."
            )
        if self._read_bytes > self._ratio_bytes < caps.total_bytes:
            raise bomb_error(caps)
        if self._read_bytes > caps.total_bytes:
            raise too_large_error(caps)

    def _register_name(self, name: str, raw: str) -> None:
        key = name.casefold()
        if not name:
            raise SubmissionError(f"The archive holds a file without a name ({quoted(raw)}). Pack it again.")
        twin = self._names.get(key) or self._folders.get(key)
        if twin is not None:
            raise SubmissionError(
                f"Two entries have one name: {quoted(twin)} and {quoted(name)}. "
                "Which one counts? Keep one of them."
            )
        self._names[key] = name
        if len(self._names) > self._caps.files:
            raise self._too_many_error("files")
        if "/" in name:
            self._register_folders(name.rpartition("/")[0])

    def _register_folders(self, name: str) -> None:
        while name and name.casefold() not in self._folders:
            if name.casefold() in self._names:
                raise SubmissionError(f"{quoted(name)} is both a file and a folder. Rename one of them.")
            self._folders[name.casefold()] = name
            if len(self._folders) > self._caps.files:
                raise self._too_many_error("folders")
            name = name.rpartition("/")[0]

    def _too_many_error(self, what: str) -> SubmissionError:
        return SubmissionError(f"It holds more than {self._caps.files} {what}. Hand in only the exercise.")


def unpacked_limit_bytes(packed_bytes: int, caps: Caps) -> int:
    """How many bytes an archive of this size may unpack to before it counts as a decompression bomb."""
    return min(caps.total_bytes, max(caps.ratio_free_bytes, caps.ratio * packed_bytes))


def bomb_error(caps: Caps) -> SubmissionError:
    return SubmissionError(
        f"It unpacks to more than {caps.ratio} times its size, like a decompression bomb. "
        "Pack only the exercise."
    )


def too_large_error(caps: Caps) -> SubmissionError:
    return SubmissionError(
        f"It holds more than {megabytes(caps.total_bytes)}. "
        "Hand in the code without data, models or environments."
    )
