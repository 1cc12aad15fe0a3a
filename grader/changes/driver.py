"""Runs in a worker, as a module of its own: calls changed references on copies of the arguments of one call.

It holds no code of a student, and imports nothing of the project.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import inspect
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import Any

import numpy as np

_FILE = "reference"
"""What the modules' code is compiled as."""
_LIMIT_S = 0.1
"""CPU seconds for one changed reference."""
_LARGEST = 1 << 16
"""Most numbers in one result."""
WHOLE = -1
"""Place of a change that is no statement but a definition, which is executed after the module."""


class _TooLong(BaseException):
    pass


class _Returned(BaseException):
    """What ends the statements of a function."""

    def __init__(self, value: Any) -> None:
        self.value = value


class _Module:
    """A module, and the statements of its functions, each compiled by itself: a change compiles one statement anew."""

    def __init__(self, text: str) -> None:
        self.code = compile(text, _FILE, "exec")
        try:
            self.names = self.executed()
        except Exception:  # noqa: BLE001 - it may need a package that is not there: then none of its changes can run
            self.names = {}
        self.statements: dict[str, list[CodeType]] = {}
        self._signatures: dict[str, inspect.Signature] = {}

    def executed(self) -> dict[str, Any]:
        names: dict[str, Any] = {"__name__": "changed", "_Returned": _Returned, **_HELPERS}
        exec(self.code, names)  # noqa: S102 - code of the course
        return names

    def changed(self, function: str, place: int, code: CodeType) -> Callable[..., Any]:
        """A function with another statement at a place."""
        if function not in self._signatures:
            self._signatures[function] = inspect.signature(self.names[function])
        signature = self._signatures[function]
        statements = [*self.statements[function][:place], code, *self.statements[function][place + 1 :]]

        def run(*args: Any, **kwargs: Any) -> Any:
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            scope = {**self.names, **bound.arguments}
            try:
                for statement in statements:
                    exec(statement, scope)  # noqa: S102 - code of the course
            except _Returned as returned:
                return returned.value
            return None

        return run


@dataclass(slots=True)
class _Change:
    module: _Module
    function: str
    place: int
    text: str
    is_valid: bool
    code: CodeType | None = None

    def compile(self) -> None:
        if self.code is None and self.is_valid:
            try:
                self.code = (
                    _compiled(self.text) if self.place != WHOLE else compile(self.text, "changed", "exec")
                )
            except (SyntaxError, ValueError):
                self.is_valid = False


_MODULES: dict[str, _Module] = {}
_CHANGES: list[_Change] = []


class _Returns(ast.NodeTransformer):
    def visit_Return(self, node: ast.Return) -> ast.AST:
        value = node.value or ast.Constant(value=None)
        name = ast.Name(id=_Returned.__name__, ctx=ast.Load())
        raised = ast.Raise(exc=ast.Call(func=name, args=[value], keywords=[]), cause=None)
        return ast.fix_missing_locations(ast.copy_location(raised, node))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return node


def _compiled(statement: str) -> CodeType:
    return compile(_Returns().visit(ast.parse(statement)), "changed", "exec")


def _total(before: Any, value: Any) -> Any:
    """The sum of a value and an earlier one, part by part; the value itself if there is none."""
    if before is None:
        return value
    if isinstance(value, (tuple, list)):
        return [_total(*each) for each in zip(before, value, strict=True)]
    return before + value


def _narrow(value: Any) -> Any:
    """A value rounded to float32, in its own dtype."""
    if hasattr(value, "double"):
        return value.float().to(value.dtype)
    return np.asarray(value).astype(np.float32).astype(np.asarray(value).dtype)


_HELPERS = {"_total": _total, "_narrow": _narrow}
"""Functions that changes call."""


def _stop(*_: Any) -> None:
    raise _TooLong


def add_module(module: str, bodies: dict[str, list[str]]) -> None:
    """Take over a module, and the statements of the functions that are changed."""
    if module not in _MODULES:
        _MODULES[module] = _Module(module)
    owner = _MODULES[module]
    for function, statements in bodies.items():
        if function not in owner.statements:
            owner.statements[function] = list(map(_compiled, statements))


def prepare(module: str, changes: Sequence[tuple[str, int, str]]) -> int:
    """Take over changes of a module that is known; the number of the first of them.

    Parameters
    ----------
    module : str
    changes : sequence of tuple
        Function, place of the changed statement, and its text.
    """
    signal.signal(signal.SIGVTALRM, _stop)
    owner, first = _MODULES[module], len(_CHANGES)
    _CHANGES.extend(_Change(owner, *change, is_valid=bool(owner.names)) for change in changes)
    return first


def shapes(
    module: str, function: str, args: Sequence[Any], kwargs: dict[str, Any]
) -> dict[str, dict[str, str]]:
    """What kind of value each local name of the module's functions holds in a call, by function: shape, or type."""
    found: dict[str, dict[str, str]] = {}
    if function not in _MODULES[module].names:
        return found

    def look(frame: Any, event: str, _: Any) -> None:
        if event == "return" and frame.f_code.co_filename == _FILE:
            kinds = {name: _kind(value) for name, value in frame.f_locals.items()}
            found.setdefault(frame.f_code.co_name, {}).update(kinds)

    sys.setprofile(look)
    with contextlib.suppress(Exception):  # it may refuse these arguments
        _MODULES[module].names[function](*_copied(args), **_copied(kwargs))
    sys.setprofile(None)
    return found


def _kind(value: Any) -> str:
    if isinstance(value, (bool, int, float, np.generic)):
        return "number"
    shape = getattr(value, "shape", None)
    return type(value).__name__ if shape is None else str(tuple(shape))


def answers(
    numbers: Sequence[int], function: str, args: Sequence[Any], kwargs: dict[str, Any]
) -> tuple[float, list[tuple[str, Any]]]:
    """What each changed reference gives, ``("value", result)`` or ``("raised", name)``, and the CPU seconds it took.

    The time does not include that for compiling, which is done once for all submissions.
    """
    np.seterr(all="ignore")
    for number in numbers:
        _CHANGES[number].compile()
    started = time.process_time()
    found = [_answer(_CHANGES[number], function, args, kwargs) for number in numbers]
    return time.process_time() - started, found


def _answer(change: _Change, function: str, args: Sequence[Any], kwargs: dict[str, Any]) -> tuple[str, Any]:
    if change.code is None or not change.is_valid:
        return "raised", "SyntaxError"
    original = change.module.names.get(change.function)
    signal.setitimer(signal.ITIMER_VIRTUAL, _LIMIT_S)
    try:
        if change.place == WHOLE:
            names = change.module.executed()
            exec(change.code, names)  # noqa: S102 - code of the course
        else:
            names = change.module.names
            names[change.function] = change.module.changed(change.function, change.place, change.code)
        value = names[function](*_copied(args), **_copied(kwargs))
        return ("value", value) if _is_plain(value) else ("raised", "TypeError")
    except _TooLong:
        change.is_valid = False  # it takes as long in the next call
        return "raised", "Timeout"
    except Exception as error:  # noqa: BLE001 - a changed reference may raise anything
        return "raised", type(error).__name__
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        change.module.names[change.function] = original


def _copied(value: Any) -> Any:
    """A copy of arguments; `copy.deepcopy` takes longer than many functions of a course."""
    if type(value) is np.ndarray:
        return value.copy()
    if type(value) in (tuple, list):
        return type(value)(map(_copied, value))
    if type(value) is dict:
        return {key: _copied(each) for key, each in value.items()}
    if type(value) in (int, float, str, bool, type(None)) or callable(value):
        return value
    return copy.deepcopy(value)


def _is_plain(value: Any, depth: int = 0) -> bool:
    """Whether a result can be sent: numbers, arrays and tensors in tuples, lists and dicts."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return True
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.kind in "biufc" and value.size <= _LARGEST
    if isinstance(value, (tuple, list)) and depth < 4:
        return len(value) <= _LARGEST and all(_is_plain(part, depth + 1) for part in value)
    if isinstance(value, dict) and depth < 4:
        return all(isinstance(key, (str, int)) and _is_plain(part, depth + 1) for key, part in value.items())
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor) and value.numel() <= _LARGEST
