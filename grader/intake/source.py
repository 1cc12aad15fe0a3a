"""Decode Python source as Python does, without compiling it."""

from __future__ import annotations

import codecs
import re
from typing import Final

from grader.errors import SubmissionError
from grader.intake.submission import Caps, megabytes, quoted

_ENCODING_DECLARATION: Final = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_COMMENT: Final = re.compile(rb"^[ \t\f]*(#.*)?$")
# Only character sets: Python also accepts codecs like rot13 and utf-7, in which the source that a person reads
# differs from the code that runs.
_CHARACTER_SETS: Final = re.compile(
    r"utf-8(-sig)?|ascii|iso8859-\d+|cp\d{3,4}|koi8-[rtu]|mac-(roman|latin2|cyrillic|greek|turkish)"
    r"|gb2312|gbk|gb18030|big5|big5hkscs|shift_jis|shift_jis_2004|euc_(jp|kr|jis_2004)|johab|tis-620"
)


def decode_source(raw: bytes, name: str, caps: Caps) -> str:
    r"""The text of a Python file with ``\n`` as line ends. A declared encoding is changed to UTF-8.

    Raises
    ------
    SubmissionError
        The file is too large, contains NUL bytes, or is not in the encoding that it declares.
    """
    if len(raw) > caps.source_bytes:
        raise SubmissionError(
            f"{quoted(name)} is larger than {megabytes(caps.source_bytes)}, too large for source code. "
            "Hand in the code without data."
        )
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise SubmissionError(f"{quoted(name)} is UTF-16 text. Save the file as UTF-8.")
    if b"\0" in raw:
        at = raw.index(b"\0")
        raise SubmissionError(
            f"{quoted(name)} holds a NUL byte at byte {at} (line {_line_number(raw, at)}): it is not a text file. "
            "Save the source as UTF-8 text."
        )
    unmarked = raw.removeprefix(codecs.BOM_UTF8)
    declaration = _encoding_declaration(unmarked)
    encoding = _encoding(declaration, name) if unmarked == raw else "utf-8"
    text = _decode(unmarked, encoding, name)
    if declaration:
        # From here on the text is handled as UTF-8, so its declaration must say so.
        text = re.sub(r"(coding[:=][ \t]*)[-\w.]+", r"\1utf-8", text, count=1, flags=re.ASCII)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding_declaration(raw: bytes) -> re.Match[bytes] | None:
    # A declaration is valid in the first two lines. In the second, the first must be blank or a comment (PEP 263).
    for line in re.split(rb"\r\n|\r|\n", raw[:4096], maxsplit=2)[:2]:
        found = _ENCODING_DECLARATION.match(line)
        if found or not _COMMENT.match(line):
            return found
    return None


def _encoding(declaration: re.Match[bytes] | None, name: str) -> str:
    if declaration is None:
        return "utf-8"
    declared = declaration.group(1).decode("ascii", "replace")
    try:
        encoding = codecs.lookup(declared).name
    except (LookupError, ValueError):
        encoding = ""
    if not _CHARACTER_SETS.fullmatch(encoding):
        raise SubmissionError(
            f"{quoted(name)} declares the encoding {quoted(declared)}, which is not a character set for source "
            "code. Save the file as UTF-8 and remove the declaration."
        )
    return encoding


def _decode(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise SubmissionError(
            f"{quoted(name)} is not {encoding.upper()} text at byte {error.start} "
            f"(line {_line_number(raw, error.start)}). Save the file as UTF-8."
        ) from None


def _line_number(raw: bytes, offset: int) -> int:
    return len(re.findall(rb"\r\n|\r|\n", raw[:offset])) + 1
