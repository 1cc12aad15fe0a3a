"""What an attack could leave behind: a list of it all, taken before and after.

Other work on the machine leaves things as well. So what is the tests' own is listed whole: their processes, their
folder for temporary files, the code of the project. Of what all users of the machine share, only that is listed
which a worker owns or an attack gives a name to.
"""

from __future__ import annotations

import functools
import gc
import os
import re
import site
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CODE = ("assignments", "grader", "reference", "tests/hostile/course")
"""What grading reads of the project. Other files of it may be edited while tests run."""
WORKER_UIDS = 0x60000000
"""When root grades, workers run as this user or one above it."""
SHARED_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm")
_OURS = ("__pycache__", ".pytest_cache", ".hypothesis", ".mypy_cache", ".ruff_cache", ".git", ".venv")
"""Written by what tests and looks after the project itself; the interpreter's packages are listed apart."""
_BESIDE = ("site-packages", "dist-packages")
"""Below the standard library, but not imported from where there is a virtual environment."""
_LIBRARIES_OWN = "torchinductor_"
"""torch makes an empty folder of this name when it is first imported, before any submission is there."""
_FILES_OF_A_RUN = "grader-files-"
"""Where a worker writes the files of a test. Ours lie in our own folder, so one elsewhere belongs to another run."""
_NAME = re.compile(r"""(?:/tmp|/var/tmp|/dev/shm)/([\w.-]+)|["'/]([a-z]+(?:-[a-z]+)+)["']""")
"""What an attack calls its files: a path in one of those folders, or a name of several words."""
_KEY = re.compile(r"\b0x[0-9A-Fa-f]+\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Processes, mounts, descriptors, shared memory and files at one moment."""

    children: frozenset[str]
    mounts: frozenset[str]
    descriptors: frozenset[str]
    shared: frozenset[str]
    """Segments, semaphores and queues of System V."""
    temporary: frozenset[str]
    in_shared_folders: frozenset[str]
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
            shared=frozenset(segments()),
            temporary=frozenset(temporary_entries()),
            in_shared_folders=frozenset(path for folder in SHARED_FOLDERS for path in left_in(Path(folder))),
            packages=frozenset(_stamps(*_package_folders(), apart=_BESIDE)),
            project=frozenset([*_stamps(*(PROJECT / name for name in CODE)), *left_in(PROJECT)]),
        )

    def differs_from(self, before: Manifest) -> list[str]:
        """What came, went or changed since, in words."""
        found = []
        for field in fields(self):
            old, new = getattr(before, field.name), getattr(self, field.name)
            found += [f"{field.name}: new: {entry}" for entry in sorted(new - old)]
            found += [f"{field.name}: gone: {entry}" for entry in sorted(old - new)]
        return found


def left_in(folder: Path) -> Iterator[str]:
    """Entries of a folder of all users that a submission may have left."""
    for entry in folder.iterdir():
        if entry.name.startswith((_FILES_OF_A_RUN, _LIBRARIES_OWN)):
            continue
        try:
            owner = entry.lstat().st_uid
        except FileNotFoundError:  # somebody else's, gone since the folder was listed
            continue
        if owner >= WORKER_UIDS or entry.name in _names():
            yield str(entry)


def segments() -> Iterator[str]:
    """What a submission may have left of System V, by kind, key and number."""
    for kind, number in (("shm", "shmid"), ("sem", "semid"), ("msg", "msqid")):
        heading, *rows = Path(f"/proc/sysvipc/{kind}").read_text().splitlines()
        for row in rows:
            entry = dict(zip(heading.split(), row.split(), strict=True))
            if int(entry["cuid"]) >= WORKER_UIDS or int(entry["key"]) in _keys():
                yield f"{kind} {entry['key']} {entry[number]}"


def temporary_entries() -> list[str]:
    """Whatever lies in the folder for temporary files."""
    names = [path.name for path in Path(tempfile.gettempdir()).iterdir()]
    return [name for name in names if not name.startswith(_LIBRARIES_OWN)]


@functools.cache
def _names() -> set[str]:
    return {name for match in _NAME.finditer(_attacks()) for name in match.groups() if name}


@functools.cache
def _keys() -> set[int]:
    """Numbers that may be keys of System V; 0 is no key."""
    return {int(number, 16) for number in _KEY.findall(_attacks())} - {0}


def _attacks() -> str:
    folders = Path(__file__).parent.glob("attacks*")
    return "\n".join(path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.py"))


def _children() -> list[str]:
    tasks = Path("/proc/self/task").iterdir()
    return [pid for task in tasks for pid in task.joinpath("children").read_text().split()]


def _package_folders() -> list[Path]:
    names = {*site.getsitepackages(), site.getusersitepackages(), sysconfig.get_path("stdlib")}
    return [Path(name) for name in sorted(names) if Path(name).is_dir()]


def _stamps(*folders: Path, apart: tuple[str, ...] = ()) -> list[str]:
    """Path, size and time of every file below; compiled copies apart, which any import may add."""
    listed = []
    for folder in folders:
        for place, inner, files in os.walk(folder):
            inner[:] = [name for name in inner if name not in (*_OURS, *apart)]
            for name in files:
                status = Path(place, name).lstat()
                listed.append(f"{place}/{name} {status.st_size} {status.st_mtime_ns}")
    return listed
