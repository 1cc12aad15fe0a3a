"""The fixture ``given``: objects of the course's, built by its script beside the student's code and here alike."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from grader.testing.copying import as_crossed, copies
from grader.testing.object_pair import Ways, holds_objects, right_of, theirs_of
from grader.testing.subject import AuthorError, Subject
from grader.wire import GIVEN, GIVEN_FILE


class Given:
    """``given.model(W, b)`` calls ``model`` of the course's ``given/make.py`` in the worker and in this process.

    What gives an object gives a pair of both; a call that gives data gives the worker's. The script runs beside the
    student's code there, so what comes back is no more to be trusted than a result of the student's.

    Parameters
    ----------
    subject : Subject
        The submission.
    module : module, optional
        The script, in this process; ``None`` where the assignment has none.
    ways : Ways
        How results are compared.
    compares : bool
        Whether data that both sides give is compared, as ``compare.given`` does.

    Examples
    --------
    >>> model = given.scale(2.0)
    >>> compare.apply(model, x)
    """

    def __init__(
        self, subject: Subject, module: ModuleType | None, ways: Ways, *, compares: bool = False
    ) -> None:
        self._subject = subject
        self._module = module
        self._ways = ways
        self._compares = compares

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        function = getattr(self._module, name, None)
        if function is None:
            raise AuthorError(f"{GIVEN_FILE} of this assignment has no '{name}'")
        return lambda *args, **kwargs: self._made(name, function, args, kwargs)

    def _made(self, name: str, function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        theirs = self._subject.call(
            f"{GIVEN}:{name}", copies(theirs_of(args)), copies(theirs_of(kwargs))
        ).value
        right = as_crossed(function(*copies(right_of(args)), **copies(right_of(kwargs))))
        if self._compares or holds_objects(right):
            return self._ways.paired(theirs, right, f"given.{name}(...)")
        return theirs
