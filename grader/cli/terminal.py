"""The one place through which a command speaks, and what the place that it speaks to can show.

What is said may quote a student: a file's name, a sentence of a test, the text of an exception. A terminal obeys
escape sequences, and a runner of CI obeys lines that begin with ``::``. So commands hand over parts of a line; each
part is made fit to be shown, its style is added afterwards, and what begins a runner's command is taken apart. A line
feed inside a part does not begin a line of its own. No other module of the commands writes to a stream.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import textwrap
import traceback
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

import click

from grader.text import TEXT_LIMIT, inert, plain, visible

if TYPE_CHECKING:
    from rich.console import Console

_WIDEST = 80
_NARROWEST = 24
_CRASH_LIMIT = 100_000


class Styled(NamedTuple):
    """Text and how it is to look; escape sequences inside the text are not among it."""

    text: str
    colour: str | None = None
    bold: bool = False


def styled(text: str, colour: str | None = None, *, bold: bool = False) -> Styled:
    return Styled(text, colour, bold)


def say(*parts: str | Styled, err: bool = False) -> None:
    """Write one line."""
    fit = [_fit(part) for part in parts]
    line = "".join(part.text for part in fit)
    harmless = inert(line)
    if harmless == line and colours() is None:
        harmless = "".join(_with_style(part) for part in fit)
    click.echo(harmless, err=err)


def block(text: str, indent: str = "", *, limit: int = TEXT_LIMIT, err: bool = False) -> None:
    """Write text of several lines, each after ``indent``."""
    for line in plain(text, limit).rstrip("\n").split("\n"):
        say(f"{indent}{line}", err=err)


def paragraph(text: str, *prefix: str | Styled, err: bool = False) -> None:
    """Write text after a prefix, broken into lines that fit; the others are indented as far as the first."""
    indent = " " * sum(len(_fit(part).text) for part in prefix)
    lines = textwrap.wrap(plain(text), max(width() - len(indent), 12), break_on_hyphens=False) or [""]
    say(*prefix, lines[0], err=err)
    for line in lines[1:]:
        say(indent + line, err=err)


def say_json(record: object) -> None:
    """Write a record for other programs: ASCII alone, so that it can be looked at as well."""
    click.echo(json.dumps(record, indent=2).replace("\x7f", "\\u007f"))


def say_commands(text: str) -> None:
    """Write commands for a runner of CI, which an exporter has made of a report."""
    click.echo(visible(text), nl=False)


def fail(message: str) -> None:
    """Write what went wrong, as one line."""
    say(styled("Error:", "red", bold=True), f" {' '.join(message.split())}", err=True)


def show_usage(error: click.ClickException) -> None:
    """Write what click has to say about a command line, which may quote it."""
    words = io.StringIO()
    error.show(words)
    block(words.getvalue(), err=True)


def ask(question: str) -> bool:
    """Ask on the terminal; no is what an empty line says."""
    return click.confirm(plain(question), default=False, err=True)


def show_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """`sys.excepthook`: the traceback of a bug of ours, which may quote what a student wrote."""
    block("".join(traceback.format_exception(kind, error, trace)), limit=_CRASH_LIMIT, err=True)


def console(*, err: bool = False) -> Console:
    """Where tables and bars are drawn."""
    from grader.cli.rich_output import Canvas  # rich takes 40 ms, which 'check' does not have

    return Canvas(highlight=False, stderr=err)


def _fit(part: str | Styled) -> Styled:
    text, colour, bold = (part, None, False) if isinstance(part, str) else part
    return Styled(plain(text).replace("\n", "␊"), colour, bold)


def _with_style(part: Styled) -> str:
    if part.colour is None and not part.bold:
        return part.text
    return click.style(part.text, fg=part.colour, bold=part.bold or None)


def colours() -> bool | None:
    """False where colours are not wanted; nothing where it depends on being a terminal."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return False if plain else None


def width() -> int:
    """Columns to write in: those of the terminal, but no more than are good to read."""
    return min(max(shutil.get_terminal_size((_WIDEST, 24)).columns, _NARROWEST), _WIDEST) - 2


def sign(good: bool) -> Styled:
    """A tick or a cross, in letters where the encoding has neither."""
    try:
        "✓✗".encode(getattr(sys.stdout, "encoding", None) or "utf-8")  # a closed stream is none
    except UnicodeEncodeError:
        return styled("[ok]" if good else "[no]")
    return styled("✓", "green") if good else styled("✗", "red")


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
