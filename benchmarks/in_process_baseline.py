"""The in-process baseline: the same hidden tests in one pytest session of one process, student's code and all.

``python -m benchmarks.in_process_baseline`` answers JSON lines: ``{"size": 40, "first": 0}`` grades that
part of the class, ``{"record": PATH}`` also writes down the calls each submission got.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import classroom
from grader.course.author_module import module_from_text
from grader.grading.marking_session import load_reference
from grader.grading.process_protocol import Work
from grader.plugin import ClassRun, run_session
from grader.sandbox.worker_client import VALUE, CallResult, Want
from grader.testing.local_subject import LocalSubject


class _Recorder(LocalSubject):
    """Keeps what a submission is asked, with the arguments as they were before."""

    def __init__(self, module: Any) -> None:
        super().__init__(module)
        self.calls: list[bytes] = []

    def call(self, name: str, args: Sequence[Any], kwargs: dict[str, Any], want: Want = VALUE) -> CallResult:
        self.calls.append(pickle.dumps(("call", name, tuple(args), kwargs)))
        return super().call(name, args, kwargs, want)

    def gradients(self, name: str, args: Sequence[Any], wrt: Sequence[int], upstream: Any) -> Any:
        self.calls.append(pickle.dumps(("gradients", name, tuple(args), (tuple(wrt), upstream))))
        return super().gradients(name, args, wrt, upstream)


def _grade(run: ClassRun, work: Work, kind: type[LocalSubject] = LocalSubject) -> LocalSubject:
    (file,) = work.submission.files
    subject = kind(module_from_text("attention", file.text, file.name))
    outcomes = run.grade(subject, salt=work.submission.sha256)
    assert len(outcomes) == 14
    return subject


def _answer(run: ClassRun, request: dict[str, Any]) -> dict[str, float]:
    works = classroom.works(request["size"], request.get("first", 0))
    if "record" in request:
        subjects = [_grade(run, work, _Recorder) for work in works]
        calls = [(w.submission.files[0].text, s.calls) for w, s in zip(works, subjects, strict=True)]
        Path(request["record"]).write_bytes(pickle.dumps(calls))
    wall, used = time.perf_counter(), time.process_time()
    for work in works:
        _grade(run, work)
    return {"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - used}


def main() -> None:
    assignment = classroom.assignment()

    def body(begin: Callable[[bytes], ClassRun]) -> None:
        run = begin(classroom.course().seed_key(assignment.id))
        for line in sys.stdin:
            print(json.dumps(_answer(run, json.loads(line))), flush=True)

    run_session(assignment, load_reference(assignment.reference_path), body)


if __name__ == "__main__":
    main()
