"""All output of the commands, made safe for terminals and CI logs.

Output may quote a student: the name of a file, the title of a test, the text of an exception. Terminals execute
escape sequences in such text, and CI runners execute lines that begin with ``::``. So commands pass the parts of a
line to the functions of this module. Each part is made safe, its style is added afterwards, and a line that would be
a command of a CI runner is changed. A line feed in a part does not start a new line. No other module of the commands
writes to a stream.
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

from grader.text import TEXT_LIMIT, inert, plain, sanitize

if TYPE_CHECKING:
    from rich.console import Console

_MAX_WIDTH = 80
_MIN_WIDTH = 24
_CRASH_LIMIT = 100_000


class Styled(NamedTuple):
    """Text and its style. Escape sequences inside the text are removed; they do not set the style."""

    text: str
    colour: str | None = None
    bold: bool = False


def styled(text: str, colour: str | None = None, *, bold: bool = False) -> Styled:
    return Styled(text, colour, bold)


def say(*parts: str | Styled, err: bool = False) -> None:
    """Write one line."""
    safe = [_make_safe(part) for part in parts]
    line = "".join(part.text for part in safe)
    harmless = inert(line)
    if harmless == line and colour_setting() is None:
        harmless = "".join(_with_style(part) for part in safe)
    click.echo(harmless, err=err)


def block(
    text: str, indent: str = "", *, limit: int = TEXT_LIMIT, err: bool = False, wrap: bool = False
) -> None:
    """Write text of several lines, each after ``indent``; with ``wrap``, none wider than the terminal."""
    for line in plain(text, limit).rstrip("\n").split("\n"):
        for part in _wrapped(line, len(indent)) if wrap else [line]:
            say(f"{indent}{part}", err=err)


def _wrapped(line: str, indent: int) -> list[str]:
    """Parts of a line that fit beside the indent. Spaces in it stay, because they may align columns."""
    room = max(width() - indent, 12)
    if len(line) <= room:
        return [line]
    own = len(line) - len(line.lstrip())
    return textwrap.wrap(
        line, room, subsequent_indent=" " * min(own + 2, room - 8), break_on_hyphens=False,
        replace_whitespace=False, expand_tabs=False,
    )  # fmt: skip


def paragraph(text: str, *prefix: str | Styled, err: bool = False) -> None:
    """Write text after a prefix, wrapped to the width of the terminal and indented by the width of the prefix."""
    indent = " " * sum(len(_make_safe(part).text) for part in prefix)
    lines = textwrap.wrap(plain(text), max(width() - len(indent), 12), break_on_hyphens=False) or [""]
    say(*prefix, lines[0], err=err)
    for line in lines[1:]:
        say(indent + line, err=err)


def clear_screen() -> None:
    """Begin at the top of an empty screen; in a file or a pipe nothing is written."""
    if sys.stdout is not None and sys.stdout.isatty() and colour_setting() is None:
        click.echo("\x1b[2J\x1b[3J\x1b[H", nl=False)


def say_json(record: object) -> None:
    """Write a record as JSON in ASCII, which is also safe on a terminal."""
    click.echo(json.dumps(record, indent=2).replace("\x7f", "\\u007f"))


def say_commands(text: str) -> None:
    """Write the commands for a CI runner that an exporter made from a report."""
    click.echo(sanitize(text), nl=False)


def fail(message: str) -> None:
    """Write an error message as one line; on a terminal, wrapped to its width."""
    text, head = " ".join(message.split()), styled("Error:", "red", bold=True)
    if sys.stderr is not None and sys.stderr.isatty():
        for number, line in enumerate(
            textwrap.wrap(f"Error: {plain(text)}", width(), break_on_hyphens=False, break_long_words=False)
        ):
            say(*([head, line.removeprefix("Error:")] if number == 0 else [line]), err=True)
    else:
        say(head, f" {text}", err=True)


def show_usage(error: click.ClickException) -> None:
    """Write click's message about a wrong command line. The message may quote the command line."""
    words = io.StringIO()
    error.show(words)
    block(words.getvalue(), err=True)


def ask(question: str) -> bool:
    """Ask a yes-or-no question on the terminal. An empty answer means no."""
    return click.confirm(plain(question), default=False, err=True)


def show_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """`sys.excepthook`: the traceback of a bug in the grader. It may quote text that a student wrote."""
    block("".join(traceback.format_exception(kind, error, trace)), limit=_CRASH_LIMIT, err=True)


def console(*, err: bool = False) -> Console:
    """The console for tables and progress bars."""
    from grader.cli.rich_output import SafeConsole  # importing rich takes 40 ms, too long for 'check'

    return SafeConsole(highlight=False, stderr=err)


def _make_safe(part: str | Styled) -> Styled:
    text, colour, bold = (part, None, False) if isinstance(part, str) else part
    return Styled(plain(text).replace("\n", "␊"), colour, bold)


def _with_style(part: Styled) -> str:
    if part.colour is None and not part.bold:
        return part.text
    return click.style(part.text, fg=part.colour, bold=part.bold or None)


def colour_setting() -> bool | None:
    """False if the user wants no colours; None if colours depend on whether the stream is a terminal."""
    no_colours = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return False if no_colours else None


def width() -> int:
    """Number of columns to write in: the width of the terminal, limited so that lines stay readable."""
    return min(max(shutil.get_terminal_size((_MAX_WIDTH, 24)).columns, _MIN_WIDTH), _MAX_WIDTH) - 2


def check_mark(good: bool) -> Styled:
    """A tick or a cross; ``[ok]`` or ``[no]`` if the encoding lacks these characters."""
    try:
        "✓✗".encode(getattr(sys.stdout, "encoding", None) or "utf-8")  # stdout is None if it is closed
    except UnicodeEncodeError:
        return styled("[ok]" if good else "[no]")
    return styled("✓", "green") if good else styled("✗", "red")


def prepare_streams() -> None:
    """Make every character printable, and redirect closed streams to nowhere.

    A character that the encoding of a stream lacks is written as an escape sequence such as ``\\u2713``.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except (
            OSError
        ):  # else a socket could get this number, and started processes would use it as their stream
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
