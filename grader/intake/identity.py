"""Student ids: from the name of a submitted file to an id that is safe as the name of a folder."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePath
from typing import Final

ARCHIVE_SUFFIXES: Final = (".tar.gz", ".tgz", ".tar", ".zip")
READABLE_SUFFIXES: Final = (*ARCHIVE_SUFFIXES, ".ipynb", ".py")
"""Suffixes of the files that can be read. If one ends with another, the longer one comes first."""

COPY_NUMBER: Final = r"(?:[-_ ]\d+| ?\(\d+\))"
"""What browsers, operating systems and Canvas append to the name of a second copy; a regular expression."""

# Letters and marks that are invisible. With them, two different names could look the same.
_INVISIBLE: Final = frozenset(
    map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x3164, 0xFFA0))
) | frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_MAX_BYTES: Final = 80
_DIGEST_LENGTH: Final = 12
# Names of the grader's own files in an output folder, beside its pages, and names that Windows reserves for devices.
_RESERVED: Final = frozenset({"grades.csv", "report.json"})
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


def student_id(name: str) -> str:
    """Turn a name into an id that people can read and every file system accepts as the name of one folder.

    Letters, marks and digits of any script stay, composed (NFC), and so do ``. _ -`` and single blanks inside
    the name. Any other character becomes its UTF-8 bytes in the form ``%2F``, so that different names have
    different ids and the name can be decoded. A dot, dash or mark at the start, a dot at the end and the first
    character of a reserved name are encoded as well. An id longer than 80 bytes is cut and ends with a digest
    of the whole name. An empty name becomes ``%``.
    """
    name = unicodedata.normalize("NFC", name)
    encoded = re.sub(r"^ +| +$| {2,}|[^ ]", _encode_character, name) or "%"
    if encoded[0] in ".-" or _category(encoded[0]) == "M" or _is_reserved(encoded):
        encoded = _percent_encode(encoded[0]) + encoded[1:]
    if encoded.endswith("."):
        encoded = encoded[:-1] + _percent_encode(".")
    return encoded if len(encoded.encode()) <= _MAX_BYTES else _shorten(encoded, name)


def student_name(file_name: str, module: str, *, is_folder: bool = False) -> str:
    """The student's part of a file name: ``ada01`` from ``ada01_linear_regression-2.tar.gz``.

    The suffix is removed first. Then the module's name at the start or end is removed, with its separator and the
    number of a copy, unless nothing would remain.
    """
    stem = file_name if is_folder else _stem(file_name)
    part = re.escape(module.removesuffix(".py"))
    for pattern in (rf"[-_. +]+{part}{COPY_NUMBER}?$", rf"^{part}[-_. +]+"):
        rest = re.sub(pattern, "", stem, flags=re.IGNORECASE).strip(" ")
        if rest and rest != stem:
            return rest
    return stem


def readable_suffix(file_name: str) -> str:
    """The suffix that decides how a file is read; empty if the file cannot be read."""
    lower = file_name.lower()
    return next((ending for ending in READABLE_SUFFIXES if lower.endswith(ending)), "")


def _stem(file_name: str) -> str:
    ending = readable_suffix(file_name)
    return (file_name[: -len(ending)] if ending else PurePath(file_name).stem) or file_name


def _encode_character(match: re.Match[str]) -> str:
    """A character as it is written in an id. Only blanks at an end or in a row are passed to this function."""
    text = match[0]
    stays = text in "._-" or (_category(text[0]) in ("L", "M", "Nd") and text not in _INVISIBLE)
    return text if stays else _percent_encode(text)


def _category(character: str) -> str:
    found = unicodedata.category(character)
    return found if found == "Nd" else found[0]


def _percent_encode(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


def _is_reserved(name: str) -> bool:
    lower = name.casefold()
    return lower in _RESERVED or lower.endswith(".html") or lower.split(".", 1)[0].strip(" ") in _DEVICES


def _shorten(encoded: str, name: str) -> str:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]
    kept = encoded.encode()[: _MAX_BYTES - _DIGEST_LENGTH - 1].decode(errors="ignore")
    return f"{re.sub('%.?$', '', kept)}-{digest}"
