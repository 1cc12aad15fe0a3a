"""A submission as functions, in a jail that is renewed."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest

from grader.model import SourceFile, Verdict
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.worker_session import JailedSubject, code_of


@pytest.fixture
def jailed(tiny_course, numpy_zygote):
    """A subject for a text; retired after the test."""
    made = []

    def make(text, **limits):
        assignment = tiny_course.assignment
        code = code_of(assignment, tiny_course.submission(text).files)
        subject = JailedSubject(numpy_zygote, code, dataclasses.replace(assignment.settings.limits, **limits))
        made.append(subject)
        return subject

    yield make
    for subject in made:
        subject.retire()


def test_the_rules_about_imports_come_with_the_files(tiny_course):
    code = code_of(tiny_course.assignment, tiny_course.submission().files, (("x.csv", b"1"),))
    assert code.module == "tiny"
    assert code.data == (("x.csv", b"1"),)
    assert "pytest" in code.banned
    assert code.allowed == "numpy, the standard library"


def test_a_submission_is_loaded_once_and_again_after_it_died(jailed):
    subject = jailed("import os\nprint('loaded')\ndef f(die):\n  if die: os._exit(1)\n  return 5")
    assert subject.call("f", [False], {}).value == 5
    assert subject.call("f", [False], {}).value == 5
    with pytest.raises(WorkerFailure):
        subject.call("f", [True], {})
    assert subject.failure is not None
    assert subject.call("f", [False], {}).value == 5
    assert subject.take_output() == "loaded\nloaded\n"
    assert subject.cpu_s > 0


def test_what_the_first_import_told_is_never_replaced(jailed):
    """A later worker may have seen what a hidden input was; the first one has seen nothing."""
    subject = jailed(
        "import os, random\ndef f(): os._exit(1)\ndef g(): return 1\n"
        "if os.urandom(1)[0] % 2:\n  def h(): return g()\n"
    )
    first = subject.load()
    for _ in range(8):
        with pytest.raises(WorkerFailure):
            subject.call("f", [], {})
        subject._stops.clear()
        assert subject.load() is first


def test_waiting_has_a_budget_of_its_own(jailed):
    subject = jailed("import time\ndef f(s): time.sleep(s)\ndef g(): return 1", timeout_s=0.1)

    def wait_on() -> None:
        for _ in range(20):
            subject.call("f", [0.2], {})

    with pytest.raises(WorkerFailure) as caught:
        wait_on()
    assert caught.value.verdict is Verdict.NOT_RUN
    assert caught.value.brief.startswith("Your code has waited 1 s without computing")
    with pytest.raises(WorkerFailure):
        subject.call("g", [], {})
    assert 1 < subject.usage.idle_s < 1.5
    assert subject.spent() == caught.value.brief


def test_work_is_no_waiting_also_where_others_have_the_processors(jailed):
    """Time in which a thread stands in line for a processor is not the student's."""
    source = (
        "import time\ndef f(s):\n  end = time.process_time() + s\n  while time.process_time() < end: pass"
    )
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(3)]
    try:
        subject = jailed(source, timeout_s=2, submission_s=20)
        for _ in range(4):
            subject.call("f", [0.3], {})
        assert subject.usage.cpu_s > 1.2
        assert subject.usage.idle_s < 0.3
    finally:
        for other in others:
            other.kill()
            other.wait()


def test_what_a_test_observed_is_forgotten_before_the_next(jailed):
    subject = jailed("import os\ndef f():\n  print('out')\ndef g(): os._exit(1)")
    subject.call("f", [], {})
    assert subject.received
    assert subject.take_output() == "out\n"
    with pytest.raises(WorkerFailure):
        subject.call("g", [], {})
    subject.begin()
    assert not subject.received
    assert subject.failure is None
    assert subject.take_output() == ""


def test_an_import_that_fails_fails_for_every_call(jailed):
    subject = jailed("raise OSError('at import')")
    for _ in range(2):
        with pytest.raises(StudentError, match="at import"):
            subject.call("f", [], {})
    assert isinstance(subject.broken, StudentError)


def test_a_function_is_known_without_asking_a_worker_again(jailed):
    """Else an import that ends differently the second time would end the grading process."""
    subject = jailed("import os\nX = 3\ndef f(): os._exit(1)")
    assert subject.defines("f")
    assert not subject.defines("X")
    subject.retire()
    other = SourceFile(name="tiny.py", text="raise OSError('this time')")
    subject.code = dataclasses.replace(subject.code, files=(other,))
    assert subject.defines("f")
    with pytest.raises(StudentError, match="this time"):
        subject.call("f", [], {})
    assert subject.broken is None


def test_patience_ends_after_two_limits_of_the_same_function(jailed):
    subject = jailed("def f():\n  while True: pass\ndef g(): return 1", timeout_s=0.1)
    for _ in range(2):
        with pytest.raises(WorkerFailure) as caught:
            subject.call("f", [], {})
        assert caught.value.verdict is Verdict.TIMEOUT
    with pytest.raises(WorkerFailure) as caught:
        subject.call("f", [], {})
    assert caught.value.verdict is Verdict.NOT_RUN
    assert subject.call("g", [], {}).value == 1


ENDLESS_METHOD = """
class Layer:
    rows = 3
    def forward(self):
        while True: pass
"""


def test_patience_and_memory_of_failures_hold_for_methods_of_objects_too(jailed):
    subject = jailed(ENDLESS_METHOD, timeout_s=0.1)
    subject.asks = frozenset({"forward", "rows"})
    for _ in range(2):
        layer = subject.call("Layer", [], {}).value
        subject.begin()
        with pytest.raises(WorkerFailure, match=r"0\.[13] s"):
            layer.forward()
        assert subject.failure is not None, "a test that swallows it has not passed"
        assert subject.failure.verdict is Verdict.TIMEOUT
    layer = subject.call("Layer", [], {}).value
    subject.begin()
    assert layer.rows == 3
    assert subject.received
    with pytest.raises(WorkerFailure, match="forward ran into a limit twice before"):
        layer.forward()
