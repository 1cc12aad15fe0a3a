"""A run that saves records and adds them to a gradebook, until it is killed: ``killed_run.py FOLDER STUDENTS``.

It does what ``grader grade`` does with each record, without grading: store, history, gradebook. What is there already
is added first, as after every start.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from grader.gradebook.book import Gradebook
from grader.gradebook.record_history import RecordHistory
from grader.gradebook.record_sink import GradebookSink, fill
from grader.grading import RecordStore
from grader.grading.store import read_record
from grader.model import HandIn, Provenance, Record, Report

SECRET = b"known to this test alone"


def record(number: int) -> Record:
    """The record of one student."""
    sha256 = f"{number:064x}"
    provenance = Provenance(
        submission_sha256=sha256, assignment_sha256="a", reference_sha256="r", grader="0", python="3"
    )
    report = Report(
        assignment="sums",
        title="Sums",
        student=f"s{number}",
        score=number % 11,
        max_score=10,
        provenance=provenance,
    )
    return Record(key=f"key {number}", report=report, hand_in=HandIn(received_us=number))


def main(folder: Path, students: int) -> None:
    store = RecordStore(folder, SECRET, resume=True)
    history = RecordHistory(folder, partial(read_record, secret=SECRET))
    with Gradebook.open(f"sqlite:///{folder}/.grader/gradebook.db") as book:
        run = book.begin_run("killed", "test")
        fill(book, history, run.id)
        sink = GradebookSink(book, history, run.id, {})
        print("ready", flush=True)
        for number in range(students):
            if store.load("sums", f"s{number}") is None:
                store.save(record(number))
                sink.take(record(number))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
