"""Which files of this machine a worker sees: the interpreter, and the packages an assignment allows."""

from __future__ import annotations

import functools
import importlib.metadata
import os
import re
import stat
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/usr/share/zoneinfo")
_HARNESS_NEEDS = ("msgspec", "numpy")


@functools.cache
def visible_paths(packages: tuple[str, ...]) -> tuple[str, ...]:
    """Absolute paths of interpreter, standard library, and the named packages with what they require."""
    paths = [Path(p) for p in _SYSTEM if Path(p).exists()]
    base = Path(sys.base_prefix)
    paths += [Path(sysconfig.get_path("stdlib")), *sorted((base / "lib").glob("libpython*"))]
    for package in sorted(_closure((*packages, *_HARNESS_NEEDS))):
        paths += _files(package)
    return _without_nested(paths)


@functools.cache
def banned_packages(allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Top-level names installed here that a submission may not import, so that the message can say so.

    What is not installed anywhere is simply not found.
    """
    open_names = {*allowed, "msgspec"}
    for package in _closure((*allowed, "numpy")):
        open_names |= set(_top_levels(package))
    installed = {name.partition(".")[0] for folder in _site_folders() for name in os.listdir(folder)}  # noqa: PTH208 - runs before every check
    return tuple(
        sorted(name for name in installed | {"grader"} if name.isidentifier() and name not in open_names)
    )


def _site_folders() -> list[str]:
    return [
        path for path in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")} if Path(path).is_dir()
    ]


@functools.cache
def open_to_all(paths: tuple[str, ...]) -> bool:
    """Every user of this machine may read these paths: no folder on the way is closed to others."""
    for path in paths:
        for parent in (Path(path), *Path(path).parents):
            if not parent.stat().st_mode & (stat.S_IXOTH if parent.is_dir() else stat.S_IROTH):
                return False
    return True


@functools.cache
def versions(packages: tuple[str, ...]) -> dict[str, str]:
    """Installed versions, for the record; a package that is not installed is left out."""
    found = {}
    for name in packages:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


@functools.cache
def _closure(packages: tuple[str, ...]) -> frozenset[str]:
    """The named distributions and all they require, as far as installed."""
    seen: set[str] = set()
    waiting = list(packages)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        try:
            requires = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        seen.add(name)
        waiting += [_name(line) for line in requires if "extra ==" not in line]
    return frozenset(seen)


def _name(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    return match.group() if match else ""


@functools.cache
def _entries(package: str) -> tuple[tuple[Path, str], ...]:
    """(site folder, first path component) of every file a distribution installed there."""
    distribution = importlib.metadata.distribution(package)
    root = Path(str(distribution.locate_file("")))
    first = {file.parts[0] for file in distribution.files or () if file.parts[0] not in ("..", "__pycache__")}
    return tuple((root, name) for name in sorted(first))


def _files(package: str) -> list[Path]:
    return [root / name for root, name in _entries(package) if (root / name).exists()]


def _top_levels(package: str) -> list[str]:
    return [name.partition(".")[0] for _, name in _entries(package) if not name.endswith(".dist-info")]


def _without_nested(paths: Iterable[Path]) -> tuple[str, ...]:
    """Drop what lies below another path of the list, packages apart: the jail hides those it brings along."""
    kept: list[str] = []
    for path in sorted({os.fspath(p) for p in paths}):
        folder = next((k for k in kept if path.startswith(k + "/") and not Path(k).is_symlink()), "")
        if not folder or "-packages/" in path.removeprefix(folder):
            kept.append(path)
    return tuple(kept)
