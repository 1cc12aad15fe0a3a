"""Assertions that a value must meet, raising what the engine can explain."""

from __future__ import annotations

import builtins
import contextlib
import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from grader.diagnosis import Call, Difference, Tolerance, difference
from grader.sandbox.call_failure import StudentError
from grader.testing.copying import copies, is_oversize
from grader.testing.exception_kinds import kind_of
from grader.wire.structure import is_tensor

DEFAULT = Tolerance(rtol=1e-7, atol=1e-9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A value, the right one, and how far apart they were allowed to be."""

    actual: Any
    expected: Any
    tolerance: Tolerance
    function: str
    """What `compare` called; empty where the test itself says what is right."""


_listeners: list[Callable[[Comparison], None]] = []


@contextlib.contextmanager
def listening(listener: Callable[[Comparison], None]) -> Iterator[None]:
    """Have ``listener`` told of every comparison made meanwhile, with the tolerance it was made with."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


Find = Callable[[], AssertionError | None]
"""Looks at a value and says what is wrong with it."""
Place = tuple[str, int, str]
"""File, line and function of a frame."""
_FRAMES = 8


@dataclass(frozen=True, slots=True)
class Note:
    """A value that a test wants looked at, and where in the test that is."""

    find: Find
    places: tuple[Place, ...]


class Notes(list[Note]):
    """What one test wants looked at, in order, and what its statistics share."""

    statistics = 0
    """How many there have been: they share one false-alarm rate."""
    drawn: Call | None = None
    """The first of the calls that were repeated last."""


_notes: list[Notes] = []


@contextlib.contextmanager
def noting() -> Iterator[Notes]:
    """Have values noted in the list that is given, to be judged later; the test goes on meanwhile.

    What a submission is asked, and when, must not depend on whether its last answer was right: code that sees a test
    end early, or the next call come late, knows that it was wrong, and answers otherwise from then on.
    """
    _notes.append(Notes())
    try:
        yield _notes[-1]
    finally:
        _notes.pop()


def noted() -> Notes:
    """The notes of the running test; new ones where nothing is `noting`."""
    return _notes[-1] if _notes else Notes()


def expect(find: Find) -> None:
    """Have a value judged: after all tests of the submission, or at once where nothing is `noting`."""
    if _notes:
        _notes[-1].append(Note(find, _places()))
        return
    error = find()
    if error is not None:
        raise error


def failed(*message: object) -> None:
    """What a plain ``assert`` of a test does where its condition does not hold; with a message or without."""
    error = AssertionError(*message)
    expect(lambda: error)


def first_found(notes: Sequence[Note]) -> tuple[AssertionError | None, tuple[Place, ...]]:
    """The first thing that is wrong, and where in the test it was looked for."""
    for note in notes:
        error = note.find()
        if error is not None:
            return error, note.places
    return None, ()


def _places() -> tuple[Place, ...]:
    """The way from the test to here, the test's own frame first."""
    found: list[Place] = []
    frame = sys._getframe(2)
    while len(found) < _FRAMES and "_pytest" not in frame.f_code.co_filename:
        found.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        if frame.f_back is None:
            break
        frame = frame.f_back
    return tuple(reversed(found))


def compared(
    actual: Any, expected: Any, tolerance: Tolerance, *, function: str = "", accept: tuple[str, ...] = ()
) -> Callable[[], Difference | None]:
    """What gives the difference, if there is one: the one place through which every comparison of a test goes."""
    for listener in _listeners:
        listener(Comparison(actual=actual, expected=expected, tolerance=tolerance, function=function))
    return functools.partial(difference, actual, expected, tolerance, accept=accept)


class Mismatch(AssertionError):
    """A student's value is not what it should be."""

    def __init__(self, found: Difference, call: Call | None = None, what: str = "") -> None:
        super().__init__(f"{what}: {found.detail}" if what else found.detail)
        self.difference = found
        self.call = call
        self.what = what


class Complaint(AssertionError):
    """Something about what the student's code did, in words: ``brief`` holds none of its own.

    ``call`` is a call that shows it, if one does.
    """

    def __init__(self, brief: str, detail: str = "", call: Call | None = None) -> None:
        super().__init__(detail or brief)
        self.brief = brief
        self.detail = detail or brief
        self.call = call


class WrongException(Complaint):
    """The student's code did not raise what the task says.

    ``brief`` names what was asked for, and of what came instead its kind; ``detail`` tells all.
    """

    def __init__(self, wanted: str, detail: str, error: StudentError | None = None) -> None:
        came = "returned a value" if error is None else f"raised {kind_of(error).name or 'another exception'}"
        super().__init__(f"Your function must raise {wanted} here; it {came}.", detail)


class NoGradient(Complaint):
    """Torch cannot differentiate what a student's function did."""

    def __init__(self, output: Any, why: str) -> None:
        reason = _NO_GRADIENT[why] if is_tensor(output) else "Your function did not return a tensor, so {}"
        super().__init__(reason.format("torch cannot differentiate it."))


_NO_GRADIENT = {
    "cut off": "Your result is cut off from the arguments: no_grad, detach, item or numpy lies on the way, so {} "
    "Keep every step in torch.",
    "in place": "A tensor that the way back needs was changed in place, so {} Write 'x = x / c', not 'x /= c', and "
    "do not assign to parts of it.",
    "failed": "A step of your function has no derivative, so {} Call .backward() on your result to read torch's "
    "own words.",
}
"""Why torch could not differentiate, by the word the worker gives."""


def assert_close(
    actual: Any, expected: Any, rtol: float | None = None, atol: float | None = None, what: str = ""
) -> None:
    """Assert equal structure, shape, dtype kind and finiteness, and values within a tolerance.

    Parameters
    ----------
    actual, expected : number, array, or tuple, list, dict of them
        ``expected`` says what is right; an int or 0-d array may stand for a float.
    rtol, atol : float, optional
        ``|actual - expected| <= atol + rtol * |expected|``; 1e-7 and 1e-9 unless given.
    what : str, optional
        A few words before the message: which of several values.
    """
    tolerance = Tolerance(
        rtol=DEFAULT.rtol if rtol is None else rtol, atol=DEFAULT.atol if atol is None else atol
    )
    expect_close(actual, expected, tolerance, what)


def expect_close(actual: Any, expected: Any, tolerance: Tolerance, what: str) -> None:
    """Have a value compared as it is now."""
    if is_oversize(actual, expected):  # not kept until the end: many would fill the memory of the grader
        found = compared(actual, expected, tolerance)()
        expect(lambda: None if found is None else Mismatch(found, what=what))
    else:
        look = compared(copies(actual), copies(expected), tolerance)
        expect(lambda: None if (later := look()) is None else Mismatch(later, what=what))


def assert_raises(name: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    """Assert that a student's function raises a builtin exception or a subclass of it, named by ``name``."""
    try:
        value = function(*args, **kwargs)
    except StudentError as error:
        if error.type_name == "NotImplementedError" != name:
            raise
        if _is_a(error.type_name, name):
            return
        detail = f"raised {error.type_name} instead of {name}: {error.text}"
        complaint = WrongException(name, detail, error)
    else:
        shown = type(value).__name__
        complaint = WrongException(name, f"returned a value of type {shown} instead of raising {name}")
    expect(lambda: complaint)


def _is_a(name: str, wanted: str) -> bool:
    kind, base = getattr(builtins, name, None), getattr(builtins, wanted, None)
    return isinstance(kind, type) and isinstance(base, type) and issubclass(kind, base)
