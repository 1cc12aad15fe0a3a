"""A file of kept proofs: an assignment is not verified again while nothing it depends on has changed.

The file holds, for each assignment, a digest of its dependencies and the figures of its last full verification. Timed
checks are left out, since they depend on the machine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.course import Assignment
from grader.errors import CourseError
from grader.output import write_atomic
from grader.verification.check_result import VerificationResult

SCHEMA = "grader/proofs/1"
_ENGINE = Path(__file__).parents[1]
_JUDGING_PACKAGES = (
    "changes",
    "course",
    "diagnosis",
    "grading",
    "plugin",
    "sandbox",
    "testing",
    "verification",
    "wire",
    "worker",
)
"""Packages of the engine that influence the verdict of a test."""
_IGNORED_FILES = ("figure.py", "figure.svg")


def proof_digest(assignment: Assignment) -> str:
    """Digest of everything a proof depends on: the assignment, its references and the judging packages."""
    assert assignment.reference_path is not None
    references = {
        assignment.reference_path,
        *(assignment.reference_of(p) for p in assignment.settings.performance),
    }
    digest = hashlib.sha256()
    for base, path in (
        *_files_below(assignment.folder),
        *((p.parent, p) for p in sorted(references)),
        *_engine_files(),
    ):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(base).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _files_below(folder: Path) -> Iterator[tuple[Path, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in _IGNORED_FILES and "__pycache__" not in path.parts:
            yield folder, path


def _engine_files() -> Iterator[tuple[Path, Path]]:
    for part in _JUDGING_PACKAGES:
        yield from ((_ENGINE, path) for path in sorted((_ENGINE / part).rglob("*.py")))


class KeptProofs:
    """The file of kept proofs.

    Parameters
    ----------
    path : Path
        The file. It need not exist.

    Raises
    ------
    CourseError
        The file exists and is not a file of kept proofs.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[str, Any] = {}
        if path.exists():
            try:
                content = json.loads(path.read_text(encoding="utf-8"))
                self._entries = dict(content["assignments"]) if content["schema"] == SCHEMA else {}
            except (ValueError, KeyError, TypeError) as error:
                raise CourseError(
                    f"{path}: this is no file of kept proofs: {error}. Remove it; a full proof writes it anew."
                ) from None

    def holds(self, assignment: Assignment) -> bool:
        """Whether the assignment is verified in its present state."""
        entry = self._entries.get(assignment.id)
        return isinstance(entry, dict) and entry.get("digest") == proof_digest(assignment)

    def update(self, assignment: Assignment, proof: VerificationResult) -> None:
        """Store a result that holds, remove one that does not, and replace the file."""
        if proof.holds:
            figures = {result.check: result.figures for result in proof.steps if result.figures}
            self._entries[assignment.id] = {
                "digest": proof_digest(assignment),
                "cpu_s": proof.cpu_s,
                "figures": figures,
            }
        else:
            self._entries.pop(assignment.id, None)
        content = {"schema": SCHEMA, "assignments": dict(sorted(self._entries.items()))}
        write_atomic(self._path, json.dumps(content, indent=1) + "\n")
