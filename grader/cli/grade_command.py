"""``grader grade``: a class of submissions into reports, a sheet and a page."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from grader.cli import (
    assignment_check,
    class_download,
    class_notice,
    earlier_roster,
    gradebook_option,
    option,
)
from grader.cli.class_gradebook import ClassGradebook, class_gradebook
from grader.cli.class_result import exit_code, page_loader, print_class
from grader.cli.progress import Progress, watched
from grader.course import Course
from grader.errors import UsageError
from grader.grading import ExecutorFactory, RecordStore, local_executors
from grader.grading.class_grading import grade_class
from grader.grading.gathering import GatheredClass, gather
from grader.grading.isolation import reached_level
from grader.grading.shard import Shard, keep_plan
from grader.intake import Roster
from grader.model import Report
from grader.output import check_writable, split_at_area


def _zone(_: click.Context, __: click.Parameter, name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            f"--time-zone {name}: there is no time zone of that name. Name one as 'Europe/Berlin' or 'UTC'."
        ) from None


@click.command("grade")
@option.existing("submissions", nargs=-1, required=True)
@option.assignments("Which assignment; may be given several times.")
@click.option(
    "-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Where results go."
)
@option.jobs
@click.option(
    "--roster",
    "roster_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with a column student, and file, canvas_id, moodle_id, sid, email, login, name or group.",
)
@click.option(
    "--from",
    "source",
    metavar="PLATFORM",
    help="SUBMISSIONS is the download of a whole class, a zip or an unpacked one, from canvas, moodle, gradescope, "
    "blackboard, or regex=… of your own; files: a zip of ordinary submissions. [default: what fits]",
)
@click.option(
    "--online-text", is_flag=True, help="Text typed into the platform is code, where there is no file."
)
@click.option(
    "--time-zone",
    metavar="NAME",
    callback=_zone,
    help="Of times in the download that do not say it, as Europe/Berlin. [default: the course's time_zone]",
)
@click.option(
    "--resume", is_flag=True, help="Go on with an earlier run: what was graded and has not changed is kept."
)
@click.option(
    "--anyway", is_flag=True, help="Grade also where most submissions look like another assignment's."
)
@click.option(
    "--shard", "shard_text", metavar="I/N", help="Grade the I-th of N parts of the class, into DIR/shard-I."
)
@click.option("--cluster", metavar="tls://HOST:PORT", help="Grade on the workers of this Dask scheduler.")
@click.option(
    "--certificates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="With --cluster: the folder that 'grader cluster certificates' wrote.",
)
@gradebook_option.url
@option.isolation
@option.course
def command(
    submissions: tuple[Path, ...], names: tuple[str, ...], output: Path, jobs: int | None,
    roster_path: Path | None, source: str | None, online_text: bool, time_zone: ZoneInfo | None, resume: bool,
    anyway: bool, shard_text: str | None, cluster: str | None, certificates: Path | None,
    gradebook_url: str | None, isolation: int | None, course: str | None,
) -> None:  # fmt: skip
    """Grade SUBMISSIONS and write a report for each student.

    A submission is a .py file, a notebook, a folder, a .zip or a .tar.gz; a folder of those is a class.
    Without -a, or with several, the folder holds one folder per assignment. What a learning platform gives for
    a whole class is read as it is; say whose account is whose with --roster.

    \b
    DIR/index.html, DIR/ASSIGNMENT.html      the class
    DIR/grades.csv                           one row per student
    DIR/<student>/index.html                 the student's reports
    DIR/<student>/ASSIGNMENT/report.html     a report (and report.json)

    Exit code 0 if all are graded, 3 if one could not be graded or the course is at fault, 4 if a submission
    could not be read (the others, if any, are graded), 5 if there is none at all. A run that was cut short, by
    Ctrl-C (130), SIGTERM (143) or a closed terminal (129), goes on with --resume; so does one over another
    assignment into the same DIR.

    If the extra 'gradebook' is installed, every attempt is kept in a gradebook: see 'grader gradebook'.

    With --shard, several machines grade a class without knowing of each other: each gets the whole class and
    another I. Then 'grader merge DIR' makes the class of their folders.
    """
    shard = Shard.parse(shard_text) if shard_text else None
    output = shard.folder(output) if shard else output
    with _interruption_told(output):
        found = option.course_for(course, _folders_of_students(submissions))
        highest = option.highest_level(found, isolation)
        _refuse_overlap(submissions, output)
        _refuse_links(submissions, output)
        roster = Roster.load(roster_path) if roster_path else None
        handed = class_download.handed_class(
            found, submissions, names, source, roster, online_text=online_text, zone=time_zone
        )
        handed_in = gather(
            found, submissions, names, roster, handed, watch=lambda each: watched(each, len(each), "Reading")
        )
        class_download.tell(handed, handed_in)
        handed_in = assignment_check.with_notices(found, handed_in, anyway=anyway)
        handed_in = shard.part_of(handed_in) if shard else handed_in
        started = time.monotonic()
        with closing(RecordStore(output, found.secret(), resume=resume)) as store:
            earlier_roster.check(store, roster, handed.download.via if handed else "files")
            if shard:
                keep_plan(store, shard, handed_in)
            class_notice.tell(found, handed_in, store)
            level = None
            if resume and isolation is not None:
                level = reached_level(found.settings.required_isolation, highest)
            with (
                _gradebook(gradebook_url, found, store, roster, handed_in, shard) as book,
                _executors(found, jobs, highest, cluster, certificates) as executors,
                closing(Progress(len(handed_in.works))) as progress,
            ):

                def report(each: Report, fresh: bool) -> None:
                    if not fresh:
                        book.keep_again(each)
                    progress.report(each, fresh)

                result = grade_class(
                    found, handed_in, store, book.keeping(executors), page_loader(found, store), level=level,
                    on_report=report, sinks=book.sinks,
                )  # fmt: skip
    print_class(result, output, time.monotonic() - started, class_notice.called_late(handed_in))
    if result.failure is not None:
        raise result.failure
    click.get_current_context().exit(exit_code(result))


def _gradebook(
    named: str | None, course: Course, store: RecordStore, roster: Roster | None, handed_in: GatheredClass,
    shard: Shard | None,
) -> AbstractContextManager[ClassGradebook]:  # fmt: skip
    """The gradebook of the run. Shards have none: 'grader gradebook rebuild' fills that of the merged class."""
    if shard is None:
        return class_gradebook(named, course, store, roster, handed_in)
    if named is not None:
        raise UsageError(
            "--shard keeps no gradebook: several machines would write to it. Leave --gradebook and GRADER_GRADEBOOK "
            "out; after 'grader merge DIR', 'grader gradebook rebuild -o DIR' fills it."
        )
    return nullcontext(ClassGradebook())


@contextmanager
def _executors(
    course: Course, jobs: int | None, highest: int, cluster: str | None, certificates: Path | None
) -> Iterator[ExecutorFactory]:
    """What grades: processes of this machine, or a cluster."""
    if cluster is None:
        yield local_executors(course, jobs or os.cpu_count() or 1, highest)
        return
    if certificates is None:
        raise UsageError(
            "--cluster needs --certificates: the folder that 'grader cluster certificates' wrote."
        )
    from grader.cluster.cluster_connection import connected
    from grader.cluster.cluster_executor import cluster_executors

    with connected(cluster, certificates) as client:
        yield cluster_executors(client, course, highest)


@contextmanager
def _interruption_told(output: Path) -> Iterator[None]:
    """Whoever interrupts is told what became of the work, also before anything was graded."""
    try:
        yield
    except KeyboardInterrupt as stop:
        if not hasattr(stop, "__notes__"):
            earlier = (output / ".grader" / "records").is_dir()
            how = "Go on with --resume: earlier results are kept." if earlier else "Start it again."
            stop.add_note(f"Interrupted before anything new was graded. {how}")
        raise


def _folders_of_students(submissions: tuple[Path, ...]) -> list[Path]:
    """Folders that may be a student's own: those that are graded, and those in which a file of code lies."""
    code = [path.parent for path in submissions if path.suffix.lower() in (".py", ".ipynb")]
    return [*(path for path in submissions if path.is_dir()), *code]


def _refuse_overlap(submissions: tuple[Path, ...], output: Path) -> None:
    target = output.resolve()
    for path in submissions:
        source = path.resolve()
        if target == source or source in target.parents or target in source.parents:
            raise UsageError(
                f"{output}: results may not lie in the folder of the submissions, nor the other way round. "
                "Choose another -o."
            )


def _refuse_links(submissions: tuple[Path, ...], output: Path) -> None:
    """No link among a student's files may lead to the results.

    Beside a file that is graded lie others of the student, if the command is run in the student's folder.
    """
    beside = [path.resolve().parent for path in submissions if path.is_file()]
    root, place = split_at_area(output, beside)
    if root != place:
        check_writable(place, root=root)
