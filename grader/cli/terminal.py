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
import re
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
_COMMAND = re.compile(
    r"(?:(?<=: )|(?<=')|(?<=`))(?:grader|sudo|python[\d.]*|pip|apt|apt-get|chmod|cd|git|make|docker) "
    r"(?:[^'`.,;]|[.,;](?! |$))+"
)
"""A command in a message: after a colon as far as the sentence goes, or between quotes."""
_JOIN = "\x1f"
"""In the place of a blank that must not end a line; text that is made safe does not hold it."""


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
    lines = _lines(plain(text), max(width() - len(indent), 12)) or [""]
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
    """Write an error message, as `remark` does."""
    remark(message, styled("Error:", "red", bold=True))


def remark(message: str, head: Styled | None = None) -> None:
    """Write a message to stderr as one line; on a terminal, wrapped to its width.

    Paths and commands stay whole, so that they can be copied: one that is wider than the terminal has lines of its own.
    """
    text, name = " ".join(plain(message).split()), head.text if head else ""
    on_terminal = sys.stderr is not None and sys.stderr.isatty()
    whole = f"{name} {text}".strip()
    for number, line in enumerate(_lines(whole, width()) if on_terminal else [whole]):
        first = [head, line.removeprefix(name)] if head and number == 0 else [line]
        say(*first, err=True)


def _lines(text: str, room: int) -> list[str]:
    """Text in lines of at most ``room`` characters, unless a path or a command alone is longer."""
    whole = _COMMAND.sub(lambda found: found[0].replace(" ", _JOIN), text)
    lines = textwrap.wrap(whole, room, break_on_hyphens=False, break_long_words=False)
    return [line.replace(_JOIN, " ") for line in lines]


def show_usage(error: click.ClickException) -> None:
    """Write click's message about a wrong command line. The message may quote the command line."""
    words = io.StringIO()
    error.show(words)
    usage, _, message = words.getvalue().partition("\nError: ")
    block(usage, err=True)
    if message:
        say(err=True)
        fail(message)


def ask(question: str) -> bool:
    """Ask a yes-or-no question on the terminal. An empty answer means no."""
    return click.confirm(plain(question), default=False, err=True)


def read_line(prompt: str) -> str | None:
    """Ask for a line of the input; None at its end. The prompt goes to stderr."""
    click.echo(inert(_make_safe(prompt).text), nl=False, err=True)
    line = sys.stdin.readline() if sys.stdin is not None else ""
    return line.rstrip("\r\n") if line else None


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
