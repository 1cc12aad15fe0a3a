"""What a run writes into its folder: reports, pages, and beside them what timings were judged by."""

from __future__ import annotations

import dataclasses
import io
import json
import random
import signal
from contextlib import closing, contextmanager

import pytest
from rich.console import Console

from grader import reports
from grader.cli import summary
from grader.cli.grade_command import _exit_code
from grader.grading import RecordStore
from grader.grading.result_folder import ResultFolder
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
def opened(tiny_course, folder, *, several=False, load=lambda: reports):
    with (
        closing(RecordStore(folder, b"secret of the course", resume=True)) as store,
        ResultFolder(tiny_course.course, store, [], load, several=several) as sink,
    ):
        yield sink


@pytest.fixture
def written(tiny_course, tmp_path):
    """``written(record, several=…)``: the files of a student after a run that used this record."""

    def run(one, *, several=False):
        folder = tmp_path / "results"
        with opened(tiny_course, folder, several=several) as sink:
            sink.take(one)
        return {str(p.relative_to(folder / "ada01")): p for p in (folder / "ada01").rglob("*") if p.is_file()}

    return run


def test_the_samples_of_a_timing_lie_beside_the_report(written):
    kept = json.loads(written(record())["timing.json"].read_text())
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


def test_with_several_assignments_they_lie_in_the_folder_of_theirs(written):
    written(record())
    assert set(written(record(), several=True)) == {
        "tiny/report.json", "tiny/report.html", "tiny/timing.json"
    }  # fmt: skip


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
    assert json.loads(files["report.json"].read_text())["performance"][0]["points"] == 7
    assert json.loads(files["timing.json"].read_text())["cpu"]["seed"] == 1


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
    assert _exit_code(result) == 0
    canvas = Console(file=io.StringIO(), width=200)
    summary.print_rest(canvas, result)
    assert "To look at: ada01 (tiny): It seems faster than this machine can be" in canvas.file.getvalue()
    assert summary.counts(result) == "1 graded"
    assert "graded, to look at" in (tmp_path / "results/grades.csv").read_text()
    assert "to look at" in (tmp_path / "results/index.html").read_text()


def queue_pages(sink, report, seconds):
    """Queue the report again and again until the interruption comes."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    while True:
        sink._queue_page(report)


def test_an_interruption_at_any_moment_leaves_a_folder_that_can_be_closed(tiny_course, tmp_path, monkeypatch):
    """A lock that an interrupted call has taken would never be given back."""
    monkeypatch.setattr(ResultFolder, "_write_page", lambda *_: None)
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
    class_html = staticmethod(reports.class_html)

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
