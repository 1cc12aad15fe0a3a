"""Outcomes of tests: the verdict, who is at fault, and what a report may say."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import _pytest
import pytest

from grader.diagnosis import Call
from grader.messages import say
from grader.model import CodeLine, LossCurve, Verdict
from grader.plugin.items import ItemSpec
from grader.sandbox.call_failure import StudentError, UndeclaredAttribute, UnsupportedArgument, WorkerFailure
from grader.testing import AuthorError, Mismatch
from grader.testing.compare import InputModified
from grader.testing.equality import Complaint, FramePosition, WrongException
from grader.testing.exception_kinds import exception_kind

_ENGINE = str(Path(__file__).parents[1])
_PYTEST = str(Path(_pytest.__file__).parent)
_LONGEST_DETAIL = 20_000
_OPERATING_FILES = tuple(
    str(Path(__file__).parents[1] / "testing" / name) for name in ("equality.py", "object_pair.py")
)
"""Files of the engine that operate on values of the student's code. Errors there are the student's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of one test, with all details for the staff."""

    spec: ItemSpec
    verdict: Verdict
    brief: str = ""
    """Contains only fixed sentences, no text that the student's code made while it had hidden inputs."""
    detail: str = ""
    """The full message, with values and texts."""
    lines: tuple[CodeLine, ...] = ()
    call: Call | None = None
    """The call whose value was wrong, for diagnosis."""
    rule: str = ""
    """What an input should have fulfilled that the student's code accepted; `UNSTATED` where the test cannot tell."""
    other_exception: str = ""
    """The sentence about an exception of another class than the one that the rule asks for."""
    compared: tuple[Callable[[], Call], ...] = ()
    """Give all calls that were compared, right or wrong, as far as they are kept. Right work never needs them."""
    curve: LossCurve | None = None
    """The losses of a test that trains."""
    output: str = ""
    traceback: str = ""
    seed: int = 0
    """What the inputs that counted were drawn from: 0 if the test was decided without a run."""
    duration_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on a test and its messages."""

    verdict: Verdict
    brief: str = ""
    detail: str = ""
    lines: tuple[CodeLine, ...] = ()
    call: Call | None = None
    rule: str = ""
    other_exception: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectState:
    """The state of a submission at the end of a test. The test is judged later."""

    received: bool = False
    """Whether the test has received data of the student's code."""
    failure: WorkerFailure | None = None
    """The first exceeded limit or crash, even if the test caught the exception."""
    returned_none: bool = False
    """Whether a function of the student has returned ``None``."""
    allowed: str = ""
    """The packages that may be imported, for a message; empty if the code is not sandboxed."""


def _exception_text(error: BaseException) -> str:
    """The text of an exception, cut off. The student's code may have put long texts or huge numbers into it."""
    try:
        return str(error)[:_LONGEST_DETAIL]
    except ValueError:  # Python writes no integer of more than some thousand digits
        return say("outcome.unwritable")


def judge(error: BaseException | None, state: SubjectState, *, loading: bool = False) -> Judgement:
    """Decide the verdict on a finished test.

    Parameters
    ----------
    error : exception, optional
        What the test raised.
    seen : Seen
        Tells whether a limit was exceeded (then the test has not passed, even if it caught the exception) and
        whether the test received data of the student's code.
    loading : bool
        Whether the student's module could not be imported. The worker had no hidden input then, so the text of the
        exception may be shown.
    """
    error = error or state.failure
    match error:
        case None:
            return Judgement(verdict=Verdict.PASSED)
        case StudentError():
            return _judge_exception(error, state, loading)
        case WorkerFailure(verdict=verdict, message=message):
            if loading and verdict is not Verdict.FORBIDDEN:
                message = say("outcome.while_imported", what=message)
            brief = message if loading else error.brief
            return Judgement(verdict=verdict, brief=brief, detail=message, lines=error.lines)
        case Mismatch(brief=brief, call=call):
            return Judgement(verdict=Verdict.FAILED, brief=brief, detail=_exception_text(error), call=call)
        case InputModified(call=call):
            return Judgement(verdict=Verdict.FAILED, brief=str(error), detail=str(error), call=call)
        case WrongException(brief=brief, detail=detail, rule=rule, other=other):
            return Judgement(
                verdict=Verdict.FAILED,
                brief=brief,
                detail=detail[:_LONGEST_DETAIL],
                rule=rule,
                other_exception=other,
            )
        case Complaint(brief=brief, detail=detail, call=call):
            return Judgement(verdict=Verdict.FAILED, brief=brief, detail=detail[:_LONGEST_DETAIL], call=call)
    return _judge_test_error(error, state)


def _judge_exception(error: StudentError, state: SubjectState, loading: bool) -> Judgement:
    if error.type_name == "NotImplementedError" and not loading:
        text = say("verdict.not_implemented.meaning")
        return Judgement(verdict=Verdict.NOT_IMPLEMENTED, brief=text, detail=text, lines=error.lines)
    if error.type_name == "ModuleNotFoundError" and state.allowed:
        message_id = "outcome.import_no_module" if loading else "outcome.no_module"
        full = say(message_id, error=error, packages=state.allowed)
    else:
        full = say("outcome.import_raised" if loading else "outcome.raised", error=error)
    brief = full if loading else say(exception_kind(error).message_id)
    return Judgement(verdict=Verdict.ERROR, brief=brief, detail=full, lines=error.lines)


def _judge_test_error(error: BaseException, state: SubjectState) -> Judgement:
    """An error of a test is the student's fault if the test has received the student's data, else the author's."""
    text = f"{type(error).__name__}: {_exception_text(error)}".strip().rstrip(":")
    if isinstance(error, AssertionError) and (state.received or not _in_engine(error.__traceback__)):
        brief = say("outcome.property")
        return Judgement(verdict=Verdict.FAILED, brief=brief, detail=_exception_text(error) or brief)
    if isinstance(error, pytest.fail.Exception):
        return Judgement(verdict=Verdict.FAILED, brief=say("outcome.property"), detail=text)
    if isinstance(error, (UnsupportedArgument, UndeclaredAttribute)) and state.received:
        # A missing declaration of the author shows with the reference, which is graded first.
        unpassable = isinstance(error, UnsupportedArgument)
        brief = say("outcome.unpassable_result" if unpassable else "outcome.unusable_result")
        return Judgement(verdict=Verdict.FAILED, brief=brief, detail=f"{brief} {_exception_text(error)}")
    ours = isinstance(error, (AuthorError, SystemExit)) or _in_engine(error.__traceback__)
    if state.received and not ours:
        nothing = state.returned_none and "NoneType" in text  # Python's own words about the value
        brief = say("difference.none_returned" if nothing else "outcome.unusable_result")
        return Judgement(verdict=Verdict.FAILED, brief=brief, detail=f"{brief} {text}")
    return Judgement(verdict=Verdict.GRADER_ERROR, brief=say("outcome.test_failed"), detail=text)


def _in_engine(trace: TracebackType | None) -> bool:
    """Whether the innermost frame lies in the engine or in pytest, and not in `_OPERATING_FILES`."""
    file = ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        trace = trace.tb_next
    return file.startswith((_ENGINE, _PYTEST)) and file not in _OPERATING_FILES


def staff_traceback(error: BaseException | None, frames: Sequence[FramePosition] = ()) -> str:
    """The traceback inside the test, for the staff. ``frames`` replace it for an error that was not raised."""
    if error is None or isinstance(error, (WorkerFailure, StudentError)):
        return ""
    raised_frames = traceback.extract_tb(error.__traceback__, limit=-6)
    frames = frames or [(f.filename, f.lineno or 0, f.name) for f in raised_frames]
    lines = [  # formatted here: `traceback.format_list` costs 0.5 ms per test
        f'  File "{file}", line {line}, in {name}\n    {linecache.getline(file, line).strip()}'
        for file, line, name in frames
    ]
    return "\n".join([*lines, f"{type(error).__name__}: {_exception_text(error)}"])[-8000:]
