"""Which files of this machine a worker sees: the interpreter, and the packages an assignment allows."""

from __future__ import annotations

import csv
import functools
import importlib.metadata
import os
import re
import shutil
import stat
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

_LOADER_CACHE = "/etc/ld.so.cache"
_SYSTEM = ("/lib64", "/usr/lib64", _LOADER_CACHE, "/usr/share/zoneinfo")
_LIBRARY_FOLDERS = ("/lib", "/usr/lib")
"""Much else lies there: on a machine of ours 4.2 GB, of which the loader knows 0.7."""
_LOCALES = ("/usr/lib/locale/C.utf8", "/usr/lib/locale/C.UTF-8")
_NEVER_IMPORTED = (
    "test", "idlelib", "lib2to3", "ensurepip", "tkinter", "turtledemo", "pydoc_data", "config-*"
)  # fmt: skip
"""Parts of the standard library."""
_NEVER_READ: dict[str, tuple[str, ...]] = {
    "numpy": ("tests", "*/tests", "_core/include"),
    "torch": ("test", "include", "share"),
}
"""Parts of packages. torch does not start without its ``bin``."""
_HARNESS_NEEDS = ("msgspec", "numpy")
_DRIVER = ("libcuda.so*", "libnvidia-*.so*")
_DRIVER_FOLDERS = ("/usr/local/nvidia/lib64", "/usr/local/nvidia/lib")
"""Where containers get the driver of their host put, often unknown to the loader."""
_TOOLS = ("gcc", "cc", "as", "ld")
"""Triton compiles its launcher with these. Its assembler, ptxas, lies in its own package."""
_TOOL_FOLDERS = ("/usr/include", "/usr/libexec/gcc")


@functools.cache
def visible_paths(packages: tuple[str, ...], gpu: bool = False) -> tuple[str, ...]:
    """Absolute paths of interpreter, standard library, and the named packages with what they require.

    With ``gpu`` also the driver's libraries, and the C compiler that Triton needs.
    """
    paths = [
        Path(p) for p in (*_SYSTEM, *(_LIBRARY_FOLDERS if gpu else _system_libraries())) if Path(p).exists()
    ]
    base = Path(sys.base_prefix)
    paths += [Path(sysconfig.get_path("stdlib")), *sorted((base / "lib").glob("libpython*"))]
    for package in sorted(_closure((*packages, *_HARNESS_NEEDS))):
        paths += _files(package)
    if gpu:
        paths += [step for path in (*_driver_files(), *_tools()) for step in _links(path)]
        paths += [Path(p) for p in (*_TOOL_FOLDERS, sysconfig.get_path("include")) if Path(p).exists()]
    return _without_nested(paths)


def _system_libraries() -> Iterator[str]:
    """Where the loader finds libraries; without its cache, everything that may hold one."""
    found = _folders_of_the_loader()
    for folder in _LIBRARY_FOLDERS:
        if not found or folder in found or Path(folder).is_symlink():
            yield folder
    yield from (path for path in found if path.startswith(_LIBRARY_FOLDERS))
    yield from _LOCALES


def _folders_of_the_loader() -> frozenset[str]:
    """Every folder with a library in the loader's cache: a table, then paths that each end in a zero byte."""
    try:
        cache = Path(_LOADER_CACHE).read_bytes()
    except OSError:  # another C library
        return frozenset()
    return frozenset(
        os.path.realpath(os.fsdecode(path)) for path in re.findall(rb"(/[^\0]*)/[^/\0]+\0", cache)
    )


@functools.cache
def left_out(visible: tuple[str, ...]) -> tuple[str, ...]:
    """Folders below those paths that nobody needs: tests, headers, editors."""
    patterns: dict[str, tuple[str, ...]] = {sysconfig.get_path("stdlib"): _NEVER_IMPORTED}
    patterns |= {path: _NEVER_READ[Path(path).name] for path in visible if Path(path).name in _NEVER_READ}
    found = (inner for path, names in patterns.items() for name in names for inner in Path(path).glob(name))
    return tuple(sorted(str(path) for path in found if path.is_dir()))


@functools.cache
def gpu_environment() -> dict[str, str]:
    """Where CUDA and Triton look for what `visible_paths` adds for them."""
    tools = dict.fromkeys(str(path.parent) for path in _tools())
    environment = {"PATH": ":".join(tools) or "/usr/bin"}
    driver = next((path.parent for path in _driver_files() if path.name == "libcuda.so.1"), None)
    if driver is not None:
        environment["TRITON_LIBCUDA_PATH"] = str(driver)  # else it runs ldconfig to find out
        if driver not in _loader_folders():
            environment["LD_LIBRARY_PATH"] = str(driver)
    return environment


def _driver_files() -> list[Path]:
    folders = dict.fromkeys((*_loader_folders(), *map(Path, _DRIVER_FOLDERS)))
    found = [path for folder in folders for pattern in _DRIVER for path in sorted(folder.glob(pattern))]
    return [path for path in found if path.exists()]  # not links to a driver that was removed


@functools.cache
def _loader_folders() -> tuple[Path, ...]:
    """Folders in which the loader knows a library of the driver."""
    try:
        done = subprocess.run(
            ["/sbin/ldconfig", "-p"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30, check=True
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):  # another C library, or none of its tools
        return ()
    known = [Path(line.rpartition(" => ")[2]) for line in done.stdout.splitlines() if " => " in line]
    return tuple(dict.fromkeys(p.parent for p in known if any(p.match(pattern) for pattern in _DRIVER)))


def _tools() -> list[Path]:
    return [Path(found) for found in map(shutil.which, _TOOLS) if found]


def _links(path: Path) -> Iterator[Path]:
    """A path and, where it is a link, each step on the way to the file."""
    yield path
    while path.is_symlink():
        path = Path(os.path.normpath(path.parent / path.readlink()))
        yield path


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
    first = {name for name in _first_parts(distribution) if name not in ("..", "__pycache__")}
    return tuple((root, name) for name in sorted(first))


def _first_parts(distribution: importlib.metadata.Distribution) -> Iterator[str]:
    """The first part of the path of each file; torch has 14,000, which take 0.2 s as paths."""
    record = distribution.read_text("RECORD")
    if record is None:  # not installed from a wheel
        return (file.parts[0] for file in distribution.files or ())
    return (row[0].partition("/")[0] for row in csv.reader(record.splitlines()) if row)


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
