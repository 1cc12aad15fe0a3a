"""Control sources with a known outcome: null answers, low precision, several threads."""

from __future__ import annotations

from collections.abc import Sequence

NULL_ANSWERS = {
    "zeros": "_like(lambda x: _np.zeros_like(x))",
    "ones": "_like(lambda x: _np.ones_like(x))",
    "nan": "_like(lambda x: _np.full_like(x, _np.nan, dtype=float))",
    "empty": "_constant(_np.zeros((0,)))",
    "none": "_constant(None)",
    "true": "_constant(True)",
    "one": "_constant(1.0)",
    "input": "_input",
    "previous": "_previous",
    "value_error": "_value_error",
}
"""By name: the wrapper that turns a function of the reference into an answer that solves nothing."""

_HELPERS = """
import copy as _copy
import numpy as _np
import sys as _sys
import types as _types

def _map(change, value):
    if isinstance(value, (tuple, list)):
        return type(value)(_map(change, v) for v in value)
    if isinstance(value, dict):
        return {k: _map(change, v) for k, v in value.items()}
    if isinstance(value, (str, bytes, set, frozenset)):
        return type(value)()
    if isinstance(value, _types.GeneratorType):
        return [_map(change, v) for v in value]
    torch = _sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return torch.as_tensor(change(value.detach().numpy()), dtype=value.dtype)
    if isinstance(value, _np.ndarray):
        return _np.asarray(change(value)).astype(value.dtype, copy=False) if value.dtype.kind != "b" else change(value)
    if isinstance(value, (bool, int, float, complex, _np.generic)):
        return type(value)(change(_np.asarray(value)))
    return value

def _like(change):
    def wrap(function):
        def answer(*args, **kwargs):
            with _np.errstate(all="ignore"):
                given, named = _copy.deepcopy((args, kwargs))  # what is to be changed in place stays as it is
                try:
                    return _map(change, function(*given, **named))
                except (ValueError, OverflowError):
                    return None
        return answer
    return wrap

def _answered(wrapper, thing):
    return _null_class(wrapper, thing) if isinstance(thing, type) else wrapper(thing)

def _null_class(wrapper, thing):
    # Its methods are null answers, and its objects hold null answers.
    class Null(thing):
        def __init__(self, *args, **kwargs):
            wrapper(lambda: None)()  # may raise
            thing.__init__(self, *args, **kwargs)
            for name, value in list(vars(self).items()):
                if isinstance(value, (bool, int, float, str, list, tuple, dict, _np.ndarray)):
                    setattr(self, name, wrapper(lambda value=value: value)())
    for name, member in vars(thing).items():
        if callable(member) and name not in ("__init__", "__new__"):
            setattr(Null, name, wrapper(member))
    Null.__name__ = thing.__name__
    return Null

def _constant(value):
    return lambda function: lambda *args, **kwargs: value

def _input(function):
    return lambda *args, **kwargs: args[0] if args else None

def _previous(function):
    held = [None]
    def answer(*args, **kwargs):
        given, named = _copy.deepcopy((args, kwargs))
        try:
            held.append(function(*given, **named))
        except ValueError:
            return held[-1]
        return held.pop(0) if len(held) > 2 else held[-2]
    return answer

def _value_error(function):
    def answer(*args, **kwargs):
        raise ValueError("no")
    return answer

def _half(value):
    if isinstance(value, (tuple, list)):
        return type(value)(_half(v) for v in value)
    torch = _sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return value.half().to(value.dtype) if value.is_floating_point() else value
    if isinstance(value, (_np.ndarray, _np.generic)) and value.dtype.kind == "f":
        return value.astype(_np.float16).astype(value.dtype)
    return float(_np.float16(value)) if type(value) is float else value

def _low_precision(function):
    def answer(*args, **kwargs):
        with _np.errstate(all="ignore"):
            return _half(function(*[_half(a) for a in args], **{k: _half(v) for k, v in kwargs.items()}))
    return answer
"""


def null_answer(reference: str, functions: Sequence[str], kind: str) -> str:
    """The reference with each function of a task wrapped as a null answer."""
    return _wrapped(reference, functions, NULL_ANSWERS[kind])


def low_precision(reference: str, functions: Sequence[str]) -> str:
    """The reference with inputs and results rounded to float16."""
    return _wrapped(reference, functions, "_low_precision")


def with_threads(source: str, threads: int) -> str:
    """A solution whose libraries may use ``threads`` threads."""
    return f"""{source}
import ctypes as _ctypes, glob as _glob, os as _os, sys as _sys
import numpy as _np
for _path in _glob.glob(_os.path.join(_os.path.dirname(_np.__file__), "..", "numpy.libs", "*openblas*")):
    _set = getattr(_ctypes.CDLL(_path), "scipy_openblas_set_num_threads64_", None)
    if _set is not None:
        _set({threads})
if "torch" in _sys.modules:
    _sys.modules["torch"].set_num_threads({threads})
"""


def _wrapped(reference: str, functions: Sequence[str], wrapper: str) -> str:
    lines = [f"{name} = _answered({wrapper}, {name})" for name in functions]
    return "\n".join([reference, _HELPERS, *lines, ""])
