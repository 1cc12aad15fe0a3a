"""``grader similarity``: which works of a class share code, as pages to look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import option, terminal
from grader.cli.class_records import ClassRecords, class_records
from grader.cli.progress import watched
from grader.course import Assignment, Course, find_course
from grader.messages import say
from grader.output import check_writable, remove, write_atomic
from grader.text import count, few

if TYPE_CHECKING:
    from grader.reports.similarity_page import PairRow, SimilaritySummary
    from grader.similarity import ClassComparison, ComparedWork


@click.command("similarity")
@click.argument("assignment")
@click.argument("results", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Where pages go."
)
@click.option(
    "--minimum",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    metavar="SHARE",
    help="List pairs of which at least this share of one work's own code lies in the other.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    metavar="N",
    help="Write the N most alike pairs.",
)
@click.option(
    "--export",
    "formats",
    type=click.Choice(["dolos", "jplag"]),
    multiple=True,
    help="Also write the works for this program, which you run yourself; may be given several times.",
)
@option.course
@option.as_json
def command(
    assignment: str, results: Path, output: Path, minimum: float, top: int, formats: tuple[str, ...],
    course: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Find works of ASSIGNMENT that share code, in the folder RESULTS that 'grader grade -o' wrote.

    Names, numbers, texts, comments and the order of functions do not count. The starter, the reference and what more
    than a tenth of the class wrote alike are left out. Nothing is sent anywhere, and no grade changes: the pages are
    evidence, which somebody has to read.

    \b
    DIR/index.html       the pairs, the most alike first
    DIR/pair-001.html    a pair side by side, with its passages
    DIR/pairs.csv        the pairs for a spreadsheet
    DIR/dolos.zip        for 'dolos run', with --export dolos
    DIR/jplag/           works and base code for JPlag, with --export jplag

    The pages show the code of students. Keep DIR where only the staff can read it.
    """
    found = find_course(course)
    given = found.assignment(assignment)
    with class_records(found, results, given.id, output) as records:
        check_writable(output)
        works, comparison = _compare(given, records, minimum, top)
        summary = _summary(found, given, works, comparison, minimum)
        rows = _write_pages(given, records, works, comparison, summary, output)
        for name in records.unreadable:
            terminal.say(say("similarity.unreadable", student=name), err=True)
        written = [_export(each, given, records, output) for each in formats]
    _report(given, summary, rows, output, written, as_json)


def _compare(
    assignment: Assignment, records: ClassRecords, minimum: float, top: int
) -> tuple[list[ComparedWork], ClassComparison]:
    from grader.similarity import compare_class, compared_works, known_hashes  # numpy, which takes a while

    works = compared_works(records)
    return works, compare_class(works, known_hashes(_known_texts(assignment)), minimum=minimum, most=top)


def _known_texts(assignment: Assignment) -> list[str]:
    """What explains that code is alike: what was handed out, and the reference."""
    texts = [*_handed_out(assignment).values()]
    if assignment.reference_path is not None:
        texts += [assignment.reference_in(name).read_text(encoding="utf-8") for name in assignment.modules]
    return texts


def _handed_out(assignment: Assignment) -> dict[str, str]:
    """The starters by name, and the script that is given, if there is one."""
    texts = {name: assignment.starter_text(name) for name in assignment.modules}
    return texts | ({assignment.given_path.name: assignment.given_text} if assignment.given_text else {})


def _summary(
    course: Course,
    assignment: Assignment,
    works: list[ComparedWork],
    comparison: ClassComparison,
    minimum: float,
) -> SimilaritySummary:
    from grader.reports.similarity_page import SimilaritySummary

    return SimilaritySummary(
        course=course.settings.title, title=assignment.settings.title, works=len(works),
        without_own=comparison.own.count(0), found=comparison.found, minimum=minimum,
        cut=tuple(name for work in works if work.cut for name in work.students),
    )  # fmt: skip


def _write_pages(
    assignment: Assignment,
    records: ClassRecords,
    works: list[ComparedWork],
    comparison: ClassComparison,
    summary: SimilaritySummary,
    output: Path,
) -> list[PairRow]:
    """Write each pair when it is rendered, then the list and the sheet, and remove pages of an earlier comparison."""
    from grader.reports.pair_sheet import pairs_csv
    from grader.reports.similarity_page import PairRow, index_html, pair_html
    from grader.similarity import evidence_pair

    rows: list[PairRow] = []
    for number, each in enumerate(watched(comparison.pairs, len(comparison.pairs), "Writing"), start=1):
        sides = [records.record(works[index].students[0]) for index in (each.first, each.second)]
        first, second = (side.report.sources if side else () for side in sides)
        pair = evidence_pair(each, works, first, second, comparison.subtracted)
        rows.append(PairRow(pair, f"pair-{number:03}.html"))
        page = pair_html(pair, first, second, title=assignment.settings.title, number=number)
        write_atomic(output / rows[-1].path, page)
    earlier = (output / "pairs.csv").exists()
    for path in output.glob("pair-[0-9]*.html") if earlier else ():
        if path.name not in {row.path for row in rows}:
            remove(path, root=output)
    write_atomic(output / "pairs.csv", pairs_csv(rows))
    write_atomic(output / "index.html", index_html(summary, rows))
    return rows


def _export(name: str, assignment: Assignment, records: ClassRecords, output: Path) -> Path:
    """Write the works for another program; where they are."""
    from grader.exporters.detector_input import dolos_zip, jplag_files

    if name == "dolos":
        write_atomic(output / "dolos.zip", dolos_zip(records))
        return output / "dolos.zip"
    for path, data in jplag_files(records, _handed_out(assignment)):
        write_atomic(output / "jplag" / path, data, root=output)
    return output / "jplag"


def _report(
    assignment: Assignment, summary: SimilaritySummary, rows: list[PairRow], output: Path, written: list[Path],
    as_json: bool,
) -> None:  # fmt: skip
    if as_json:
        from grader.reports.pair_sheet import pairs_record

        terminal.say_json(pairs_record(assignment.id, summary, rows))
        return
    for pair, path in rows[:10]:
        shares = f"{100 * pair.of_first:3.0f} % {100 * pair.of_second:3.0f} %"
        terminal.say(f"{shares}  {few(pair.first)} and {few(pair.second)}  {path}")
    if len(rows) > 10:
        terminal.say(f"{len(rows) - 10} more: see the page.")
    terminal.say(f"{count(summary.works, 'work')} compared, {count(summary.found, 'pair')} found.")
    terminal.say(f"Page: {output / 'index.html'}")
    terminal.say(f"Sheet: {output / 'pairs.csv'}")
    for place in written:
        terminal.say(f"Export: {place}")
