"""How far the grading is: a bar on a terminal, plain lines elsewhere; both on stderr."""

from __future__ import annotations

import sys
from typing import IO

from grader.cli import terminal
from grader.messages import say
from grader.model import Report
from grader.text import number


class Progress:
    """Counts submissions up to ``total``."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._stream: IO[str] = sys.stderr
        self._bar = None
        if total and self._stream.isatty():
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("Grading"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.description}"),
            )
            self._bar = Progress(*columns, console=terminal.console(err=True), transient=True)
            self._task = self._bar.add_task("", total=total)
            self._bar.start()

    def report(self, report: Report, fresh: bool) -> None:  # noqa: ARG002
        """Count a submission, and say how it did."""
        self._step(f"{report.student}  {score(report)}")

    def _step(self, what: str) -> None:
        self._done += 1
        if self._bar is not None:
            from rich.markup import escape

            from grader.cli.rich_output import cell

            self._bar.update(self._task, advance=1, description=escape(cell(what)))
        else:
            terminal.say(f"[{self._done}/{self._total}] {what}", err=True)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def score(report: Report) -> str:
    return (
        say("not_graded.short")
        if report.score is None
        else f"{number(report.score)} / {number(report.max_score)}"
    )
