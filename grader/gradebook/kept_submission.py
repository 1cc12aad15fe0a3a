"""Submissions as they were read, kept by their digest: ``.grader/submissions/ASSIGNMENT/DIGEST.json``.

A regrade grades the very same files, whatever became of the download. What is kept is what grading takes, so nothing
has to be unpacked again. Two students with equal files share one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec

from grader.intake import Submission
from grader.model import HandIn
from grader.output import remove, write_atomic


class KeptSubmissions:
    """The submissions that an output folder keeps.

    Parameters
    ----------
    folder : Path
        The output folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept = folder / ".grader" / "submissions"

    def keep(self, assignment: str, submission: Submission) -> None:
        """Keep a submission, without saying whose it is."""
        path = self._path(assignment, submission.sha256)
        if not path.exists():
            nobody = replace(submission, student="", origin="", hand_in=HandIn())
            write_atomic(path, msgspec.json.encode(nobody), mode=0o600, root=self._folder)

    def load(
        self, assignment: str, sha256: str, student: str, hand_in: HandIn | None = None
    ) -> Submission | None:
        """A submission as that of a student; ``None`` if it was not kept."""
        try:
            found = msgspec.json.decode(self._path(assignment, sha256).read_bytes(), type=Submission)
        except (OSError, msgspec.MsgspecError):
            return None
        return replace(found, student=student, origin=f"{student}, kept", hand_in=hand_in or HandIn())

    def holds(self, assignment: str, sha256: str) -> bool:
        return self._path(assignment, sha256).is_file()

    def forget(self, assignment: str, digests: Collection[str]) -> None:
        """Delete submissions that nobody else handed in."""
        for sha256 in digests:
            remove(self._path(assignment, sha256), root=self._folder)

    def all_places(self) -> Iterator[tuple[str, str]]:
        """Assignment and digest of each."""
        for path in sorted(self._kept.glob("*/*.json")):
            yield path.parent.name, path.stem

    def _path(self, assignment: str, sha256: str) -> Path:
        return self._kept / assignment / f"{sha256}.json"
