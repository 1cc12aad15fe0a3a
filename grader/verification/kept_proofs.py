"""Proofs that are kept: what was proven once need not be again while nothing of it has changed.

A file of the course holds, for each assignment, a digest of what its proof depends on and the figures of the last full
proof. Timed checks are not part of it: they depend on the machine.
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
from grader.verification.check_result import Proof

SCHEMA = "grader/proofs/1"
_ENGINE = Path(__file__).parents[1]
_JUDGES = ("course", "diagnosis", "grading", "plugin", "sandbox", "testing", "verification", "wire", "worker")
"""Parts of the engine that decide what a test says."""
_NOT_JUDGED = ("figure.py", "figure.svg")


def digest_of(assignment: Assignment) -> str:
    """What a proof of an assignment depends on: its files, its references, and the parts of the engine that judge."""
    assert assignment.reference_path is not None
    references = {
        assignment.reference_path,
        *(assignment.reference_of(p) for p in assignment.settings.performance),
    }
    digest = hashlib.sha256()
    for base, path in (*_below(assignment.folder), *((p.parent, p) for p in sorted(references)), *_engine()):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(base).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _below(folder: Path) -> Iterator[tuple[Path, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in _NOT_JUDGED and "__pycache__" not in path.parts:
            yield folder, path


def _engine() -> Iterator[tuple[Path, Path]]:
    for part in _JUDGES:
        yield from ((_ENGINE, path) for path in sorted((_ENGINE / part).rglob("*.py")))


class Proven:
    """The file of kept proofs.

    Parameters
    ----------
    path : Path
        It need not be there yet.

    Raises
    ------
    CourseError
        It holds something else.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, Any] = {}
        if path.exists():
            try:
                content = json.loads(path.read_text(encoding="utf-8"))
                self._kept = dict(content["assignments"]) if content["schema"] == SCHEMA else {}
            except (ValueError, KeyError, TypeError) as error:
                raise CourseError(
                    f"{path}: this is no file of kept proofs: {error}. Remove it; a full proof writes it anew."
                ) from None

    def holds(self, assignment: Assignment) -> bool:
        """Whether the assignment is proven as it stands."""
        kept = self._kept.get(assignment.id)
        return isinstance(kept, dict) and kept.get("digest") == digest_of(assignment)

    def keep(self, assignment: Assignment, proof: Proof) -> None:
        """Remember a proof that holds, and forget one that does not; the file is replaced as a whole."""
        if proof.holds:
            figures = {step.check: step.figures for step in proof.steps if step.figures}
            self._kept[assignment.id] = {
                "digest": digest_of(assignment),
                "cpu_s": proof.cpu_s,
                "figures": figures,
            }
        else:
            self._kept.pop(assignment.id, None)
        content = {"schema": SCHEMA, "assignments": dict(sorted(self._kept.items()))}
        write_atomic(self._path, json.dumps(content, indent=1) + "\n")
