"""The fixtures ``student``, ``reference`` and ``compare``: the same function here and there."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from grader.forensics import Call, Tolerance
from grader.sandbox.remote import RemoteObject
from grader.sandbox.worker import CallResult
from grader.testing.copying import copies, is_oversize, rebuilt
from grader.testing.equality import Complaint, Mismatch, NoGradient, assert_raises, compared, expect, noted
from grader.testing.stack import other_form, stacked
from grader.testing.subject import AuthorError, Seeds, Subject, without_callbacks
from grader.wire.fresh import fresh, seeds_of


class Student:
    """The student's module: ``student.f(x)`` calls its ``f`` in the worker and returns data."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._subject.call(name, args, kwargs).value

    def repeat(self, name: str, /, *args: Any, times: int, **kwargs: Any) -> Any:
        """Results of many calls of one function, in one crossing where they fit; each call draws anew.

        Parameters
        ----------
        name : str
            The function.
        *args, **kwargs
            Its arguments: copies of them in every call. A generator among them, such as the test's ``rng``, is
            replaced by one with a seed of its own in every call; the seeds come from it.
        times : int
            How many calls.

        Returns
        -------
        ndarray, tensor, tuple, dict or list
            Arrays and numbers of all calls stacked along a new first axis of length ``times``; a tuple or dict of such
            stacks where the function gives a tuple or dict. What does not stack is a list of ``times`` values.
        """
        _, result = _repeated(self._subject, name, args, kwargs, times)
        return stacked(result.value)

    def gradients(self, name: str, args: Sequence[Any], wrt: Sequence[int], upstream: Any = None) -> Any:
        """``(output, gradients)``: torch autograd through a student's function.

        Parameters
        ----------
        name : str
            The function.
        args : sequence
            Its arguments.
        wrt : sequence of int
            Positions of the tensors to differentiate by.
        upstream : tensor, optional
            Gradient of the output; ones if absent.
        """
        output, gradients = self._subject.gradients(name, args, wrt, upstream)
        if not isinstance(gradients, tuple):
            raise NoGradient(output, gradients)
        return output, gradients


class Reference:
    """The reference module, in this process; its functions work on copies."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        function = getattr(self._module, name, None)
        if function is None:
            raise AuthorError(f"the reference has no '{name}'")
        return lambda *args, **kwargs: function(*without_callbacks(copies(args)), **copies(kwargs))

    def parameters(self, name: str) -> tuple[str, ...]:
        """The names of a function's positional parameters."""
        return tuple(inspect.signature(getattr(self._module, name)).parameters)


class Compare:
    """``compare.f(x)``: the student's ``f`` and the reference's on equal copies must agree.

    Parameters
    ----------
    subject : Subject
        The submission.
    reference : Reference
        The reference.
    tolerance_of : callable
        Gives the tolerance of a function's task.
    """

    def __init__(
        self, subject: Subject, reference: Reference, tolerance_of: Callable[[str], Tolerance]
    ) -> None:
        self._subject = subject
        self._reference = reference
        self._tolerance_of = tolerance_of

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._call(name, args, kwargs)

    def _call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        accept = kwargs.pop("accept", ())
        tolerance = self._tolerance(name, kwargs.pop("rtol", None), kwargs.pop("atol", None))
        expected = self._expected(name, args, kwargs)
        given = sent = copies(args), copies(kwargs)  # what is judged later must not change until then
        if not self._subject.remote:  # code in this process may change what it is handed
            given = copies(args), copies(kwargs)
        result = self._subject.call(name, *sent, after=True)
        actual = copies(result.value)
        look = compared(actual, expected, tolerance, function=name, accept=accept)

        def find() -> AssertionError | None:
            found = look()
            changed = result.after is not None and _changed(given, result.after)
            if found is None and not changed:
                return None
            call = Call(
                function=name, args=given[0], kwargs=given[1], actual=actual, expected=expected,
                args_after=result.after[0] if result.after else None, names=self._reference.parameters(name),
            )  # fmt: skip
            return InputModified(call) if found is None else Mismatch(found, call)

        if is_oversize(actual, expected):
            found = look()  # not kept until the end: many such results would fill the memory of the grader
            expect(lambda: None if found is None else Mismatch(found))
        else:
            expect(find)
        return result.value

    def repeat(self, name: str, /, *args: Any, times: int, **kwargs: Any) -> Any:
        """As `Student.repeat`; results of another form than the reference's are wrong.

        Structure, shape and kind of values are compared, not the values: they are for `assert_rate`,
        `assert_distribution` and `assert_independent`. A result of another form is noted as wrong, and the test goes on
        with one of the reference's, repeated.
        """
        given, result = _repeated(self._subject, name, args, kwargs, times)
        expected = getattr(self._reference, name)(*given[0], **given[1])  # draws from a copy of the generator
        call = Call(
            function=name, args=given[0], kwargs=given[1], actual=copies(result.value[0]), expected=expected,
            args_after=result.after[0] if result.after else None, names=self._reference.parameters(name),
        )  # fmt: skip
        found = other_form(result.value, expected)
        changed = result.after is not None and _changed(given, result.after)
        if found is not None:
            expect(lambda: Mismatch(found, call))
        elif changed:
            expect(lambda: InputModified(call))
        noted().drawn = call
        return stacked([expected] * times if found is not None else result.value)

    def raises(self, exception: str, name: str, *args: Any, **kwargs: Any) -> None:
        """The student's function raises the named exception, as the reference does."""
        try:
            getattr(self._reference, name)(*args, **kwargs)
        except Exception as error:  # any class may be asked for; a wrong one is the author's error
            if not any(kind.__name__ == exception for kind in type(error).__mro__):
                raise AuthorError(f"the reference raises {type(error).__name__}, not {exception}") from error
        else:
            raise AuthorError(f"the reference does not raise {exception}")
        assert_raises(exception, getattr(Student(self._subject), name), *args, **kwargs)

    def new(self, name: str, *args: Any, **kwargs: Any) -> ComparedObject:
        """An object of the student's class and one of the reference's; calls on the pair are compared."""
        right = getattr(self._reference, name)(*args, **kwargs)
        theirs = self._subject.call(name, copies(args), copies(kwargs)).value
        if not _is_object(theirs, self._subject):
            raise Complaint(f"{name}(...) did not give an object of a class.")
        return ComparedObject(name, theirs, right, self._tolerance(name, None, None))

    def _tolerance(self, name: str, rtol: float | None, atol: float | None) -> Tolerance:
        own = self._tolerance_of(name)
        return Tolerance(rtol=own.rtol if rtol is None else rtol, atol=own.atol if atol is None else atol)

    def _expected(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """The reference's value: its types from the arguments as they are, its numbers from float64 copies."""
        function = getattr(self._reference, name)
        value = function(*args, **kwargs)
        if not any(_is_narrow(leaf) for leaf in _leaves((args, kwargs))):
            return value
        return _with_dtypes(function(*_widened(args), **_widened(kwargs)), value)


class InputModified(AssertionError):
    """The value is right, but an argument was changed on the way."""

    def __init__(self, call: Call) -> None:
        super().__init__("Your function changes its arguments; work on a copy.")
        self.call = call


def _repeated(
    subject: Subject, name: str, args: Any, kwargs: Any, times: int
) -> tuple[tuple[Any, Any], CallResult]:
    """The arguments of the first of many calls, and what all of them gave."""
    if type(times) is not int or times < 1:
        raise AuthorError(f"times must be a whole number >= 1, got {times!r}")
    seeds = seeds_of((args, kwargs), times)
    given = _fresh(args, kwargs, seeds)
    return given, subject.repeat(name, *_fresh(args, kwargs, seeds), seeds)


def _fresh(args: Any, kwargs: Any, seeds: Seeds) -> tuple[Any, Any]:
    left = iter(seeds[0].tolist())
    return fresh(args, left), fresh(kwargs, left)


def _is_object(value: Any, subject: Subject) -> bool:
    """An object of a class: what is no data; of a worker's, one that stays there."""
    return isinstance(value, RemoteObject) if subject.remote else not isinstance(value, _DATA)


_DATA = (type(None), bool, int, float, complex, str, bytes, list, tuple, dict, np.ndarray, np.generic)


class ComparedObject:
    """A student's object and the reference's, side by side."""

    def __init__(self, name: str, theirs: Any, right: Any, tolerance: Tolerance) -> None:
        self._name = name
        self._theirs = theirs
        self._right = right
        self._tolerance = tolerance

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        right = getattr(self._right, name)
        theirs = getattr(self._theirs, name)
        if not callable(right):
            return self._agree(right, theirs, name)
        if not callable(theirs):
            raise Complaint(f"{self._name}.{name} is not a method.")
        return lambda *args, **kwargs: self._agree(
            right(*copies(args), **copies(kwargs)), theirs(*args, **kwargs), name
        )

    def _agree(self, expected: Any, actual: Any, name: str) -> Any:
        look = compared(copies(actual), expected, self._tolerance, function=self._name)
        expect(lambda: None if (found := look()) is None else Mismatch(found, what=f"{self._name}.{name}"))
        return actual


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (tuple, list)):
        return [leaf for v in value for leaf in _leaves(v)]
    return [value]


def _is_narrow(leaf: Any) -> bool:
    if isinstance(leaf, (np.ndarray, np.generic)):
        return leaf.dtype.char in "ef"
    return str(getattr(leaf, "dtype", "")) in ("torch.float32", "torch.float16", "torch.bfloat16")


def _widened(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return rebuilt(value, [_widened(v) for v in value])
    if isinstance(value, dict):
        return {k: _widened(v) for k, v in value.items()}
    if _is_narrow(value):
        return value.double() if hasattr(value, "double") else value.astype(np.float64)
    return value


def _with_dtypes(wide: Any, narrow: Any) -> Any:
    """The values of ``wide`` in the types of ``narrow``."""
    if isinstance(narrow, (tuple, list)):
        return rebuilt(narrow, [_with_dtypes(w, n) for w, n in zip(wide, narrow, strict=True)])
    if isinstance(narrow, dict):
        return {k: _with_dtypes(wide[k], n) for k, n in narrow.items()}
    if _is_narrow(narrow):
        return wide.to(narrow.dtype) if hasattr(wide, "to") else np.asarray(wide).astype(narrow.dtype)
    return wide


def _changed(before: Any, after: Any) -> bool:
    """Whether data differs bit for bit (NaN equals itself) between what was sent and what came back."""
    before, after = (
        np.asarray(v) if isinstance(v, np.generic) else v for v in (before, after)
    )  # as they cross
    for kind in (tuple, list, dict, np.ndarray, *_PLAIN):
        if isinstance(before, kind) and not isinstance(after, kind):
            return True  # an item of a list was replaced by something else
    if isinstance(before, (tuple, list)):
        return len(before) != len(after) or any(_changed(b, a) for b, a in zip(before, after, strict=True))
    if isinstance(before, dict):
        return before.keys() != after.keys() or any(_changed(before[k], after[k]) for k in before)
    if isinstance(before, np.ndarray):
        same = before.shape == after.shape and before.dtype == after.dtype
        return not same or before.tobytes() != after.tobytes()
    if isinstance(before, _PLAIN):
        return bool(before != after and not (before != before and after != after))
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(before, torch.Tensor):
        return not isinstance(after, torch.Tensor) or _changed_tensor(before.detach(), after.detach())
    return before is None and after is not None


_PLAIN = (bool, int, float, complex, str, bytes)


def _changed_tensor(before: Any, after: Any) -> bool:
    if before.shape != after.shape or before.dtype != after.dtype:
        return True
    return not bool(((before == after) | ((before != before) & (after != after))).all())
