"""The wheel of the engine that runs here, made from its files: no network, and no tool that builds packages."""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import grader
from grader.data import template_folder
from grader.errors import GraderError

_DATE = (1980, 1, 1, 0, 0, 0)
"""The same engine gives the same bytes."""
_WHEEL = "Wheel-Version: 1.0\nGenerator: grader\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def engine_wheel() -> tuple[str, bytes]:
    """The file name of the wheel, and the wheel.

    Raises
    ------
    GraderError
        grader is not installed here, so what it requires is not known.
    """
    metadata, entry_points = _installed("METADATA"), _installed("entry_points.txt")
    name = f"grader-{grader.__version__}"
    files = {**_package_files(), **_template_files()}
    files |= {
        f"{name}.dist-info/METADATA": metadata,
        f"{name}.dist-info/WHEEL": _WHEEL.encode(),
        f"{name}.dist-info/entry_points.txt": entry_points,
    }
    record = f"{name}.dist-info/RECORD"
    files[record] = _record(files, record).encode()
    return f"{name}-py3-none-any.whl", zipped(files)


def zipped(files: Mapping[str, bytes], modes: Mapping[str, int] | None = None) -> bytes:
    """A zip of the files, sorted by name, with the permissions of ``modes`` or 0644."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3  # Unix: the permissions count
            entry.external_attr = (0o100000 | (modes or {}).get(name, 0o644)) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return target.getvalue()


def files_below(folder: Path) -> Iterator[Path]:
    """Every file below a folder, but compiled ones and those of names that start with a dot."""
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        if path.is_file() and not any(part == "__pycache__" or part.startswith(".") for part in inner):
            yield path


def _installed(name: str) -> bytes:
    try:
        text = importlib.metadata.distribution("grader").read_text(name)
    except importlib.metadata.PackageNotFoundError:
        text = None
    if not text:
        raise GraderError(
            f"grader is not installed here as a package: its {name} is missing, and a wheel cannot be made without. "
            "Install it with 'pip install -e .' in its folder, or from a wheel."
        )
    return text.encode()


def _package_files() -> dict[str, bytes]:
    package = Path(grader.__file__).parent
    return {
        f"grader/{path.relative_to(package).as_posix()}": path.read_bytes() for path in files_below(package)
    }


def _template_files() -> dict[str, bytes]:
    """The templates, where an installed package has them."""
    folder = template_folder()
    return {
        f"grader/_data/templates/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in files_below(folder)
    }


def _record(files: Mapping[str, bytes], record: str) -> str:
    lines = []
    for name, data in sorted(files.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(data)}")
    return "\n".join([*lines, f"{record},,"]) + "\n"


__all__ = ["engine_wheel", "files_below", "zipped"]
