"""The fixtures ``student``, ``reference`` and ``compare``: the same function here and there."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from grader.diagnosis import Call, Tolerance, ValueOrigin
from grader.messages import say
from grader.sandbox.call_failure import StudentError
from grader.sandbox.worker_client import CallResult, Want
from grader.testing.copying import as_crossed, copies, is_oversize
from grader.testing.equality import (
    UNSTATED,
    Complaint,
    Mismatch,
    NoGradient,
    current_notes,
    deferred_difference,
    expect,
    expect_exception,
)
from grader.testing.given import Given
from grader.testing.local_subject import resolved
from grader.testing.object_pair import Ways, has_pairs, holds_objects, is_object, right_of, theirs_of
from grader.testing.reference_rules import stated_rule
from grader.testing.repeated import repeat_call
from grader.testing.result_names import result_names
from grader.testing.stacked_results import form_difference, stack_results
from grader.testing.subject import AuthorError, Subject
from grader.wire.held import tensors
from grader.wire.structure import is_tensor, leaves, mapped, rebuilt


class Student:
    """The student's module: ``student.f(x)`` calls its ``f`` in the worker and returns data.

    Examples
    --------
    >>> assert_close(student.softmax(x), student.softmax(x + 100.0))
    >>> student.repeat("dropout", x, 0.3, rng, times=400).shape
    (400, 3, 5)
    """

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._call(name, args, kwargs)

    def _call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        value = self._subject.call(name, theirs_of(args), theirs_of(kwargs)).value
        _note_none(value)
        return value

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
        _, result = repeat_call(self._subject, name, theirs_of(args), theirs_of(kwargs), times)
        return stack_results(result.value)

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
        output, gradients = self._subject.gradients(name, theirs_of(args), wrt, upstream)
        if not isinstance(gradients, tuple):
            raise NoGradient(output, gradients)
        if any(one is None for one in gradients):
            current_notes().gradient_none = True
        return output, gradients


class Reference:
    """The reference module, in this process; its functions work on copies.

    Examples
    --------
    >>> assert_close(student.softmax(2 * x), reference.softmax(2 * x))
    """

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        self._function(name)
        return lambda *args, **kwargs: self.run(name, args, kwargs).value

    def run(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> CallResult:
        """A function's result on copies of some arguments, and those copies after the call."""
        given = (
            copies(right_of(resolved(args, self._module))),
            copies(right_of(resolved(kwargs, self._module))),
        )
        value = as_crossed(self._function(name)(*given[0], **given[1]))
        return CallResult(value, given)

    def parameters(self, name: str) -> tuple[str, ...]:
        """The names of a function's positional parameters."""
        return tuple(inspect.signature(self._function(name)).parameters)

    def result_names(self, name: str) -> tuple[str, ...]:
        """The names of a function's results, from its docstring; empty if it gives none."""
        return result_names(self._function(name).__doc__ or "")

    def _function(self, name: str) -> Callable[..., Any]:
        function: Callable[..., Any] | None = getattr(self._module, name, None)
        if function is None:
            raise AuthorError(f"the reference has no '{name}'")
        return function


class _Expected(NamedTuple):
    """What the reference gives."""

    value: Any
    after: tuple[Any, ...]
    """Its arguments after the call."""


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
    given : module, optional
        The script of the course that makes objects; ``compare.given.f`` compares what it gives on both sides.

    Examples
    --------
    >>> compare.softmax(x)
    >>> compare.softmax(x.astype(np.float32), rtol=1e-4)
    >>> compare.raises("ValueError", "softmax", np.ones(3))
    """

    def __init__(
        self,
        subject: Subject,
        reference: Reference,
        tolerance_of: Callable[[str], Tolerance],
        given: ModuleType | None = None,
    ) -> None:
        self._subject = subject
        self._reference = reference
        self._tolerance_of = tolerance_of
        self.given = Given(subject, given, self._ways(tolerance_of("")), compares=True)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._call(name, args, kwargs)

    def _call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        accept = kwargs.pop("accept", ())
        in_place = self._positions(name, kwargs.pop("inplace", ()))
        flagged = kwargs.pop("requires_grad", False)
        tolerance = self._tolerance(name, kwargs.pop("rtol", None), kwargs.pop("atol", None))
        expected = self._expected(name, args, kwargs)
        given = sent = (
            copies(theirs_of(args)),
            copies(theirs_of(kwargs)),
        )  # what is judged must not change until then
        if not self._subject.remote:  # code in this process may change what it is handed
            given = copies(sent[0]), copies(sent[1])
        want = Want(after=True, in_place=in_place, requires_grad=flagged)
        try:
            result = self._subject.call(name, *sent, want)
        except StudentError as raised:
            stopped = functools.partial(self._refused_call, name, *given, error=raised.type_name)
            expect(lambda: None, stopped)
            raise
        if holds_objects(expected.value) or has_pairs((args, kwargs)):
            return self._ways(tolerance).paired(result.value, expected.value, f"{name}(...)")
        actual = copies(result.value)
        _note_none(actual)
        origin = self._origin(name, (args, kwargs))
        look = deferred_difference(
            actual, expected.value, tolerance, function=name, accept=accept, origin=origin
        )
        after = self._looks_after(name, in_place, result, expected, tolerance)

        look = functools.cache(look)
        kept = None if result.after is None else _without(result.after, given, in_place)

        def call() -> Call:
            return Call(
                function=name, args=given[0], kwargs=given[1], actual=actual, expected=expected.value,
                args_after=kept[0] if kept else None, names=self._reference.parameters(name), right=look() is None,
                tolerance=tolerance,
            )  # fmt: skip

        def find() -> AssertionError | None:
            found = look()
            changed = kept is not None and _changed(given, kept)
            if found is None and not changed:
                return after() or (_flags_differ(result, expected.value) if flagged else None)
            return InputModified(call()) if found is None else Mismatch(found, call())

        if is_oversize((actual, result.after), (expected.value, given)):
            error = find()  # not kept until the end: many such results would fill the memory of the grader
            if isinstance(error, (Mismatch, InputModified)):
                error.call = None
            expect(lambda: error)
        else:
            expect(find, call)
        return result.value

    def repeat(self, name: str, /, *args: Any, times: int, **kwargs: Any) -> Any:
        """As `Student.repeat`; results of another form than the reference's are wrong.

        Structure, shape and kind of values are compared, not the values: they are for `assert_rate`,
        `assert_distribution` and `assert_independent`. A result of another form is noted as wrong, and the test goes on
        with one of the reference's, repeated.
        """
        given, result = repeat_call(self._subject, name, theirs_of(args), theirs_of(kwargs), times)
        expected = self._reference.run(name, *given).value  # draws from a copy of the generator
        call = None
        if not is_oversize((result.value[0], result.after), (expected, given)):
            call = Call(
                function=name, args=given[0], kwargs=given[1], actual=copies(result.value[0]), expected=expected,
                args_after=result.after[0] if result.after else None, names=self._reference.parameters(name),
            )  # fmt: skip
        found = form_difference(result.value, expected, self._origin(name, (args, kwargs)))
        changed = result.after is not None and _changed(given, result.after)
        if found is not None:
            expect(lambda: Mismatch(found, call))
        elif changed:
            expect(lambda: InputModified(call))
        current_notes().drawn = call
        return stack_results([expected] * times if found is not None else result.value)

    def _origin(self, name: str, given: Any) -> ValueOrigin:
        """What a sentence may say of where a function's result comes from."""
        return ValueOrigin(
            parts=self._reference.result_names(name), input_dtype=_float_dtype(given), none="returned"
        )

    def _positions(self, name: str, in_place: Sequence[str]) -> tuple[int, ...]:
        """Where the parameters stand that a function is to change."""
        if in_place == ():  # nearly always, and a signature takes longer than a short call
            return ()
        names = self._reference.parameters(name)
        unknown = [one for one in in_place if one not in names]
        if unknown or isinstance(in_place, str):
            raise AuthorError(
                f"inplace must be a tuple of parameters of {name}, out of {names}; got {in_place!r}"
            )
        return tuple(names.index(one) for one in in_place)

    def _looks_after(
        self,
        name: str,
        in_place: tuple[int, ...],
        result: CallResult,
        expected: _Expected,
        tolerance: Tolerance,
    ) -> Callable[[], AssertionError | None]:
        """What looks at the arguments that a function was to change, after the call."""
        if not in_place:
            return lambda: None
        names = self._reference.parameters(name)
        after = result.after[0] if result.after else ()
        looks = [
            (names[number], number in result.replaced,
             deferred_difference(copies(after[number]), expected.after[number], tolerance, function=name))
            for number in in_place
        ]  # fmt: skip

        def find() -> AssertionError | None:
            for parameter, replaced, look in looks:
                found = look()
                if found is not None:
                    return Mismatch(found, what=say("arguments.after", parameter=parameter))
                if replaced:
                    return Complaint(say("arguments.new_memory", parameter=parameter))
            return None

        return find

    def raises(self, exception: str, name: str, *args: Any, **kwargs: Any) -> None:
        """The student's function raises the named exception, as the reference does."""
        try:
            getattr(self._reference, name)(*args, **kwargs)
        except Exception as error:  # any class may be asked for; a wrong one is the author's error
            rule = stated_rule(error) or UNSTATED
            if not any(kind.__name__ == exception for kind in type(error).__mro__):
                raise AuthorError(f"the reference raises {type(error).__name__}, not {exception}") from error
        else:
            raise AuthorError(f"the reference does not raise {exception}")
        refused = functools.partial(self._refused_call, name, copies(args), copies(kwargs), rule=rule)
        call = functools.partial(getattr(Student(self._subject), name), *args, **kwargs)
        expect_exception(exception, rule, call, refused)

    def _refused_call(self, name: str, args: Any, kwargs: Any, *, error: str = "", rule: str = "") -> Call:
        """A call without values: one that the student's code stopped, or one that it must refuse."""
        return Call(
            function=name, args=args, kwargs=kwargs, actual=None, expected=None, error=error, rule=rule,
            names=self._reference.parameters(name),
        )  # fmt: skip

    def new(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """An object of the student's class and one of the reference's; what is done with the pair is compared."""
        right = self._reference.run(name, args, kwargs).value
        theirs = self._subject.call(name, copies(theirs_of(args)), copies(theirs_of(kwargs))).value
        if not is_object(right):
            raise AuthorError(f"the reference's {name}(...) gives no object of a class")
        return self._ways(self._tolerance(name, None, None)).paired(theirs, right, f"{name}(...)")

    def _ways(self, tolerance: Tolerance) -> Ways:
        return Ways(tolerance=tolerance, remote=self._subject.remote)

    def _tolerance(self, name: str, rtol: float | None, atol: float | None) -> Tolerance:
        own = self._tolerance_of(name)
        return Tolerance(rtol=own.rtol if rtol is None else rtol, atol=own.atol if atol is None else atol)

    def _expected(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> _Expected:
        """The reference's value: its types from the arguments as they are, its numbers from float64 copies."""
        value, after, *_ = self._reference.run(name, args, kwargs)
        assert after is not None
        narrow = _Expected(value, after[0])
        if has_pairs((args, kwargs)) or not any(map(_is_narrow, leaves((args, kwargs)))):
            return narrow
        value, after, *_ = self._reference.run(name, mapped(args, _widened), mapped(kwargs, _widened))
        assert after is not None
        return _Expected(_with_dtypes(value, narrow.value), _with_dtypes(after[0], narrow.after))


class InputModified(AssertionError):
    """The value is right, but an argument was changed on the way."""

    def __init__(self, call: Call | None) -> None:
        super().__init__(say("arguments.changed"))
        self.call = call


def _note_none(value: Any) -> None:
    """Remember for the messages of a test that a function returned ``None``."""
    if value is None:
        current_notes().returned_none = True


def _float_dtype(given: Any) -> str:
    """The type of the floating-point arrays among some arguments; empty if there are none or several."""
    arrays = (leaf for leaf in leaves(given) if isinstance(leaf, np.ndarray) or is_tensor(leaf))
    names = {str(array.dtype).removeprefix("torch.") for array in arrays}
    floating = [name for name in names if "float" in name]
    return floating[0] if len(floating) == 1 else ""


def _without(after: Any, given: Any, in_place: tuple[int, ...]) -> Any:
    """Arguments after a call, with those that were to be changed as they were before."""
    args = [given[0][place] if place in in_place else value for place, value in enumerate(after[0])]
    return tuple(args), after[1]


def _flags_differ(result: CallResult, expected: Any) -> AssertionError | None:
    right = tuple(tensor.requires_grad for tensor in tensors(expected))
    if result.requires_grad == right:
        return None
    return Complaint(say("gradient.required" if any(result.requires_grad) else "gradient.not_required"))


def _is_narrow(leaf: Any) -> bool:
    if isinstance(leaf, (np.ndarray, np.generic)):
        return leaf.dtype.char in "ef"
    return str(getattr(leaf, "dtype", "")) in ("torch.float32", "torch.float16", "torch.bfloat16")


def _widened(leaf: Any) -> Any:
    if not _is_narrow(leaf):
        return leaf
    return leaf.double() if hasattr(leaf, "double") else leaf.astype(np.float64)


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
    if is_tensor(before):
        return not is_tensor(after) or _changed_tensor(before.detach(), after.detach())
    return before is None and after is not None


_PLAIN = (bool, int, float, complex, str, bytes)


def _changed_tensor(before: Any, after: Any) -> bool:
    if before.shape != after.shape or before.dtype != after.dtype:
        return True
    return not bool(((before == after) | ((before != before) & (after != after))).all())
