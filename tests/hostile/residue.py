"""What an attack could leave behind: a list of it all, taken before and after."""

from __future__ import annotations

import gc
import os
import site
import sysconfig
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_OURS = ("__pycache__", ".pytest_cache", ".hypothesis", ".mypy_cache", ".ruff_cache", ".git", ".venv")
"""Written by what tests and looks after the project itself; the interpreter's packages are listed apart."""


_LIBRARIES_OWN = "torchinductor_"
"""torch makes an empty folder of this name when it is first imported, before any submission is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Processes, mounts, descriptors, shared memory and files at one moment."""

    children: frozenset[str]
    mounts: frozenset[str]
    descriptors: frozenset[str]
    shared: frozenset[str]
    """Segments and semaphores of System V and POSIX."""
    temporary: frozenset[str]
    packages: frozenset[str]
    """Every file the interpreter could import, with size and time of its last change."""
    project: frozenset[str]

    @classmethod
    def now(cls) -> Manifest:
        gc.collect()
        return cls(
            children=frozenset(_children()),
            mounts=frozenset(Path("/proc/self/mountinfo").read_text().splitlines()),
            descriptors=frozenset(
                f"{fd.name} -> {fd.readlink()}" for fd in Path("/proc/self/fd").iterdir() if fd.is_symlink()
            ),
            shared=frozenset(_shared()),
            temporary=frozenset(
                p.name for p in Path(tempfile.gettempdir()).iterdir() if not p.name.startswith(_LIBRARIES_OWN)
            ),
            packages=frozenset(_stamps(*_package_folders())),
            project=frozenset(_stamps(PROJECT)),
        )

    def differs_from(self, before: Manifest) -> list[str]:
        """What came, went or changed since, in words."""
        found = []
        for field in fields(self):
            old, new = getattr(before, field.name), getattr(self, field.name)
            found += [f"{field.name}: new: {entry}" for entry in sorted(new - old)]
            found += [f"{field.name}: gone: {entry}" for entry in sorted(old - new)]
        return found


def _children() -> list[str]:
    tasks = Path("/proc/self/task").iterdir()
    return [pid for task in tasks for pid in task.joinpath("children").read_text().split()]


def _shared() -> list[str]:
    listed = [f"posix {entry.name}" for entry in Path("/dev/shm").iterdir()]
    for kind in ("shm", "sem", "msg"):
        lines = Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]
        listed += [f"{kind} {' '.join(line.split()[:2])}" for line in lines]
    return listed


def _package_folders() -> list[Path]:
    names = {*site.getsitepackages(), site.getusersitepackages(), sysconfig.get_path("stdlib")}
    return [Path(name) for name in sorted(names) if Path(name).is_dir()]


def _stamps(*folders: Path) -> list[str]:
    """Path, size and time of every file below; compiled copies apart, which any import may add."""
    listed = []
    for folder in folders:
        for place, inner, files in os.walk(folder):
            inner[:] = [name for name in inner if name not in _OURS]
            for name in files:
                status = Path(place, name).lstat()
                listed.append(f"{place}/{name} {status.st_size} {status.st_mtime_ns}")
    return listed
