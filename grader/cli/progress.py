"""How far the grading is: a bar on a terminal, plain lines elsewhere; both on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import IO, TypeVar

from grader.cli import terminal
from grader.messages import say
from grader.model import Report
from grader.text import number

_ENOUGH = 3
"""Submissions after which their mean time says something about the others."""
_NOT_WORTH_SAYING_S = 5.0
_NOTICED_S = 1.0
"""What takes longer is told."""
_SAY_EVERY_S = 2.0

_Item = TypeVar("_Item")


class Progress:
    """Counts submissions up to ``total``, and says how long the rest may take.

    Parameters
    ----------
    total : int
    clock : callable
        Seconds.
    """

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total = total
        self._kept = 0
        self._graded = 0
        self._clock = clock
        self._started = clock()
        self._stream: IO[str] = sys.stderr
        self._bar = None
        if total and self._stream.isatty():
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            columns = (
                TextColumn("Grading"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.description}"),
            )
            self._bar = Progress(*columns, console=terminal.console(err=True), transient=True)
            self._task = self._bar.add_task("", total=total)
            self._bar.start()

    def report(self, report: Report, fresh: bool) -> None:
        """Count a submission. If it was graded in this run, say how it did; else its result was kept."""
        if fresh:
            if not self._graded:
                self._say_kept()
            self._graded += 1
            self._step("  ".join(filter(None, (report.student, score(report), self._left()))))
        else:
            self._kept += 1
            self._started = self._clock()  # what is kept takes no time, so it says nothing about the rest
            if self._bar is not None:
                self._bar.update(self._task, advance=1)

    def _step(self, what: str) -> None:
        if self._bar is not None:
            from rich.markup import escape

            from grader.cli.rich_output import cell

            self._bar.update(self._task, advance=1, description=escape(cell(what)))
        else:
            terminal.say(f"[{self._kept + self._graded}/{self._total}] {what}", err=True)

    def _say_kept(self) -> None:
        """What is kept comes first, and is told once."""
        if self._kept:
            kept = say("progress.kept", kept=self._kept, total=self._total, left=self._total - self._kept)
            if self._bar is not None:
                self._bar.console.print(kept, markup=False)
            else:
                terminal.say(kept, err=True)

    def _left(self) -> str:
        """About how long the rest takes, if that can be told."""
        rest = self._total - self._kept - self._graded
        if self._graded < _ENOUGH or not rest:
            return ""
        seconds = (self._clock() - self._started) / self._graded * rest
        return say("progress.left", time=duration(seconds)) if seconds > _NOT_WORTH_SAYING_S else ""

    def close(self) -> None:
        if not self._graded:
            self._say_kept()
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def watched(
    items: Iterable[_Item], total: int, what: str, clock: Callable[[], float] = time.monotonic
) -> Iterator[_Item]:
    """The items one by one; from the first second on it is told how far they are.

    Parameters
    ----------
    items : iterable
    total : int
        How many there are.
    what : str
        A word for what is done with them, such as "Reading".
    clock : callable
        Seconds.
    """
    due = clock() + _NOTICED_S
    step: Callable[[int], None] | None = None
    with ExitStack() as stack:
        for number_, item in enumerate(items):
            if clock() >= due:
                step = step or _steps(stack, total, what)
                step(number_)
                due = clock() + (0.0 if sys.stderr.isatty() else _SAY_EVERY_S)
            yield item


def _steps(stack: ExitStack, total: int, what: str) -> Callable[[int], None]:
    """What shows how far it is: a bar on a terminal, else a line each time."""
    if not sys.stderr.isatty():
        return lambda done: terminal.say(f"{what}: {done} of {total}", err=True)
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    bar = stack.enter_context(Bar(*columns, console=terminal.console(err=True), transient=True))
    task = bar.add_task("", total=total)
    return lambda done: bar.update(task, completed=done)


def duration(seconds: float) -> str:
    """About how long something takes: ``20 s``, ``5 min`` or ``2 h 10 min``.

    Examples
    --------
    >>> duration(1), duration(72), duration(100), duration(7750)
    ('10 s', '80 s', '2 min', '2 h 10 min')
    """
    if seconds <= 90:
        return f"{max(-int(-seconds // 10), 1) * 10} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    hours, minutes = divmod(round(minutes, -1), 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def score(report: Report) -> str:
    return (
        say("not_graded.short")
        if report.score is None
        else f"{number(report.score)} / {number(report.max_score)}"
    )
