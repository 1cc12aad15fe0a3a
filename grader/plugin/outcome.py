"""What became of a test: whose fault it is, and what may be said about it."""

from __future__ import annotations

import linecache
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import _pytest
import pytest

from grader.diagnosis import Call
from grader.messages import say
from grader.model import CodeLine, Verdict
from grader.plugin.items import ItemSpec
from grader.sandbox.call_failure import StudentError, Undeclared, Unpassable, WorkerFailure
from grader.testing import AuthorError, Mismatch
from grader.testing.compare import InputModified
from grader.testing.equality import Complaint, Place
from grader.testing.exception_kinds import kind_of

_ENGINE = str(Path(__file__).parents[1])
_PYTEST = str(Path(_pytest.__file__).parent)
_LONGEST_DETAIL = 20_000
_ASKS = tuple(str(Path(__file__).parents[1] / "testing" / name) for name in ("equality.py", "pair.py"))
"""Here the engine does what the test asks for, with values that the student's code made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One test's result, with everything the staff may see."""

    spec: ItemSpec
    verdict: Verdict
    brief: str = ""
    """Closed words only: nothing the student's code made while it held hidden inputs."""
    detail: str = ""
    """The whole story, with values and texts."""
    lines: tuple[CodeLine, ...] = ()
    call: Call | None = None
    """The call whose value was wrong, for diagnosis."""
    output: str = ""
    traceback: str = ""
    seed: int = 0
    draw: int = 1
    """Which draw of the inputs counted: 2 where the worker was ended from outside in the first."""
    duration_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    verdict: Verdict
    brief: str = ""
    detail: str = ""
    lines: tuple[CodeLine, ...] = ()
    call: Call | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a test has seen of a submission when it ends; it is judged later."""

    received: bool = False
    """It has been given something the student's code made."""
    failure: WorkerFailure | None = None
    """The first limit or crash, even if the test swallowed it."""
    allowed: str = ""
    """What may be imported, for a message; nothing where the code is not jailed."""


def _text_of(error: BaseException) -> str:
    """The text of an exception, which may hold what a student's code made: long, or a number too long to be written."""
    try:
        return str(error)[:_LONGEST_DETAIL]
    except ValueError:  # Python writes no integer of more than some thousand digits
        return say("outcome.unwritable")


def judge(error: BaseException | None, seen: Seen, *, loading: bool = False) -> Judgement:
    """The verdict on a finished test.

    Parameters
    ----------
    error : exception, optional
        What the test raised.
    seen : Seen
        Tells whether a limit was hit on the way (a test that swallowed it has not passed) and whether the
        test had data of the student's in hand.
    loading : bool
        The student's module could not be imported: nothing hidden was in the worker yet, so its text may
        be shown.
    """
    error = error or seen.failure
    match error:
        case None:
            return Judgement(verdict=Verdict.PASSED)
        case StudentError():
            return _raised(error, seen, loading)
        case WorkerFailure(verdict=verdict, message=message):
            if loading and verdict is not Verdict.FORBIDDEN:
                message = say("outcome.while_imported", what=message)
            brief = message if loading else error.brief
            return Judgement(verdict=verdict, brief=brief, detail=message, lines=error.lines)
        case Mismatch(difference=found):
            return Judgement(
                verdict=Verdict.FAILED, brief=found.brief, detail=_text_of(error), call=error.call
            )
        case InputModified(call=call):
            return Judgement(verdict=Verdict.FAILED, brief=str(error), detail=str(error), call=call)
        case Complaint(brief=brief, detail=detail, call=call):
            return Judgement(verdict=Verdict.FAILED, brief=brief, detail=detail[:_LONGEST_DETAIL], call=call)
    return _blame(error, seen)


def _raised(error: StudentError, seen: Seen, loading: bool) -> Judgement:
    if error.type_name == "NotImplementedError" and not loading:
        text = say("verdict.not_implemented.meaning")
        return Judgement(verdict=Verdict.NOT_IMPLEMENTED, brief=text, detail=text, lines=error.lines)
    if error.type_name == "ModuleNotFoundError" and seen.allowed:
        message_id = "outcome.import_no_module" if loading else "outcome.no_module"
        full = say(message_id, error=error, packages=seen.allowed)
    else:
        full = say("outcome.import_raised" if loading else "outcome.raised", error=error)
    brief = full if loading else say(kind_of(error).message_id)
    return Judgement(verdict=Verdict.ERROR, brief=brief, detail=full, lines=error.lines)


def _blame(error: BaseException, seen: Seen) -> Judgement:
    """A test that fell over what it was given is the student's; one that fell over itself is ours."""
    text = f"{type(error).__name__}: {_text_of(error)}".strip().rstrip(":")
    if isinstance(error, AssertionError) and (seen.received or not _in_engine(error.__traceback__)):
        brief = say("outcome.property")
        return Judgement(verdict=Verdict.FAILED, brief=brief, detail=_text_of(error) or brief)
    if isinstance(error, pytest.fail.Exception):
        return Judgement(verdict=Verdict.FAILED, brief=say("outcome.property"), detail=text)
    if isinstance(error, (Unpassable, Undeclared)) and seen.received:
        # An author who forgets a declaration sees it with the reference, which is graded before anybody else.
        unpassable = isinstance(error, Unpassable)
        brief = say("outcome.unpassable_result" if unpassable else "outcome.unusable_result")
        return Judgement(verdict=Verdict.FAILED, brief=brief, detail=f"{brief} {_text_of(error)}")
    ours = isinstance(error, (AuthorError, SystemExit)) or _in_engine(error.__traceback__)
    if seen.received and not ours:
        brief = say("outcome.unusable_result")
        return Judgement(verdict=Verdict.FAILED, brief=brief, detail=f"{brief} {text}")
    return Judgement(verdict=Verdict.GRADER_ERROR, brief=say("outcome.test_failed"), detail=text)


def _in_engine(trace: TracebackType | None) -> bool:
    """The innermost frame lies in the engine or in pytest; what speaks of the student's values apart."""
    file = ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        trace = trace.tb_next
    return file.startswith((_ENGINE, _PYTEST)) and file not in _ASKS


def staff_traceback(error: BaseException | None, places: Sequence[Place] = ()) -> str:
    """The traceback inside the test, for the staff; ``places`` stand for that of an error that was not raised."""
    if error is None or isinstance(error, (WorkerFailure, StudentError)):
        return ""
    frames = traceback.extract_tb(error.__traceback__, limit=-6)
    places = places or [(f.filename, f.lineno or 0, f.name) for f in frames]
    shown = [  # by hand: the full format costs 0.5 ms a test
        f'  File "{file}", line {line}, in {name}\n    {linecache.getline(file, line).strip()}'
        for file, line, name in places
    ]
    return "\n".join([*shown, f"{type(error).__name__}: {_text_of(error)}"])[-8000:]
