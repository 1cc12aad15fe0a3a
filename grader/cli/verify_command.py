"""``grader verify``: prove that an assignment's tests are right."""

from __future__ import annotations

import json
import os
import sys

import click
import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from grader.cli import option
from grader.course import find_course
from grader.verification import CHECKS, Proof, Step, prove


@click.command("verify")
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option(
    "-j", "--jobs", type=click.IntRange(min=1), default=None, help="Processes. [default: processors]"
)
@option.course
@option.as_json
def command(assignments: tuple[str, ...], jobs: int | None, course: str | None, as_json: bool) -> None:
    """Prove that the tests of each ASSIGNMENT (all if none is named) are right.

    The starter scores nothing and the reference everything, wrong answers are caught and named, null
    answers earn nothing, independent right answers score all, and every small change of the reference
    costs points.

    Exit code 0 if all holds, 1 if something does not, 3 if an assignment is broken.
    """
    found = find_course(course)
    names = assignments or tuple(found.assignment_ids())
    proofs = []
    for name in names:
        with _progress(name) as tell:
            proofs.append(
                prove(found, found.assignment(name), found.independent_dir, jobs or os.cpu_count() or 1, tell)
            )
        if not as_json:
            _print(proofs[-1])
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(proofs), indent=2))
    click.get_current_context().exit(0 if all(p.holds for p in proofs) else 1)


class _progress:  # noqa: N801 - used as a function
    """A bar on a terminal; a line per check elsewhere."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._last = ""
        self._bar: Progress | None = None
        if sys.stderr.isatty():
            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(name, total=None)

    def __enter__(self) -> _progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, check: str, done: int, total: int) -> None:
        if self._bar is not None:
            self._bar.update(self._task, description=f"{self._name}: {check}", completed=done, total=total)
        elif check != self._last:
            click.echo(f"{self._name}: {check}", err=True)
        self._last = check


def _print(proof: Proof) -> None:
    console = Console(highlight=False)
    table = Table(title=proof.assignment, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("check", no_wrap=True)
    table.add_column("what", overflow="fold")
    for step in proof.steps:
        sign = Text("✗", style="red") if step.problems else Text("✓", style="green")
        table.add_row(sign, step.check, Text(_figures(step)))
    console.print(table)
    for step in proof.steps:
        for line in (*step.problems, *step.remarks):
            console.print(Text(f"  {step.check}: {line}"), soft_wrap=True)
    console.print()


def _figures(step: Step) -> str:
    told = ", ".join(f"{value:g} {name}" for name, value in step.figures.items())
    return f"{CHECKS[step.check]}" + (f" ({told})" if told else "")
