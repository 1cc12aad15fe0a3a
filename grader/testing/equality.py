"""Assertions about values, whose errors the engine can explain."""

from __future__ import annotations

import builtins
import contextlib
import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.diagnosis import UNKNOWN, Call, Difference, Tolerance, ValueOrigin, difference
from grader.messages import join_sentences, say
from grader.model import LossCurve
from grader.sandbox.call_failure import StudentError
from grader.testing.copying import copies, is_oversize
from grader.testing.exception_kinds import exception_kind
from grader.wire.structure import is_tensor

DEFAULT = Tolerance(rtol=1e-7, atol=1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A value, the expected value and the tolerance between them."""

    actual: Any
    expected: Any
    tolerance: Tolerance
    function: str
    """The function that `compare` called; empty if the test gives the expected value itself."""


_listeners: list[Callable[[Comparison], None]] = []


@contextlib.contextmanager
def listen_to_comparisons(listener: Callable[[Comparison], None]) -> Iterator[None]:
    """Call ``listener`` with every comparison inside the context."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


ErrorFinder = Callable[[], AssertionError | None]
"""Inspects a value and returns the error, if there is one."""
FramePosition = tuple[str, int, str]
"""File, line and function name of a frame."""
_FRAMES = 8


@dataclass(frozen=True, slots=True)
class Note:
    """A value to be judged later, and the frames of the test that asked for it."""

    find: ErrorFinder
    frames: tuple[FramePosition, ...]
    call: Callable[[], Call] | None = None
    """Gives the call that is judged, right or wrong, if there is one that another answer can be compared on."""


class Notes(list[Note]):
    """The notes of one test, in order, and the state that its statistics share."""

    statistics = 0
    """Number of statistics so far. They share one false-alarm rate."""
    drawn: Call | None = None
    """The first call of the last repetition."""
    returned_none = False
    """Whether a function of the student has returned ``None``."""
    gradient_none = False
    """Whether a gradient was asked for that does not exist."""
    curve: LossCurve | None = None
    """The losses of the last problem that was trained."""

    def origin_of(self, value: Any) -> ValueOrigin:
        """What a value that a test compares may come from."""
        if value is not None:
            return UNKNOWN
        return ValueOrigin(
            none="gradient" if self.gradient_none else "returned" if self.returned_none else ""
        )


class AuthorText(str):
    """A text that stands in a test as it is: nothing of it comes from the student's code."""

    __slots__ = ()


_notes: list[Notes] = []


@contextlib.contextmanager
def collect_notes() -> Iterator[Notes]:
    """Collect the notes of a test in a list, to be judged later. The test continues after a wrong value.

    The calls of a submission and their timing must not depend on whether its last answer was right. Otherwise its code
    could see that it was wrong, because a test ends early or the next call comes late, and answer differently.
    """
    _notes.append(Notes())
    try:
        yield _notes[-1]
    finally:
        _notes.pop()


def current_notes() -> Notes:
    """The notes of the running test; an empty list outside of `collect_notes`."""
    return _notes[-1] if _notes else Notes()


def expect(find: ErrorFinder, call: Callable[[], Call] | None = None) -> None:
    """Judge a value after all tests of the submission, or at once outside of `collect_notes`."""
    if _notes:
        _notes[-1].append(Note(find, _frame_positions(), call))
        return
    error = find()
    if error is not None:
        raise error


def note_failed_assert(*message: object) -> None:
    """Note a failed ``assert`` of a test, with its message if there is one."""
    fixed = bool(message) and isinstance(message[0], AuthorText)
    error = Complaint(str(message[0])) if fixed else AssertionError(*message)
    expect(lambda: error)


def first_error(notes: Sequence[Note]) -> tuple[AssertionError | None, tuple[FramePosition, ...]]:
    """The first error of the notes, and the frames of the test that asked for it."""
    for note in notes:
        error = note.find()
        if error is not None:
            return error, note.frames
    return None, ()


def _frame_positions() -> tuple[FramePosition, ...]:
    """The frames from the test to the caller, the test's own frame first."""
    found: list[FramePosition] = []
    frame = sys._getframe(2)
    while len(found) < _FRAMES and "_pytest" not in frame.f_code.co_filename:
        found.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        if frame.f_back is None:
            break
        frame = frame.f_back
    return tuple(reversed(found))


def deferred_difference(
    actual: Any,
    expected: Any,
    tolerance: Tolerance,
    *,
    function: str = "",
    accept: tuple[str, ...] = (),
    origin: ValueOrigin = UNKNOWN,
) -> Callable[[], Difference | None]:
    """A function that returns the difference, if there is one. Every comparison of a test is made here."""
    for listener in _listeners:
        listener(Comparison(actual=actual, expected=expected, tolerance=tolerance, function=function))
    return functools.partial(difference, actual, expected, tolerance, accept=accept, origin=origin)


class Mismatch(AssertionError):
    """The value of a student differs from the expected value.

    ``brief`` contains no text from the student's code. It is the difference, or ``what`` if that stands in the test as
    it is and only values differ.

    Examples
    --------
    >>> assert_close(1.0, 2.0)
    Traceback (most recent call last):
        ...
    Mismatch: ...
    """

    def __init__(self, found: Difference, call: Call | None = None, what: str = "") -> None:
        super().__init__(named(what, found.detail))
        self.difference = found
        self.call = call
        self.what = what
        self.brief = (
            _property(what) if isinstance(what, AuthorText) and found.kind == "value" else found.brief
        )


class Complaint(AssertionError):
    """A message about the student's code. ``brief`` contains no text from that code.

    ``call`` is a call that shows the fault, if there is one.
    """

    def __init__(self, brief: str, detail: str = "", call: Call | None = None) -> None:
        super().__init__(detail or brief)
        self.brief = brief
        self.detail = detail or brief
        self.call = call


UNSTATED = "-"
"""The rule of a test that does not know which rule its input breaks."""


class WrongException(Complaint):
    """The student's code did not raise the exception that the task demands.

    ``brief`` names the demanded exception and the kind of the actual one; ``detail`` has its text; ``rule`` says what
    the input should have fulfilled that the student's code accepted, and is empty if the code raised; ``other`` is
    the sentence about another exception, with the rule.

    Examples
    --------
    >>> assert_raises("ValueError", student.softmax, np.ones((1, 3)))
    Traceback (most recent call last):
        ...
    WrongException: ...
    """

    def __init__(self, wanted: str, detail: str, error: StudentError | None = None, rule: str = "") -> None:
        kind = None if error is None else exception_kind(error).name
        self.rule = rule if error is None else ""
        self.other = ""
        if kind and rule:
            stated = say("check:missing.rule", rule=rule) if rule != UNSTATED else ""
            self.other = join_sentences(say("check:other_exception", wanted=wanted, kind=kind), stated)
        if kind:
            brief = say("raises.kind", wanted=wanted, kind=kind)
        else:
            brief = say("raises.value" if error is None else "raises.other", wanted=wanted)
        super().__init__(brief, detail)


class NoGradient(Complaint):
    """Torch cannot differentiate the function of a student."""

    def __init__(self, output: Any, why: str) -> None:
        super().__init__(say(_NO_GRADIENT[why] if is_tensor(output) else "gradient.no_tensor"))


_NO_GRADIENT = {
    "cut off": "gradient.cut_off",
    "in place": "gradient.in_place",
    "failed": "gradient.failed",
}
"""The message that says why torch cannot differentiate, by the worker's status."""


def _property(what: AuthorText) -> str:
    """The sentence that is not true, or one with the name of the values that are wrong."""
    return str(what) if what.endswith(".") else say("difference.named", what=what)


def named(what: str, detail: str) -> str:
    """A detail with the name of the value it is about, or with the sentence that is not true, if there is one."""
    if not what:
        return detail
    if what.endswith("."):
        return f"{what}\n{detail}"
    return say("assertion.named", what=what, detail=detail)


def assert_close(
    actual: Any, expected: Any, rtol: float | None = None, atol: float | None = None, what: str = ""
) -> None:
    """Assert equal structure, shape, dtype kind and finiteness, and values within a tolerance.

    Parameters
    ----------
    actual, expected : number, array, or tuple, list, dict of them
        An int or a 0-d array may stand for a float.
    rtol, atol : float, optional
        ``|actual - expected| <= atol + rtol * |expected|``; 1e-7 and 1e-9 unless given.
    what : str, optional
        The name of the value for the message, or a sentence that tells which property does not hold.

    Examples
    --------
    >>> assert_close(student.softmax(np.zeros((1, 4))), np.full((1, 4), 0.25))
    >>> assert_close(student.softmax(x).sum(axis=1), np.ones(3), what="sums of rows")
    """
    tolerance = Tolerance(
        rtol=DEFAULT.rtol if rtol is None else rtol, atol=DEFAULT.atol if atol is None else atol
    )
    expect_close(actual, expected, tolerance, what)


def expect_close(actual: Any, expected: Any, tolerance: Tolerance, what: str) -> None:
    """Note a comparison with the present state of a value."""
    origin = current_notes().origin_of(actual)
    if is_oversize(actual, expected):  # copies of many such values would fill the memory
        found = deferred_difference(actual, expected, tolerance, origin=origin)()
        expect(lambda: None if found is None else Mismatch(found, what=what))
    else:
        look = deferred_difference(copies(actual), copies(expected), tolerance, origin=origin)
        expect(lambda: None if (later := look()) is None else Mismatch(later, what=what))


def assert_raises(name: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Assert that a student's function raises a builtin exception or a subclass of it, named by ``name``.

    Examples
    --------
    >>> assert_raises("ValueError", student.softmax, np.ones(3))
    """
    expect_exception(name, UNSTATED, lambda: function(*args, **kwargs))


def expect_exception(
    name: str, rule: str, function: Callable[[], Any], call: Callable[[], Call] | None = None
) -> None:
    """The same, with the rule that the arguments do not fulfil, and the call for diagnosis."""
    complaint = None
    try:
        value = function()
    except StudentError as error:
        if error.type_name == "NotImplementedError" != name:
            raise
        if not _is_subclass(error.type_name, name):
            detail = say("raises.error.detail", type=error.type_name, wanted=name, text=error.text)
            complaint = WrongException(name, detail, error, rule)
    else:
        detail = say("raises.value.detail", type=type(value).__name__, wanted=name)
        complaint = WrongException(name, detail, rule=rule)
    if complaint is not None or call is not None:
        right = complaint is None
        expect(lambda: complaint, None if call is None else lambda: replace(call(), right=right))


def _is_subclass(name: str, wanted: str) -> bool:
    kind, base = getattr(builtins, name, None), getattr(builtins, wanted, None)
    return isinstance(kind, type) and isinstance(base, type) and issubclass(kind, base)
