"""``grader export``: grades as a learning platform reads them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from grader.budget import within_budget
from grader.cli import gradebook_option, option, terminal
from grader.cli.progress import watched
from grader.course import Course
from grader.errors import UsageError
from grader.messages import say, say_count
from grader.output import write_atomic
from grader.text import count

if TYPE_CHECKING:
    from grader.exporters.grade_batch import ExportedFile, GradeBatch
    from grader.gradebook.book import Gradebook
    from grader.gradebook.grade import Grade
    from grader.model import Report

_FORMATS: Final = ("canvas", "moodle", "gradescope", "brightspace", "csv", "json")
_NEEDED: Final = {
    "canvas": "the gradebook that Canvas exports (Grades > Export > Export Entire Gradebook)",
    "moodle": "the grading worksheet that Moodle gives (Submissions > Download grading worksheet)",
}
_NOT_PLACED: Final = frozenset(
    ("sheet.missing", "sheet.no_account", "sheet.unassigned", "sheet.locked", "sheet.no_record")
)
"""A grade of somebody found no place."""
_PRIVATE: Final = 0o600
_UNPUBLISHED: Final = (
    "Note: {assignment} is not published here. The platform may show these grades; students' pages show them after: "
    "grader gradebook publish {assignment}"
)


@click.command("export")
@click.argument("assignment")
@click.option("--format", "kind", type=click.Choice(_FORMATS), required=True, help="Who reads the file.")
@click.option(
    "--from", "their_path", metavar="THEIR_FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What the platform exported: needed for canvas and moodle, good for brightspace.",
)  # fmt: skip
@click.option(
    "-o", "--output", required=True, metavar="FILE", type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write.",
)  # fmt: skip
@click.option(
    "--column", default="", metavar="NAME",
    help="Canvas and Brightspace: title, heading or id of the column. [default: the assignment's title]",
)  # fmt: skip
@click.option("--scale", is_flag=True, help="Convert points where the platform has another maximum.")
@click.option(
    "--keep-theirs",
    is_flag=True,
    help="Canvas: leave grades of students who have none here, instead of a blank.",
)
@click.option(
    "--results", "folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), default=None,
    help="The results. [default: the current folder, or results/ in it]",
)  # fmt: skip
@gradebook_option.url
@option.course
def command(
    assignment: str, kind: str, their_path: Path | None, output: Path, column: str, scale: bool, keep_theirs: bool,
    folder: Path | None, gradebook_url: str | None, course: str | None,
) -> None:  # fmt: skip
    """Write the grades of ASSIGNMENT for a learning platform, as the gradebook shows them.

    \b
    canvas        rows that change, from the exported gradebook
    moodle        rows that change of the grading worksheet, with comments, and
                  FILE-feedback.zip with everybody's page
    brightspace   with --from the rows that change, else everybody by sid
    gradescope    a sheet by sid and email, and FILE-results.zip with results.json
    csv, json     everybody, every number and every reason

    Nothing is sent anywhere. Blank means not graded or absent, never zero; an excused student is EX where the platform
    knows that. Whoever cannot be matched is listed. Look at the file before you import it.

    Exit code 0, or 4 if a grade found no place in the file; the others are written.
    """
    wish = _Wish(
        kind=kind, path=their_path, output=output, column=column, scale=scale, keep_theirs=keep_theirs
    )
    _check(wish)
    book, found = gradebook_option.open_gradebook(gradebook_url, folder, course, option="--results")
    with book:
        batch = _batch(book, assignment)
        published = book.is_published(assignment)
    exported = _export(wish, batch, folder, found)
    _tell(wish, exported)
    if not published:
        terminal.remark(_UNPUBLISHED.format(assignment=assignment))
    click.get_current_context().exit(4 if exported.notices.entries.keys() & _NOT_PLACED else 0)


class _Wish(NamedTuple):
    """What the command line asks for."""

    kind: str
    path: Path | None
    output: Path
    column: str
    scale: bool
    keep_theirs: bool

    def beside(self, name: str) -> Path:
        """A second file: ``grades-feedback.zip`` beside ``grades.csv``."""
        return self.output.with_name(f"{self.output.stem}-{name}.zip")


def _check(wish: _Wish) -> None:
    """Refuse what cannot be meant, before anything is read."""
    kind, path = wish.kind, wish.path
    if kind in _NEEDED and path is None:
        raise UsageError(f"--format {kind} needs --from THEIR_FILE: {_NEEDED[kind]}.")
    if path is not None and kind not in (*_NEEDED, "brightspace"):
        raise UsageError(f"--format {kind} reads no file of a platform. Leave --from out.")
    if path is not None and wish.output.exists() and wish.output.samefile(path):
        raise UsageError(
            f"{path}: -o names the file of --from, which would be lost. Name another file with -o."
        )
    for given, name, kinds in (
        (bool(wish.column), "--column", ("canvas", "brightspace")),
        (wish.scale, "--scale", ("canvas", "moodle", "brightspace")),
        (wish.keep_theirs, "--keep-theirs", ("canvas",)),
    ):
        if given and kind not in kinds:
            raise UsageError(f"{name} is for {' and '.join(kinds)}, not for {kind}. Leave it out.")
    if wish.scale and path is None:
        raise UsageError("--scale needs --from THEIR_FILE, which says what the maximum is.")


def _batch(book: Gradebook, assignment: str) -> GradeBatch:
    """The grades of an assignment.

    Raises
    ------
    UsageError
        The gradebook has no such assignment.
    """
    from grader.exporters.grade_batch import GradeBatch

    rows = {row.id: row for row in book.assignments()}
    if assignment not in rows:
        near = get_close_matches(assignment, rows, n=1)
        guess = f" Did you mean '{near[0]}'?" if near else ""
        raise UsageError(f"The gradebook has no assignment '{assignment}'.{guess}")
    grades = {grade.student: grade for grade in book.grades() if grade.assignment == assignment}
    students = {each.student: each for each in book.students()}
    return GradeBatch(assignment=rows[assignment], students=students, grades=grades)


def _export(wish: _Wish, batch: GradeBatch, folder: Path | None, course: Course | None) -> ExportedFile:
    """Write the file, and what goes beside it."""
    from grader.exporters import brightspace_sheet, canvas_sheet, grade_listing, gradescope_grades
    from grader.exporters.platform_file import PlatformFile

    if wish.kind == "moodle":
        return _moodle(wish, batch, gradebook_option.results_folder(folder, "--results"))
    if wish.kind == "gradescope":
        exported = gradescope_grades.gradescope_csv(batch)
        _gradescope_results(
            wish, batch, gradebook_option.results_folder(folder, "--results"), course, exported
        )
    elif wish.kind == "canvas":
        assert wish.path is not None, "it was looked at"
        exported = canvas_sheet.canvas_csv(
            PlatformFile.load(wish.path, ",;"), batch, column=wish.column, scale=wish.scale,
            keep_theirs=wish.keep_theirs,
        )  # fmt: skip
    elif wish.kind == "brightspace" and wish.path is not None:
        file = PlatformFile.load(wish.path)
        exported = brightspace_sheet.brightspace_csv(file, batch, column=wish.column, scale=wish.scale)
    elif wish.kind == "brightspace":
        exported = brightspace_sheet.brightspace_new_csv(batch, column=wish.column)
    else:
        exported = (grade_listing.listing_json if wish.kind == "json" else grade_listing.listing_csv)(batch)
    write_atomic(wish.output, exported.text, mode=_PRIVATE)
    return exported


def _moodle(wish: _Wish, batch: GradeBatch, results: Path) -> ExportedFile:
    from grader.exporters.moodle_feedback import feedback_zip
    from grader.exporters.moodle_sheet import moodle_csv
    from grader.exporters.platform_file import PlatformFile

    assert wish.path is not None, "it was looked at"
    export = moodle_csv(PlatformFile.load(wish.path), batch, scale=wish.scale)
    packed, pages = feedback_zip(
        batch,
        watched(list(export.folders.items()), len(export.folders), "Packing"),
        results,
        export.sheet.notices,
    )
    write_atomic(wish.output, export.sheet.text, mode=_PRIVATE)
    write_atomic(wish.beside("feedback"), packed, mode=_PRIVATE)
    terminal.say(f"{wish.beside('feedback')}: {count(pages, 'page')}")
    return export.sheet


def _gradescope_results(
    wish: _Wish, batch: GradeBatch, results: Path, course: Course | None, exported: ExportedFile
) -> None:
    """Write ``results.json`` of everybody with a grade whose record explains it."""
    from grader.exporters.gradescope_grades import explaining_report, gradescope_zip
    from grader.gradebook.record_history import RecordHistory
    from grader.grading.store import read_record

    if course is None:
        raise UsageError("--format gradescope reads the records of a course: name the course with --course.")
    history = RecordHistory(results, partial(read_record, secret=course.secret()))

    def explained() -> Iterator[tuple[Grade, Report]]:
        """One by one: a class does not have to fit into memory."""
        grades = batch.exported()
        for grade in watched(grades, len(grades), "Reading"):
            report = explaining_report(grade, history.of_student(batch.assignment.id, grade.student))
            if report is None:
                exported.notices.add("sheet.no_record", grade.student)
            else:
                yield grade, within_budget(report)

    packed, files = gradescope_zip(explained())
    write_atomic(wish.beside("results"), packed, mode=_PRIVATE)
    terminal.say(f"{wish.beside('results')}: {count(files, 'submission')}")


def _tell(wish: _Wish, exported: ExportedFile) -> None:
    """Say what was written, and whom the staff has to look after."""
    unchanged = f", {exported.unchanged:,} unchanged" if wish.path else ""
    terminal.say(f"{wish.output}: {count(exported.written, 'row')}{unchanged}")
    for message, entries in exported.notices.entries.items():
        if not any(entries):
            terminal.paragraph(say(message), err=True)
            continue
        terminal.paragraph(say_count(message, len(entries), **exported.notices.values[message]), err=True)
        if message == "sheet.unmatched":
            for entry in entries:
                terminal.paragraph(entry, "  ", err=True)
        else:
            terminal.paragraph(", ".join(entries), "  ", err=True)
