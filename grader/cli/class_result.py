"""How a class came out: what a run over it prints at the end, and its exit code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from grader.cli import terminal
from grader.course import Course
from grader.grading import RecordStore
from grader.grading.page_writer import Renderer
from grader.grading.result_folder import ClassResult


def page_loader(course: Course, store: RecordStore) -> Callable[[], Renderer]:
    """What loads the maker of a class's pages."""

    def load() -> Renderer:
        from grader.cli.class_renderer import ClassRenderer  # half a second: no verdict waits for it

        return ClassRenderer(course, store)

    return load


def exit_code(result: ClassResult) -> int:
    if any(report.score is None for report in result.graded):
        return 3
    return 4 if result.rejected or any(each.may_be_work for each in result.ignored) else 0


def print_class(result: ClassResult, output: Path, seconds: float, notes: Sequence[str] = ()) -> None:
    """A table for each assignment, what is not in it, further notes, and where the files are."""
    from grader.cli import summary  # tables and pages' words: loaded when everything is graded

    console = terminal.console()
    summary.print_tables(console, result.graded)
    summary.print_changes(console, result)
    summary.print_rest(console, result, output, notes)
    terminal.say(f"{summary.counts(result)} in {seconds:.1f} s. Class page: {output / 'index.html'}")
    terminal.say(f"Sheet: {output / 'grades.csv'}")
