"""The verdict on a test: whose fault it was, and which words may leave the house."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.diagnosis import Call
from grader.model import CodeLine, Verdict
from grader.plugin import outcome
from grader.plugin.outcome import SubjectState, judge, staff_traceback
from grader.sandbox.call_failure import (
    NestedCall,
    StudentError,
    UnsupportedArgument,
    WorkerDied,
    WorkerFailure,
)
from grader.sandbox.callback import Callback
from grader.testing import AuthorError, Mismatch, WrongException, assert_close, assert_raises
from grader.testing.compare import InputModified
from grader.testing.equality import Complaint

HUGE = 10**5000
SECRET = "the hidden input was 41"
LINES = (CodeLine(file="work.py", line=3),)


def raised_by(function: Any, *args: Any) -> BaseException:
    """The exception, with the traceback it gets when it is really raised."""
    with pytest.raises(BaseException) as caught:  # noqa: PT011 - of any class, on purpose
        function(*args)
    return caught.value


def raising(error: BaseException) -> BaseException:
    def body() -> None:
        raise error

    return raised_by(body)


def mismatch() -> BaseException:
    return raised_by(assert_close, np.array([41.0, 2.0]), np.array([1.0, 2.0]))


def wrong_exception() -> BaseException:
    def function() -> None:
        raise StudentError("KeyError", SECRET)

    return raised_by(assert_raises, "ValueError", function)


def modified() -> BaseException:
    return InputModified(Call(function="f", args=(41,), kwargs={}, actual=41, expected=41))


def plain_assert() -> None:
    value = 41
    assert value == 1, SECRET


VERDICTS = {
    "nothing": (lambda: None, Verdict.PASSED),
    "it raised": (lambda: StudentError("ValueError", SECRET, LINES), Verdict.ERROR),
    "it is a stub": (lambda: StudentError("NotImplementedError", SECRET, LINES), Verdict.NOT_IMPLEMENTED),
    "it took too long": (
        lambda: WorkerFailure(Verdict.TIMEOUT, "Your code ran longer.", LINES),
        Verdict.TIMEOUT,
    ),
    "it took too much": (lambda: WorkerFailure(Verdict.MEMORY, "Your code needed more."), Verdict.MEMORY),
    "it died": (lambda: WorkerDied(Verdict.CRASHED, SECRET, brief="It ended."), Verdict.CRASHED),
    "it imported": (lambda: WorkerFailure(Verdict.FORBIDDEN, "x is not allowed here"), Verdict.FORBIDDEN),
    "a wrong value": (mismatch, Verdict.FAILED),
    "the wrong exception": (wrong_exception, Verdict.FAILED),
    "an input modified": (modified, Verdict.FAILED),
    "a property does not hold": (lambda: raised_by(plain_assert), Verdict.FAILED),
}


@pytest.mark.parametrize("name", VERDICTS)
@pytest.mark.parametrize("received", [True, False])
def test_what_ended_a_test_decides_the_verdict(name, received):
    make, verdict = VERDICTS[name]
    assert judge(make(), SubjectState(received=received)).verdict is verdict


@pytest.mark.parametrize("name", VERDICTS)
def test_the_brief_holds_nothing_the_students_code_made(name):
    judgement = judge(VERDICTS[name][0](), SubjectState(received=True))
    assert "41" not in judgement.brief
    assert bool(judgement.brief) == (name != "nothing")


def test_the_detail_holds_the_whole_story():
    for name in ("it raised", "it died", "the wrong exception", "a property does not hold"):
        assert SECRET in judge(VERDICTS[name][0](), SubjectState(received=True)).detail
    assert "41" in judge(mismatch(), SubjectState(received=True)).detail


def test_lines_and_calls_are_kept_where_there_are_any():
    assert judge(StudentError("ValueError", "", LINES), SubjectState()).lines == LINES
    assert judge(WorkerFailure(Verdict.TIMEOUT, "m", LINES), SubjectState()).lines == LINES
    assert judge(modified(), SubjectState()).call.function == "f"
    shown = modified().call
    assert judge(Complaint("Draws are off.", "a story", shown), SubjectState()).call is shown
    assert judge(Complaint("Draws are off."), SubjectState()).call is None


@pytest.mark.parametrize(
    ("returned_none", "error", "brief"),
    [
        (True, TypeError("'NoneType' object is not subscriptable"),
         "Your function returned nothing. Is `return` missing?"),
        (False, TypeError("'NoneType' object is not subscriptable"),
         "Your function returned something that the test could not use."),
        (True, KeyError("dW"), "Your function returned something that the test could not use."),
    ],
)  # fmt: skip
def test_a_missing_return_is_named_only_where_the_test_met_none(returned_none, error, brief):
    state = SubjectState(received=True, returned_none=returned_none)
    assert judge(raising(error), state).brief == brief


def test_a_limit_that_a_test_swallowed_has_not_passed():
    failure = WorkerFailure(Verdict.TIMEOUT, "Your code ran longer.")
    assert judge(None, SubjectState(failure=failure)).verdict is Verdict.TIMEOUT


def test_before_hidden_inputs_are_near_the_students_text_may_be_shown():
    judgement = judge(StudentError("ValueError", "my own text", LINES), SubjectState(), loading=True)
    assert (
        judgement.brief
        == judgement.detail
        == "Your file cannot be imported: it raised ValueError: my own text"
    )
    stub = judge(StudentError("NotImplementedError", ""), SubjectState(), loading=True)
    assert stub.verdict is Verdict.ERROR


BLAME = {
    "the test stumbles over what it received": (lambda: raising(TypeError(SECRET)), True, Verdict.FAILED),
    "the test stumbles before it received anything": (lambda: raising(TypeError("x")), False, Verdict.GRADER_ERROR),
    "an author's error": (lambda: raising(AuthorError("the reference has no 'f'")), True, Verdict.GRADER_ERROR),
    "a test that leaves": (lambda: raising(SystemExit(0)), True, Verdict.GRADER_ERROR),
    "a call within a callback": (
        lambda: raised_by(_engine_raises, NestedCall("called from within")), True, Verdict.GRADER_ERROR,
    ),
    "a bug of the engine with the student's data": (
        lambda: raised_by(_engine_raises, ValueError("bug")), True, Verdict.GRADER_ERROR,
    ),
    "a value of the student's that the test cannot pass on": (
        lambda: raised_by(_engine_raises, UnsupportedArgument(SECRET)), True, Verdict.FAILED,
    ),
    "a value of the test's own that cannot cross": (
        lambda: raised_by(_engine_raises, UnsupportedArgument("x")), False, Verdict.GRADER_ERROR,
    ),
    "pytest's own way to fail": (lambda: raised_by(pytest.fail, SECRET), True, Verdict.FAILED),
    "pytest's own way to skip": (lambda: raised_by(pytest.skip, "x"), False, Verdict.GRADER_ERROR),
}  # fmt: skip


def _engine_raises(error: BaseException) -> None:
    """Raise with a frame of the engine innermost."""
    exec(compile("raise error", Callback.refusal.__code__.co_filename, "exec"), {"error": error})


@pytest.mark.parametrize("name", BLAME)
def test_an_exception_inside_a_test_is_the_students_only_if_it_had_his_data(name):
    make, received, verdict = BLAME[name]
    judgement = judge(make(), SubjectState(received=received))
    assert judgement.verdict is verdict
    assert SECRET not in judgement.brief


def test_a_traceback_is_kept_for_the_staff_where_the_test_is_to_blame():
    assert "TypeError: x" in staff_traceback(raising(TypeError("x")))
    assert staff_traceback(None) == ""
    assert staff_traceback(StudentError("ValueError", SECRET)) == ""
    assert isinstance(mismatch(), Mismatch)
    assert isinstance(wrong_exception(), WrongException)


@pytest.mark.parametrize("text", [HUGE, (HUGE,), "x" * 10**6], ids=["number", "numbers", "text"])
def test_a_text_that_cannot_be_written_or_has_no_end_is_cut(text):
    """What a student's code made may stand in it."""
    error = raising(AssertionError(text))
    judgement = judge(error, SubjectState(received=True))
    assert judgement.verdict is Verdict.FAILED
    assert len(judgement.detail) <= 20_000
    assert len(staff_traceback(error)) <= 8000


def test_the_files_whose_errors_are_the_students_exist():
    """A file that is renamed without this table would turn the student's fault into the grader's."""
    assert [file for file in outcome._OPERATING_FILES if not Path(file).is_file()] == []
