"""A file of kept proofs: an assignment is not verified again while nothing it depends on has changed.

The file holds, for each assignment, a digest of its dependencies and the figures of its last full verification. Timed
checks are left out, since they depend on the machine.
"""

from __future__ import annotations

import ast
import functools
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
_STARTED = ("verification", "worker", "grading/__main__.py")
"""What a proof starts. Modules of the judging packages that none of these imports cannot influence it."""
_ONLY_TIMED = ("verification/cheats.py", "verification/result_layout.py", "verification/timing_checks.py")
"""Checks of timed functions."""
_ONLY_TRAINING = ("verification/training_checks.py",)
"""Checks of tests that train."""
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
        *_engine_files(_unused_checks(assignment)),
    ):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(base).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _files_below(folder: Path) -> Iterator[tuple[Path, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in _IGNORED_FILES and "__pycache__" not in path.parts:
            yield folder, path


def _unused_checks(assignment: Assignment) -> frozenset[Path]:
    """Modules of checks that have nothing to look at in an assignment."""
    unused: tuple[str, ...] = ()
    if not assignment.settings.performance:
        unused += _ONLY_TIMED
    if not assignment.training_levels:
        unused += _ONLY_TRAINING
    return frozenset(_ENGINE / name for name in unused)


@functools.cache
def _engine_files(unused: frozenset[Path]) -> tuple[tuple[Path, Path], ...]:
    """The modules of the judging packages that a proof loads, without the unused ones."""
    seen = set(unused)
    found = [path for part in _STARTED for path in _modules_in(_ENGINE / part)]
    while found:
        path = found.pop()
        if path not in seen:
            seen.add(path)
            found += _imported_modules(path)
    judging = {_ENGINE / part for part in _JUDGING_PACKAGES}
    return tuple((_ENGINE, path) for path in sorted(seen - unused) if not judging.isdisjoint(path.parents))


def _modules_in(path: Path) -> list[Path]:
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


def _imported_modules(path: Path) -> Iterator[Path]:
    """The engine's modules that one of them imports, within functions as well."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            package, *parts = name.split(".")
            if package == _ENGINE.name:
                place = _ENGINE.joinpath(*parts)
                yield from (
                    each for each in (place.with_suffix(".py"), place / "__init__.py") if each.is_file()
                )


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
