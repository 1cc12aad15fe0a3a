"""What a run writes into its folder: reports, pages, and beside them what timings were judged by."""

from __future__ import annotations

import dataclasses
import io
import json
import random
import shutil
import signal
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from rich.console import Console

from grader import reports
from grader.cli import summary
from grader.cli.class_result import exit_code
from grader.grading import RecordStore
from grader.grading.page_writer import PageWriter
from grader.grading.result_folder import ResultFolder
from grader.grading.score_change import ScoreChange, Standing
from grader.grading.store import UngradedEntries
from grader.intake import FoundSubmission, PendingSubmission, RejectedSubmission
from grader.model import (
    PerformanceResult,
    Provenance,
    Record,
    Report,
    TestResult,
    TimedSize,
    TimingLog,
    Verdict,
)

TIMED = TimedSize(
    clock="wall", reference_s=(0.5,), student_s=(0.25,), reference_cpu_s=(0.5,), student_cpu_s=(0.2,)
)
LOG = TimingLog(id="cpu", device="a core", seed=7, libraries={"numpy": "2"}, sizes={"3x4": TIMED}, probe={})


def record(points=2.0, visibility="visible", log=LOG):
    timing = PerformanceResult(
        id="cpu", task="double", function="double", title="Speed", device="cpu", ending="judged", points=points,
        max_points=7, device_name="a core",
    )  # fmt: skip
    test = TestResult(
        id="hidden/t.py::a", task="double", origin="hidden", title="A test.", verdict=Verdict.PASSED, points=3,
        max_points=3, visibility=visibility,
    )  # fmt: skip
    report = Report(
        assignment="tiny", title="Tiny", student="ada01", attempt=1, score=3 + points, max_score=10, tests=(test,),
        performance=(timing,),
    )  # fmt: skip
    return Record(key="k", report=report, timings=(log,))


@contextmanager
def opened(tiny_course, folder, *, works=(), load=lambda: reports, **settings):
    with (
        closing(RecordStore(folder, b"secret of the course", resume=True)) as store,
        ResultFolder(tiny_course.course, store, works, load, **settings) as sink,
    ):
        yield sink


@pytest.fixture
def written(tiny_course, tmp_path):
    """``written(record)``: the files of a student after a run that used this record."""

    def run(one):
        folder = tmp_path / "results"
        with opened(tiny_course, folder) as sink:
            sink.take(one)
        return {str(p.relative_to(folder / "ada01")): p for p in (folder / "ada01").rglob("*") if p.is_file()}

    return run


def test_the_samples_of_a_timing_lie_beside_the_report(written):
    kept = json.loads(written(record())["tiny/timing.json"].read_text())
    assert kept == {
        "cpu": {
            "id": "cpu", "device": "a core", "seed": 7, "libraries": {"numpy": "2"},
            "sizes": {
                "3x4": {
                    "clock": "wall", "reference_s": [0.5], "student_s": [0.25], "reference_cpu_s": [0.5],
                    "student_cpu_s": [0.2],
                }
            },
            "probe": {},
        }
    }  # fmt: skip


def test_a_report_lies_in_a_folder_of_its_assignment(written):
    assert set(written(record())) == {"tiny/report.json", "tiny/report.html", "tiny/timing.json"}


def write_flat(tiny_course, folder, assignment="tiny"):
    """What an earlier version left, where a folder held one assignment: the record, and the report beside it."""
    with opened(tiny_course, folder) as sink:
        sink.take(record())
    for path in (folder / "ada01" / "tiny").iterdir():
        path.rename(folder / "ada01" / path.name)
    (folder / "ada01" / "tiny").rmdir()
    report = folder / "ada01" / "report.json"
    report.write_text(report.read_text().replace('"tiny"', f'"{assignment}"'))
    shutil.rmtree(folder / ".grader" / "states", ignore_errors=True)


def files_of(folder):
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


def test_reports_of_an_earlier_version_are_written_at_the_new_place_and_removed_from_the_old(
    tiny_course, tmp_path
):
    folder = tmp_path / "results"
    write_flat(tiny_course, folder)
    with opened(tiny_course, folder) as sink:
        sink.take_again(record())
    assert files_of(folder / "ada01") == {"tiny/report.json", "tiny/report.html", "tiny/timing.json"}


def test_an_old_report_of_another_assignment_is_not_lost(tiny_course, tmp_path):
    folder = tmp_path / "results"
    write_flat(tiny_course, folder, assignment="another")
    with opened(tiny_course, folder) as sink:
        sink.take(record())
    assert files_of(folder / "ada01") >= {"report.json", "report.html", "timing.json", "tiny/report.html"}


@pytest.mark.parametrize("text", ["", "[1]", "{}", '{"assignment": 3}'])
def test_an_old_report_that_cannot_be_read_stays(tiny_course, tmp_path, text):
    folder = tmp_path / "results"
    write_flat(tiny_course, folder)
    (folder / "ada01" / "report.json").write_text(text)
    with opened(tiny_course, folder) as sink:
        sink.take(record())
    assert (folder / "ada01" / "report.json").read_text() == text


def test_an_old_report_stays_until_its_page_is_written_at_the_new_place(tiny_course, tmp_path):
    folder = tmp_path / "results"
    write_flat(tiny_course, folder)
    with opened(tiny_course, folder, load=lambda: _Broken) as sink:
        sink.take_again(record())
    assert files_of(folder / "ada01") >= {"report.json", "report.html", "timing.json"}


def test_what_may_not_be_seen_yet_leaves_no_samples_either(written):
    assert "timing.json" not in written(record(visibility="after_published"))


def test_a_better_timing_of_the_same_code_is_kept_with_its_samples(written):
    known = {"submission_sha256": "s", "assignment_sha256": "a", "reference_sha256": "r"}

    def known_record(points, seed):
        made = record(points, log=dataclasses.replace(LOG, seed=seed))
        provenance = Provenance(**known, grader="1", python="3")
        return dataclasses.replace(made, report=dataclasses.replace(made.report, provenance=provenance))

    written(known_record(7.0, 1))
    files = written(known_record(2.0, 2))
    assert json.loads(files["tiny/report.json"].read_text())["performance"][0]["points"] == 7
    assert json.loads(files["tiny/timing.json"].read_text())["cpu"]["seed"] == 1


def test_what_seems_too_fast_is_listed_for_the_staff_and_is_no_error(tiny_course, tmp_path):
    """A submission must not be able to become ungraded: its score stands, and the staff checks the timing."""
    one = record(points=0.0)
    (timing,) = one.report.performance
    fast = dataclasses.replace(timing, ending="faster than possible")
    one = dataclasses.replace(one, report=dataclasses.replace(one.report, performance=(fast,)))
    with opened(tiny_course, tmp_path / "results") as sink:
        sink.take(one)
        result = sink.finish()
    assert result.failure is None
    assert exit_code(result) == 0
    canvas = Console(file=io.StringIO(), width=200)
    summary.print_rest(canvas, result, tmp_path / "results")
    assert "To look at: ada01 (tiny): It seems faster than this machine can be" in canvas.file.getvalue()
    assert summary.counts(result) == "1 graded"
    assert "graded, to look at" in (tmp_path / "results/grades.csv").read_text()
    assert "to look at" in (tmp_path / "results/index.html").read_text()


def queue_pages(sink, report, seconds):
    """Queue the report again and again until the interruption comes."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    while True:
        sink._pages.queue_page(report)


def test_an_interruption_at_any_moment_leaves_a_folder_that_can_be_closed(tiny_course, tmp_path, monkeypatch):
    """A lock that an interrupted call has taken would never be given back."""
    monkeypatch.setattr(PageWriter, "_write_page", lambda *_: None)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    moments = random.Random(1)
    report = record().report
    try:
        for number in range(150):
            with pytest.raises(KeyboardInterrupt), opened(tiny_course, tmp_path / str(number)) as sink:
                queue_pages(sink, report, moments.uniform(1e-4, 3e-3))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class _Broken:
    """A renderer that renders the class and no student."""

    grades_csv = staticmethod(reports.grades_csv)
    class_pages = staticmethod(reports.class_pages)

    @staticmethod
    def report_html(report, **_):
        raise ValueError(f"no page for {report.student}")


def test_a_page_that_cannot_be_rendered_is_told_at_the_end_and_keeps_nothing_else(tiny_course, tmp_path):
    with opened(tiny_course, tmp_path / "results", load=lambda: _Broken) as sink:
        sink.take(record())
        result = sink.finish()
    assert str(result.failure) == "no page for ada01"
    assert {p.name for p in (tmp_path / "results").rglob("*") if p.is_file()} >= {
        "report.json", "timing.json", "grades.csv", "index.html"
    }  # fmt: skip
    assert not list((tmp_path / "results").rglob("report.html"))


def scored(points, student="ada01"):
    """A record without timings, which a second run could only better."""
    one = record()
    report = dataclasses.replace(one.report, student=student, score=points, performance=())
    return dataclasses.replace(one, report=report, timings=())


def run(tiny_course, folder, *records, rejected=(), **settings):
    with opened(tiny_course, folder, **settings) as sink:
        sink.list_ungraded("tiny", UngradedEntries(rejected=rejected))
        for one in records:
            sink.take(one)
        return sink.finish()


def graded(points):
    return Standing(state="graded", score=points, max_score=10)


def test_a_second_run_says_which_scores_changed_and_from_what(tiny_course, tmp_path):
    first = run(tiny_course, tmp_path, scored(3.0), scored(5.0, "bob"), scored(6.0, "cat"))
    assert first.changes == ()
    broken = RejectedSubmission(student="cat", origin="cat.zip", reason="Broken.")
    again = run(
        tiny_course, tmp_path, scored(4.5), scored(5.0, "bob"), scored(1.0, "new"), rejected=(broken,)
    )
    assert again.changes == (
        ScoreChange("tiny", "ada01", graded(3.0), graded(4.5)),
        ScoreChange("tiny", "cat", graded(6.0), Standing(state="not read")),
    )


def test_a_student_who_has_no_result_any_more_is_a_change(tiny_course, tmp_path):
    run(tiny_course, tmp_path, scored(3.0), scored(None, "bob"))
    changes = run(tiny_course, tmp_path, scored(3.0)).changes
    assert [(c.student, c.before.state, c.after.state) for c in changes] == [
        ("bob", "not graded", "no result")
    ]


def test_a_change_is_told_also_if_a_run_in_between_was_cut_short(tiny_course, tmp_path):
    run(tiny_course, tmp_path, scored(3.0))
    with opened(tiny_course, tmp_path) as sink:
        sink.take(scored(4.0))
    (change,) = run(tiny_course, tmp_path, scored(4.0)).changes
    assert (change.before.score, change.after.score) == (3.0, 4.0)


def test_records_say_what_the_score_was_in_a_folder_of_an_earlier_version(tiny_course, tmp_path):
    run(tiny_course, tmp_path, scored(3.0), scored(5.0, "bob"))
    shutil.rmtree(tmp_path / ".grader" / "states")
    broken = RejectedSubmission(student="bob", origin="bob.zip", reason="Broken.")
    changes = run(tiny_course, tmp_path, scored(4.0), rejected=(broken,)).changes
    assert [(c.student, c.before.score, c.after.score) for c in changes] == [
        ("ada01", 3, 4),
        ("bob", 5, None),
    ]


def test_a_sheet_that_was_changed_is_kept_aside_and_told(tiny_course, tmp_path):
    run(tiny_course, tmp_path, scored(3.0))
    sheet = tmp_path / "grades.csv"
    for number, edit in enumerate(["ada01,9\n", "ada01,8\n"], start=1):
        sheet.write_text(edit)
        result = run(tiny_course, tmp_path, scored(3.0))
        assert result.kept_aside == (f"grades-changed-{number}.csv",)
        assert (tmp_path / f"grades-changed-{number}.csv").read_text() == edit
        assert "ada01,3,10,graded" in sheet.read_text()


def test_a_sheet_that_was_not_changed_is_replaced(tiny_course, tmp_path):
    run(tiny_course, tmp_path, scored(3.0))
    assert run(tiny_course, tmp_path, scored(4.0)).kept_aside == ()
    assert "ada01,4,10,graded" in (tmp_path / "grades.csv").read_text()
    assert not list(tmp_path.glob("grades-*"))


def test_a_sheet_of_which_nothing_is_known_is_kept_aside(tiny_course, tmp_path):
    """An earlier version left no digest of it, so nobody can tell whether it was changed."""
    run(tiny_course, tmp_path, scored(3.0))
    shutil.rmtree(tmp_path / ".grader" / "states")
    assert run(tiny_course, tmp_path, scored(3.0)).kept_aside == ()  # it is what would be written
    shutil.rmtree(tmp_path / ".grader" / "states")
    assert run(tiny_course, tmp_path, scored(4.0)).kept_aside == ("grades-changed-1.csv",)


def test_a_run_that_is_killed_before_it_writes_its_sheet_does_not_take_the_old_one_for_a_changed_one(
    tiny_course, tmp_path, monkeypatch
):
    run(tiny_course, tmp_path, scored(3.0))

    def killed(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("grader.grading.sheet_file.write_atomic", killed)
        with pytest.raises(KeyboardInterrupt):
            run(tiny_course, tmp_path, scored(4.0))
    assert run(tiny_course, tmp_path, scored(5.0)).kept_aside == ()


def pending(student):
    found = FoundSubmission(path=Path(f"{student}.py"), student=student)
    return "tiny", PendingSubmission(found=found, module="tiny.py", sha256="")


def test_the_sheet_is_current_during_a_run_and_says_who_is_not_graded_yet(tiny_course, tmp_path):
    works = [pending("ada01"), pending("bob")]
    with opened(tiny_course, tmp_path, works=works, sheet_every_s=0) as sink:
        sink.take(scored(3.0))
        sink._pages.close()
        assert (tmp_path / "grades.csv").read_text().splitlines()[1:] == [
            "ada01,3,10,graded,3,10,3,10", "bob,,10,not graded yet,,,,10"
        ]  # fmt: skip
        sink.take(scored(4.0, "bob"))
        sink.finish()
    assert (tmp_path / "grades.csv").read_text().splitlines()[2] == "bob,4,10,graded,4,10,4,10"


def test_a_sheet_that_is_changed_during_a_run_is_kept_and_told_also_if_the_run_is_cut_short(
    tiny_course, tmp_path
):
    def interrupted():
        with opened(tiny_course, tmp_path, sheet_every_s=0) as sink:
            sink._pages.write_sheet([scored(3.0).report], [])
            (tmp_path / "grades.csv").write_text("mine")
            sink.take(scored(4.0))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as stopped:
        interrupted()
    assert (tmp_path / "grades-changed-1.csv").read_text() == "mine"
    assert "so it is kept as grades-changed-1.csv." in stopped.value.__notes__[1]
