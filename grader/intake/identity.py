"""Who handed it in: from a file's name to an id that is safe as a folder name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePath
from typing import Final

FORMS: Final = (".tar.gz", ".tgz", ".tar", ".zip", ".ipynb", ".py")
"""Endings of the files that can be read, longest first where one ends in another."""

_ALLOWED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
_LONGEST: Final = 80
_DIGEST: Final = 12
# Files of an output folder, and names that Windows keeps for devices, with or without an ending.
_RESERVED: Final = frozenset({"index.html", "grades.csv", "report.json", "report.html"})
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


def student_id(name: str) -> str:
    """A name as an id that any file system takes as one plain folder.

    ``A–Z a–z 0–9 . _ -`` stay, any other character becomes its UTF-8 bytes as ``%C3%A9``, so that different
    names keep different ids and the name can be read back. Of reserved names, of those that begin with a dot
    or a dash and of those that end in a dot, that one character is encoded. What is longer than 80 bytes is
    cut and ends in a digest of the whole name. A name without any character becomes ``%``.
    """
    name = unicodedata.normalize("NFC", name)
    encoded = "".join(c if c in _ALLOWED else _percent(c) for c in name) or "%"
    if encoded[0] in ".-" or _is_reserved(encoded):
        encoded = _percent(encoded[0]) + encoded[1:]
    if encoded.endswith("."):
        encoded = encoded[:-1] + _percent(".")
    return encoded if len(encoded) <= _LONGEST else _cut(encoded, name)


def student_name(file_name: str, module: str, *, is_folder: bool = False) -> str:
    """The student's part of a file name: ``ada01`` from ``ada01_linear_regression.tar.gz``.

    The ending goes, then the module's name at either end with its separator, if something is left.
    """
    stem = file_name if is_folder else _stem(file_name)
    part = re.escape(module.removesuffix(".py"))
    for pattern in (rf"[-_. +]+{part}$", rf"^{part}[-_. +]+"):
        rest = re.sub(pattern, "", stem, flags=re.IGNORECASE).strip(" ")
        if rest and rest != stem:
            return rest
    return stem


def form_of(file_name: str) -> str:
    """The ending that says how to read a file, or nothing."""
    lower = file_name.lower()
    return next((ending for ending in FORMS if lower.endswith(ending)), "")


def _stem(file_name: str) -> str:
    ending = form_of(file_name)
    return (file_name[: -len(ending)] if ending else PurePath(file_name).stem) or file_name


def _percent(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


def _is_reserved(name: str) -> bool:
    lower = name.lower()
    return lower in _RESERVED or lower.split(".", 1)[0] in _DEVICES


def _cut(encoded: str, name: str) -> str:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]
    kept = encoded[: _LONGEST - _DIGEST - 1]
    return f"{re.sub('%.?$', '', kept)}-{digest}"
