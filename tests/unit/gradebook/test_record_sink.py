"""From records to rows: nothing is lost by a kill, nothing is added twice, and records alone give the same grades."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.gradebook.book import Gradebook
from grader.gradebook.consistency import database_faults
from grader.gradebook.record_history import RecordHistory
from grader.gradebook.record_sink import GradebookSink, fill, reject
from grader.grading import RecordStore
from grader.grading.store import read_record
from grader.intake import RejectedSubmission
from grader.model import HandIn, Mistake, Provenance, Record, Report, TestResult, Verdict

SECRET = b"known to this test alone"
KILLS = 20
DAY = 86_400_000_000
DUE = 20 * DAY


def record(
    student="ada", points: float | None = 8.0, *, sha256="aa", received=DUE, key="k", assignment="sums"
) -> Record:
    known = Provenance(
        submission_sha256=sha256, assignment_sha256="a", reference_sha256="r", grader="0", python="3"
    )
    report = Report(
        assignment=assignment, title="Sums", student=student, score=points, max_score=10.0,
        not_graded="" if points is not None else "We could not.", provenance=known if sha256 else None,
    )  # fmt: skip
    return Record(
        key=key, report=report, hand_in=HandIn(received_us=received, via="canvas", attempt=2, late=True)
    )


class Class:
    """An output folder with a gradebook beside it."""

    def __init__(self, folder: Path, url: str, assignments) -> None:
        self.store = RecordStore(folder, SECRET, resume=True)
        self.history = RecordHistory(folder, partial(read_record, secret=SECRET))
        self.book = Gradebook.open(url)
        self.book.set_assignments(assignments)
        self.run = self.book.begin_run("test", "prof").id

    def take(self, taken: Record, digests=None) -> None:
        self.store.save(taken)
        GradebookSink(self.book, self.history, self.run, digests or {}).take(taken)

    def close(self) -> None:
        self.book.close()
        self.store.close()


@pytest.fixture
def classroom(tmp_path, assignments):
    opened = Class(tmp_path / "out", f"sqlite:///{tmp_path}/book.db", assignments)
    yield opened
    opened.close()


def test_a_record_becomes_an_attempt_and_a_result(classroom):
    test = TestResult(
        id="hidden/t.py::t", task="a", origin="hidden", title="T", verdict=Verdict.FAILED, points=0, max_points=1,
        mistake=Mistake(id="factor:n", sentence="S."),
    )  # fmt: skip
    given_ = record(points=7.25)
    classroom.take(replace(given_, report=replace(given_.report, tests=(test,))))
    work = next(iter(classroom.book.works()))
    row, found = work.attempts[0].row, work.attempts[0].result
    assert (row.student, row.submission_sha256, row.received_us, row.via, row.number, row.called_late) == (
        "ada", "aa", DUE, "canvas", 2, True,
    )  # fmt: skip
    assert (found.score, found.max_score, found.outcome, found.run) == (
        72_500,
        100_000,
        "graded",
        classroom.run,
    )


def test_the_digest_of_what_was_not_graded_comes_from_what_was_handed_in(classroom):
    classroom.take(record(points=None, sha256=""), {("sums", "ada"): "aa"})
    classroom.take(record(points=5.0))
    found = next(iter(classroom.book.grades()))
    assert (found.final, found.attempts) == (50_000, 1)


def test_an_attempt_whose_files_were_lost_counts_only_while_there_is_no_other(classroom):
    classroom.take(record(points=None, sha256=""))
    assert next(iter(classroom.book.grades())).status == "not graded"
    classroom.take(record(points=5.0))
    assert next(iter(classroom.book.grades())).attempts == 1


def test_what_could_not_be_read_is_an_attempt_without_a_score_and_the_older_one_counts(classroom):
    classroom.take(record(points=5.0))
    unread = RejectedSubmission(student="ada", origin="ada.zip", reason="No zip.", sha256="bb")
    nobody = RejectedSubmission(student="", origin="x.zip", reason="No zip.")
    for at_us in (1, 2):
        reject(classroom.book, "sums", [unread, nobody], classroom.run, at_us)
    found = next(iter(classroom.book.grades()))
    assert (found.final, found.attempts) == (50_000, 2)
    assert "1 attempt has no score and does not count yet." in found.reasons
    assert [each.student for each in classroom.book.students()] == ["ada"]


def test_the_history_keeps_what_a_record_was_replaced_by(classroom):
    for sha256, points in (("aa", 3.0), ("bb", 9.0), ("cc", 1.0)):
        classroom.take(record(points=points, sha256=sha256))
    kept = list(classroom.history.all_records())
    assert [each.record.report.score for each in kept] == [3.0, 9.0, 1.0]
    assert [each.submission_sha256 for each in kept] == ["aa", "bb", "cc"]
    assert [each.graded_us for each in kept] == sorted(each.graded_us for each in kept)


def test_a_file_that_somebody_else_wrote_is_no_record(classroom):
    classroom.take(record())
    forged = classroom.store.folder / ".grader" / "history" / "sums" / "ada" / "1-bb.json"
    forged.write_text('{"schema": "grader/record/1", "hmac": "", "record": {}}')
    assert classroom.history.unreadable() == [forged]
    assert len(list(classroom.history.all_records())) == 1


RECORDS = st.lists(
    st.builds(
        record,
        student=st.sampled_from(["ada", "bob"]),
        points=st.one_of(st.none(), st.integers(0, 10).map(float)),
        sha256=st.sampled_from(["aa", "bb", "cc"]),
        received=st.one_of(st.none(), st.integers(DUE - DAY, DUE + 9 * DAY)),
        key=st.sampled_from(["k", "l"]),
        assignment=st.sampled_from(["sums", "means"]),
    ),
    max_size=8,
)
NUMBERS = itertools.count()


@settings(max_examples=30, deadline=None)
@given(RECORDS)
def test_records_alone_give_the_same_grades(tmp_path_factory, assignments, records):
    folder = tmp_path_factory.mktemp("rebuilt")
    first = Class(folder / "out", f"sqlite:///{folder}/first.db", assignments)
    for each in records:
        first.take(each)
    grades = list(first.book.grades())
    fill(first.book, first.history, first.run)
    assert list(first.book.grades()) == grades
    first.close()
    second = Class(folder / "out", f"sqlite:///{folder}/second.db", assignments)
    fill(second.book, second.history, second.run)
    assert list(second.book.grades()) == grades
    second.close()


def test_after_kills_at_random_moments_no_attempt_is_lost_or_doubled(tmp_path, assignments):
    """SIGKILL between any two steps: store, history, gradebook."""
    draw, students = random.Random(4), 2_000
    command = [sys.executable, Path(__file__).with_name("killed_run.py"), tmp_path, str(students)]
    kept = 0
    for _ in range(KILLS):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout.readline() == b"ready\n"
            threading.Event().wait(draw.uniform(0.01, 0.12))
            assert process.poll() is None, "it must be killed before it is done"
            process.kill()
        kept = len(list((tmp_path / ".grader" / "records").rglob("*.json")))
    assert KILLS < kept < students
    last = Class(tmp_path, f"sqlite:///{tmp_path}/.grader/gradebook.db", assignments)
    fill(last.book, last.history, last.run)
    found = [each for each in last.book.grades() if each.assignment == "sums"]
    assert {each.attempts for each in found} == {1}
    assert {each.student: each.points for each in found} == {f"s{n}": n % 11 * 10_000 for n in range(kept)}
    assert list(database_faults(last.book.engine)) == []
    last.close()
