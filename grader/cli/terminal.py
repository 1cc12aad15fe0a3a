"""What the place that a command writes to can show: its width, its colours, its signs."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap

import click

_WIDEST = 80
_NARROWEST = 24


def colours() -> bool | None:
    """False where colours are not wanted; nothing where it depends on being a terminal."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return False if plain else None


def width() -> int:
    """Columns to write in: those of the terminal, but no more than are good to read."""
    return min(max(shutil.get_terminal_size((_WIDEST, 24)).columns, _NARROWEST), _WIDEST) - 2


def sign(good: bool) -> str:
    """A tick or a cross, in letters where the encoding has neither."""
    try:
        "✓✗".encode(getattr(sys.stdout, "encoding", None) or "utf-8")  # a closed stream is none
    except UnicodeEncodeError:
        return "[ok]" if good else "[no]"
    return click.style("✓", fg="green") if good else click.style("✗", fg="red")


def wrapped(prefix: str, text: str) -> str:
    """Text after a prefix, its other lines indented as far."""
    indent = " " * len(click.unstyle(prefix))
    lines = textwrap.wrap(text, max(width() - len(indent), 12), break_on_hyphens=False) or [""]
    return "\n".join([prefix + lines[0], *(indent + line for line in lines[1:])])


def write_anything() -> None:
    """Let no character end a command: what the encoding lacks is spelled out. A closed stream goes nowhere."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:  # or a socket would get this number, which processes that are started take for theirs
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
