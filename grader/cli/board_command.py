"""``grader board``: whose function is how fast, under aliases."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import click

from grader.cli import option, terminal
from grader.course import find_course
from grader.errors import UsageError
from grader.grading.store import read_record
from grader.messages import say
from grader.output import write_atomic


@click.command("board")
@click.argument("assignment")
@click.argument("results", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--aliases",
    "aliases_path",
    required=True,
    metavar="CSV",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Columns student and alias: who takes part, and under which name.",
)
@click.option(
    "-o", "--output", metavar="DIR", type=click.Path(path_type=Path), help="Write a page and JSON there."
)
@option.course
@option.as_json
def command(
    assignment: str, results: Path, aliases_path: Path, output: Path | None, course: str | None, as_json: bool
) -> None:  # fmt: skip
    """Show a board of speeds of ASSIGNMENT from the folder RESULTS that 'grader grade -o' wrote.

    For each timed function: the share of the reference's speed, its margin of noise, the memory, and the attempts.
    Students whose speeds noise cannot tell apart have the same rank. Only those with an alias are shown; the page and
    the JSON have no names and no code, so both can be published.

    \b
    DIR/index.html    the page
    DIR/board.json    the same figures
    """
    from grader.gradebook.record_history import RecordHistory
    from grader.reports.leaderboard import board_html, board_record, boards, read_aliases  # not for --help

    found = find_course(course)
    title = found.assignment(assignment).settings.title
    aliases = read_aliases(aliases_path)
    history = RecordHistory(results, partial(read_record, secret=found.secret()))
    if output is not None and (output / ".grader").exists():
        raise UsageError(say("similarity.same_folder", folder=output))
    reports = [
        (kept.graded_us, kept.record.report)
        for kept in history.all_records()
        if kept.record.report.assignment == assignment
    ]
    shown = boards(reports, aliases)
    if not shown:
        raise UsageError(say("board.nothing", folder=results, assignment=assignment, path=aliases_path))
    record = board_record(assignment, title, shown)
    if output is not None:
        write_atomic(output / "board.json", json.dumps(record, indent=1, ensure_ascii=False) + "\n")
        write_atomic(output / "index.html", board_html(title, shown, course=found.settings.title))
    if as_json:
        terminal.say_json(record)
        return
    for board in shown:
        terminal.say(terminal.styled(f"{title}: {board.title}", bold=True))
        terminal.say("rank   speed  with noise     memory  attempts  name")
        for row in board.rows:
            best = row.best
            memory = f"{best.memory_mb:7.1f} MB" if best.memory_mb is not None else f"{'–':>10}"
            margin = f"{best.low:.2f} to {best.high:.2f}"
            terminal.say(
                f"{row.rank:4}{best.share:8.2f}  {margin}{memory}{len(row.attempts):10}  {row.alias}"
            )
    if output is not None:
        terminal.say()
        terminal.say(f"Page: {output / 'index.html'}")
