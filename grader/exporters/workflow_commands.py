"""The grammar of GitHub's workflow commands: how to write one, and how to keep text from being one."""

from __future__ import annotations

from typing import Literal

from grader.text import TEXT_LIMIT, inert, one_line, plain

Kind = Literal["error", "warning", "notice"]


def command(kind: Kind, message: str, **properties: str | int | None) -> str:
    """``::error file=a.py,line=3::message`` on one line; properties that are empty are left out."""
    pairs = [f"{name}={escape_property(str(value))}" for name, value in properties.items() if value]
    return f"::{kind}{' ' if pairs else ''}{','.join(pairs)}::{escape_data(message)}"


def escape_data(text: str) -> str:
    """Text for the part after the second ``::``."""
    text = inert(plain(text))
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Text for the value of a property, where a colon or comma would end it."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def inert_line(text: str, limit: int = TEXT_LIMIT) -> str:
    """Text of a report as one line that begins no command."""
    return inert(one_line(text, limit))


__all__ = ["Kind", "command", "escape_data", "escape_property", "inert", "inert_line"]
