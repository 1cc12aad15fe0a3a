"""The files of this machine that a worker may see: the interpreter, and the packages an assignment allows."""

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
_SYSTEM_PATHS = ("/lib64", "/usr/lib64", _LOADER_CACHE, "/usr/share/zoneinfo")
_LIBRARY_FOLDERS = ("/lib", "/usr/lib")
"""Mostly not needed: on one of our machines these folders hold 4.2 GB, of which the loader knows 0.7."""
_LOCALE_FOLDERS = ("/usr/lib/locale/C.utf8", "/usr/lib/locale/C.UTF-8")
_NEVER_IMPORTED = (
    "test", "idlelib", "lib2to3", "ensurepip", "tkinter", "turtledemo", "pydoc_data", "config-*"
)  # fmt: skip
"""Parts of the standard library that no submission imports."""
_NEVER_READ: dict[str, tuple[str, ...]] = {
    "numpy": ("tests", "*/tests", "_core/include"),
    "torch": ("test", "include", "share"),
    "pyflakes": ("test", "scripts"),
}
"""Parts of packages that are never read. torch does not start without its ``bin``, so that is not among them."""
_HARNESS_NEEDS = ("msgspec", "numpy")
_DRIVER = ("libcuda.so*", "libnvidia-*.so*")
_DRIVER_FOLDERS = ("/usr/local/nvidia/lib64", "/usr/local/nvidia/lib")
"""Where the host's driver is mounted in a container. The loader often does not know these folders."""
_TOOLS = ("gcc", "cc", "as", "ld")
"""Triton compiles its launcher with these. Its assembler, ptxas, is part of its package."""
_TOOL_FOLDERS = ("/usr/include", "/usr/libexec/gcc")


@functools.cache
def visible_paths(packages: tuple[str, ...], gpu: bool = False) -> tuple[str, ...]:
    """Absolute paths of the interpreter, the standard library, and the named packages with their requirements.

    With ``gpu``, also those of the driver's libraries and of the C compiler that Triton needs.
    """
    paths = [
        Path(p)
        for p in (*_SYSTEM_PATHS, *(_LIBRARY_FOLDERS if gpu else _system_libraries()))
        if Path(p).exists()
    ]
    base = Path(sys.base_prefix)
    paths += [Path(sysconfig.get_path("stdlib")), *sorted((base / "lib").glob("libpython*"))]
    for package in sorted(_with_requirements((*packages, *_HARNESS_NEEDS))):
        paths += _package_files(package)
    if gpu:
        paths += [step for path in (*_driver_files(), *_compiler_programs()) for step in _link_steps(path)]
        paths += [Path(p) for p in (*_TOOL_FOLDERS, sysconfig.get_path("include")) if Path(p).exists()]
    return _without_nested(paths)


def _system_libraries() -> Iterator[str]:
    """The folders where the loader finds libraries; all library folders if the loader has no cache."""
    found = _cached_library_folders()
    for folder in _LIBRARY_FOLDERS:
        if not found or folder in found or Path(folder).is_symlink():
            yield folder
    yield from (path for path in found if path.startswith(_LIBRARY_FOLDERS))
    yield from _LOCALE_FOLDERS


def _cached_library_folders() -> frozenset[str]:
    """The folders of all libraries in the loader's cache, a file with a table and zero-terminated paths."""
    try:
        cache = Path(_LOADER_CACHE).read_bytes()
    except OSError:  # another C library than glibc
        return frozenset()
    return frozenset(
        os.path.realpath(os.fsdecode(path)) for path in re.findall(rb"(/[^\0]*)/[^/\0]+\0", cache)
    )


@functools.cache
def left_out(visible: tuple[str, ...]) -> tuple[str, ...]:
    """Folders below the visible paths that no submission needs: tests, headers, editors."""
    patterns: dict[str, tuple[str, ...]] = {sysconfig.get_path("stdlib"): _NEVER_IMPORTED}
    patterns |= {path: _NEVER_READ[Path(path).name] for path in visible if Path(path).name in _NEVER_READ}
    found = (inner for path, names in patterns.items() for name in names for inner in Path(path).glob(name))
    return tuple(sorted(str(path) for path in found if path.is_dir()))


def newer_instructions() -> list[str]:
    """Instructions that NumPy uses only where a processor has them, by NumPy's names, such as ``X86_V4`` (AVX-512)."""
    import numpy as np  # the process that starts the others does without it

    told = np.show_config(mode="dicts")["SIMD Extensions"]
    return [*told.get("found", ()), *told.get("not found", ())]


@functools.cache
def gpu_environment() -> dict[str, str]:
    """Environment variables with which CUDA and Triton find the files that `visible_paths` adds for them."""
    tools = dict.fromkeys(str(path.parent) for path in _compiler_programs())
    environment = {"PATH": ":".join(tools) or "/usr/bin"}
    driver = next((path.parent for path in _driver_files() if path.name == "libcuda.so.1"), None)
    if driver is not None:
        environment["TRITON_LIBCUDA_PATH"] = str(driver)  # without it, Triton runs ldconfig
        if driver not in _driver_folders_of_loader():
            environment["LD_LIBRARY_PATH"] = str(driver)
    return environment


def _driver_files() -> list[Path]:
    folders = dict.fromkeys((*_driver_folders_of_loader(), *map(Path, _DRIVER_FOLDERS)))
    found = [path for folder in folders for pattern in _DRIVER for path in sorted(folder.glob(pattern))]
    return [path for path in found if path.exists()]  # without dangling links to a removed driver


@functools.cache
def _driver_folders_of_loader() -> tuple[Path, ...]:
    """The folders of the driver's libraries that the loader knows."""
    try:
        done = subprocess.run(
            ["/sbin/ldconfig", "-p"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30, check=True
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):  # another C library than glibc, or no ldconfig
        return ()
    known = [Path(line.rpartition(" => ")[2]) for line in done.stdout.splitlines() if " => " in line]
    return tuple(dict.fromkeys(p.parent for p in known if any(p.match(pattern) for pattern in _DRIVER)))


def _compiler_programs() -> list[Path]:
    return [Path(found) for found in map(shutil.which, _TOOLS) if found]


def _link_steps(path: Path) -> Iterator[Path]:
    """Every link on the way to a file, and the file, each by a path without links above it.

    A folder may be a link: with ``/lib`` a link to ``usr/lib``, ``/lib/a`` and ``/usr/lib/a`` are one file, and the
    jail can make it visible only once.
    """
    walked, left = Path("/"), list(path.parts[1:])
    while left:
        walked /= left.pop(0)
        if walked.is_symlink():
            yield walked
            target = Path(os.path.normpath(walked.parent / walked.readlink()))
            walked, left = Path("/"), [*target.parts[1:], *left]
    yield walked


@functools.cache
def banned_packages(allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The installed top-level modules that a submission may not import.

    The names are listed so that the message can say that the module is not allowed. Other names are just not found.
    """
    allowed_names = {*allowed, "msgspec"}
    for package in _with_requirements((*allowed, "numpy")):
        allowed_names |= set(_module_names(package))
    installed = {name.partition(".")[0] for folder in _site_folders() for name in os.listdir(folder)}  # noqa: PTH208 - runs before every check
    return tuple(
        sorted(name for name in installed | {"grader"} if name.isidentifier() and name not in allowed_names)
    )


def _site_folders() -> list[str]:
    return [
        path for path in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")} if Path(path).is_dir()
    ]


@functools.cache
def readable_by_all(paths: tuple[str, ...]) -> bool:
    """Whether every user of this machine may read these paths and enter all folders above them."""
    for path in paths:
        for parent in (Path(path), *Path(path).parents):
            if not parent.stat().st_mode & (stat.S_IXOTH if parent.is_dir() else stat.S_IROTH):
                return False
    return True


@functools.cache
def versions(packages: tuple[str, ...]) -> dict[str, str]:
    """The versions of the installed packages, for the record. Packages that are not installed are left out."""
    found = {}
    for name in packages:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


@functools.cache
def _with_requirements(packages: tuple[str, ...]) -> frozenset[str]:
    """The named distributions and all their requirements, as far as they are installed."""
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
        waiting += [_requirement_name(line) for line in requires if "extra ==" not in line]
    return frozenset(seen)


def _requirement_name(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    return match.group() if match else ""


@functools.cache
def _top_entries(package: str) -> tuple[tuple[Path, str], ...]:
    """(site folder, first path component) of the files of a distribution, each once."""
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


def _package_files(package: str) -> list[Path]:
    return [root / name for root, name in _top_entries(package) if (root / name).exists()]


def _module_names(package: str) -> list[str]:
    return [name.partition(".")[0] for _, name in _top_entries(package) if not name.endswith(".dist-info")]


def _without_nested(paths: Iterable[Path]) -> tuple[str, ...]:
    """Drop paths below another path of the list, except packages: the jail hides package folders in visible paths."""
    kept: list[str] = []
    for path in sorted({os.fspath(p) for p in paths}):
        folder = next((k for k in kept if path.startswith(k + "/") and not Path(k).is_symlink()), "")
        if not folder or "-packages/" in path.removeprefix(folder):
            kept.append(path)
    return tuple(kept)
