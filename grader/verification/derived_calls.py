"""Recorded calls of tests, and calls derived from them: equal sizes, long loops, large and small numbers.

A size variable is a set of positions that have the same size in every call of a function, such as the rows of ``X``
and the entries of ``y``. A derived call changes one size variable at all its positions, so that the call usually
stays legal. The reference decides whether it is legal.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.testing.copying import copies
from grader.wire.structure import is_tensor, rebuilt

ValuePath = tuple[str | int, ...]
"""The name of a parameter and the indices of a value inside its argument."""
SizePosition = tuple[ValuePath, int]
"""An axis of an array, or axis -1 for an integer argument."""

MANY_STEPS = 41
_MANY_SAMPLES = 601
_MAX_LEGAL, _MAX_REFUSED, _MAX_CHANGED = 8, 16, 4
"""Numbers of calls per function: legal ones, ones that raise, and ones that other calls are derived from."""
_SCALES = (1e4, 1e-4, 1e-9, 0.0)
_PLAIN = (type(None), bool, int, float, complex, str, bytes, list, tuple, np.generic, np.random.Generator)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCall:
    """A call of a function and its result."""

    function: str
    arguments: dict[str, Any]
    value: Any = None
    refused: bool = False
    """Whether the reference raised an exception."""
    origin: str = ""
    """The test that made the call, and the changes of a derived call."""
    derived: bool = False

    def with_arguments(self, arguments: dict[str, Any], how: str) -> RecordedCall:
        return RecordedCall(
            function=self.function, arguments=arguments, refused=self.refused, origin=f"{self.origin}, {how}",
            derived=True,
        )  # fmt: skip


def path_text(path: ValuePath) -> str:
    """``gate[0]`` for the first entry of ``gate``."""
    first, *rest = path
    return str(first) + "".join(f"[{index}]" for index in rest)


def bind_arguments(
    names: Sequence[str], args: Sequence[Any], kwargs: dict[str, Any]
) -> dict[str, Any] | None:
    """The arguments of a call by name, or ``None`` if one of them is not plain data."""
    if len(args) > len(names):
        return None
    arguments = {**dict(zip(names, args, strict=False)), **kwargs}
    return copies(arguments) if is_data(arguments) else None


def leaves_with_paths(value: Any, path: ValuePath = ()) -> Iterator[tuple[ValuePath, Any]]:
    """Every value that is not a tuple, list or dict, with its path. A list of numbers is one value."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves_with_paths(part, (*path, key))
    elif isinstance(value, (tuple, list)) and any(not isinstance(part, (int, float)) for part in value):
        for index, part in enumerate(value):
            yield from leaves_with_paths(part, (*path, index))
    else:
        yield path, value


def is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray) or is_tensor(value)


def is_data(value: Any) -> bool:
    """Whether a value holds neither functions nor objects that stay in a worker."""
    return all(is_array(leaf) or isinstance(leaf, _PLAIN) for _, leaf in leaves_with_paths(value))


def dtype_kind(value: Any) -> str:
    """The kind of an array's dtype: ``f``, ``i``, ``u`` or ``b``, for numpy and torch."""
    if isinstance(value, np.ndarray):
        return str(value.dtype.kind)
    name = str(value.dtype).removeprefix("torch.")
    return {"uint8": "u", "bool": "b"}.get(name, "f" if "float" in name else "i")


def map_leaves(value: Any, change: Callable[[ValuePath, Any], Any], path: ValuePath = ()) -> Any:
    """The same structure with ``change(path, leaf)`` in place of each leaf."""
    if isinstance(value, dict):
        return {key: map_leaves(part, change, (*path, key)) for key, part in value.items()}
    if isinstance(value, (tuple, list)) and any(not isinstance(part, (int, float)) for part in value):
        return rebuilt(value, [map_leaves(part, change, (*path, i)) for i, part in enumerate(value)])
    return change(path, value)


class SizeVariables:
    """The size variables of a function, inferred from its calls.

    Parameters
    ----------
    calls : sequence of RecordedCall
        Legal calls of one function.
    """

    def __init__(self, calls: Sequence[RecordedCall]) -> None:
        sizes = [dict(_sizes(call)) for call in calls]
        positions = list(dict.fromkeys(position for one in sizes for position in one))
        self._representatives: dict[SizePosition, SizePosition] = {}
        for position in positions:
            same = (other for other in self._representatives if _always_equal(sizes, position, other))
            first = next(same, position)
            self._representatives[position] = self._representatives.get(first, position)
        self._size_tables = [
            {self._representatives[position]: size for position, size in one.items()} for one in sizes
        ]
        self._derived = dict(self._derivation_rules())

    def representative(self, position: SizePosition) -> SizePosition | None:
        """The first position of the same size variable. It identifies the variable."""
        return self._representatives.get(position)

    def independent_sizes(self, call: RecordedCall) -> dict[SizePosition, int]:
        """The sizes in a call that do not follow from others, as 4 H or H + D do."""
        sizes = {
            self._representatives[position]: size
            for position, size in _sizes(call)
            if position in self._representatives
        }
        return {variable: size for variable, size in sizes.items() if variable not in self._derived}

    def may_coincide(self, one: SizePosition, other: SizePosition) -> bool:
        """Whether two sizes may be equal on purpose. H + D and B, for example, are equal only by chance."""
        size_variables = {self._representatives.get(position, position) for position in (one, other)}
        return len(size_variables) == 1 or not size_variables & set(self._derived)

    def is_multiple(self, variable: SizePosition, number: SizePosition) -> bool:
        """Whether the number divides the size in every call, as the number of heads divides the model size."""
        pairs = [
            (one[variable], one[number]) for one in self._size_tables if variable in one and number in one
        ]
        return any(n > 1 for _, n in pairs) and all(n > 0 and size % n == 0 for size, n in pairs)

    def resize(self, call: RecordedCall, new: dict[SizePosition, int], how: str) -> RecordedCall:
        """The call with other sizes: arrays are cut off, or their entries repeat."""
        old = {
            self._representatives[position]: size
            for position, size in _sizes(call)
            if position in self._representatives
        }
        now = {**old, **new}
        for variable, rule in self._derived.items():
            if variable in old and variable not in new:
                now[variable] = rule(now) or old[variable]

        def change(path: ValuePath, value: Any) -> Any:
            if type(value) is int:
                return now.get(self._representatives.get((path, -1), (path, -1)), value)
            if not is_array(value):
                return value
            for axis, size in enumerate(value.shape):
                wanted = now.get(self._representatives.get((path, axis), (path, axis)), size)
                if wanted != size and size:
                    value = _take(value, np.arange(wanted) % size, axis)
            return value

        return call.with_arguments(map_leaves(call.arguments, change), how)

    def _derivation_rules(self) -> Iterator[tuple[SizePosition, _Rule]]:
        """Size variables that follow from others, each with its rule."""
        size_variables = list(dict.fromkeys(self._representatives.values()))
        for variable in size_variables:
            others = [other for other in size_variables if other is not variable]
            rule = next((r for r in _rules(others) if _rule_holds(self._size_tables, variable, r)), None)
            if rule is not None:
                yield variable, rule


def _sizes(call: RecordedCall) -> Iterator[tuple[SizePosition, int]]:
    for path, value in leaves_with_paths(call.arguments):
        if is_array(value):
            yield from (((path, axis), int(size)) for axis, size in enumerate(value.shape))
        elif type(value) is int:
            yield (path, -1), value


def _always_equal(sizes: list[dict[SizePosition, int]], one: SizePosition, other: SizePosition) -> bool:
    both = [(table[one], table[other]) for table in sizes if one in table and other in table]
    return bool(both) and all(a == b for a, b in both)


_Rule = Callable[[dict[SizePosition, int]], int]


def _rules(size_variables: list[SizePosition]) -> Iterator[_Rule]:
    """Rules for derived sizes: 2 H, 3 H, 4 H, H + 1, H + D, n d. A rule gives 0 if a variable is missing."""
    for times, variable in itertools.product((2, 3, 4), size_variables):
        yield lambda now, t=times, a=variable: t * now.get(a, 0)  # type: ignore[misc]
    for variable in size_variables:
        yield lambda now, a=variable: now[a] + 1 if a in now else 0  # type: ignore[misc]
    for one, other in itertools.combinations(size_variables, 2):
        yield lambda now, a=one, b=other: now[a] + now[b] if a in now and b in now else 0  # type: ignore[misc]
        yield lambda now, a=one, b=other: now.get(a, 0) * now.get(b, 0)  # type: ignore[misc]


def _rule_holds(tables: list[dict[SizePosition, int]], variable: SizePosition, rule: _Rule) -> bool:
    """Whether the rule holds in all calls. Three different sizes are required, so that it does not hold by chance."""
    seen = [(table[variable], rule(table)) for table in tables if variable in table]
    return len({size for size, _ in seen}) >= 3 and all(size == made for size, made in seen)


def _take(value: Any, indices: np.ndarray[Any, Any], axis: int) -> Any:
    if isinstance(value, np.ndarray):
        return value.take(indices, axis)
    return value[(slice(None),) * axis + (indices.tolist(),)]


class FunctionCalls:
    """The calls of one function, and the calls derived from them, by kind."""

    def __init__(self, calls: Sequence[RecordedCall]) -> None:
        calls = sorted(calls, key=lambda call: not call.origin.startswith("hidden/"))
        legal = [call for call in calls if not call.refused]
        self.size_variables = SizeVariables(legal)
        self.legal = _distinct_calls(legal)
        self.refused = [call for call in calls if call.refused][:_MAX_REFUSED]

        self._derived: dict[str, list[RecordedCall]] = {}
        floats = [(p, v) for call in legal for p, v in leaves_with_paths(call.arguments) if _is_float(v)]
        self._unit_paths = {p for p, _ in floats} - {p for p, v in floats if not _in_unit_interval(v)}
        """Arrays whose values lie between 0 and 1 in every call, such as gates and probabilities."""

    def derived(self, what: str) -> list[RecordedCall]:
        """Derived calls of one kind: ``sizes``, ``steps``, ``scale``, ``types``, or ``order`` of invalid entries."""
        if what not in self._derived:
            makers = {
                "sizes": self._with_equal_sizes,
                "steps": self._with_long_axes,
                "scale": self._with_scaled_values,
                "types": self._with_narrow_types,
            }
            with np.errstate(all="ignore"):  # inputs may hold infinities
                if what == "order":
                    found = [made for call in self.refused for made in _with_late_refusals(call, self.legal)]
                else:
                    found = [made for call in self.legal[:_MAX_CHANGED] for made in makers[what](call)]
            self._derived[what] = found
        return self._derived[what]

    def _with_equal_sizes(self, call: RecordedCall) -> Iterator[RecordedCall]:
        independent_sizes = self.size_variables.independent_sizes(call)
        for one, other in itertools.combinations(independent_sizes, 2):
            size = min(independent_sizes[one], independent_sizes[other])
            if independent_sizes[one] != independent_sizes[other]:
                size = size if size > 1 else max(independent_sizes[one], independent_sizes[other])
                yield self.size_variables.resize(call, {one: size, other: size}, _equal_size_text(one, other))
        arrays = [variable for variable in independent_sizes if variable[1] >= 0]
        yield self.size_variables.resize(call, dict.fromkeys(arrays, 3), "all sizes 3")
        for variable in arrays:
            yield self.size_variables.resize(call, {variable: 1}, f"{_position_text(variable)} of length 1")

    def _with_long_axes(self, call: RecordedCall) -> Iterator[RecordedCall]:
        for variable, size in self.size_variables.independent_sizes(call).items():
            if size < MANY_STEPS:
                yield self.size_variables.resize(
                    call, {variable: MANY_STEPS}, f"{_position_text(variable)} {MANY_STEPS}"
                )

    def _with_scaled_values(self, call: RecordedCall) -> Iterator[RecordedCall]:
        paths = [path for path, value in leaves_with_paths(call.arguments) if _is_float(value)]
        for factor in _SCALES:
            chosen = [path for path in paths if factor <= 1 or path not in self._unit_paths]
            for path in chosen:
                with_arguments = map_leaves(call.arguments, _scale_by(factor, [path]))
                yield call.with_arguments(with_arguments, f"{path_text(path)} times {factor:g}")
            if len(chosen) > 1:
                with_arguments = map_leaves(call.arguments, _scale_by(factor, chosen))
                yield call.with_arguments(with_arguments, f"all times {factor:g}")
        for path in paths:
            with_arguments = map_leaves(call.arguments, _scale_columns(path))
            yield call.with_arguments(
                with_arguments, f"{path_text(path)} with columns of very different size"
            )

    def _with_narrow_types(self, call: RecordedCall) -> Iterator[RecordedCall]:
        for dtype, top in ((np.int8, 120), (np.uint8, 250), (np.int16, 30000)):
            yield call.with_arguments(
                map_leaves(call.arguments, _as_integers(dtype, top)), f"as {dtype.__name__}"
            )
        for variable, size in self.size_variables.independent_sizes(call).items():
            if variable[1] == 0 and size < _MANY_SAMPLES:
                many = self.size_variables.resize(
                    call, {variable: _MANY_SAMPLES}, f"{_position_text(variable)} {_MANY_SAMPLES}"
                )
                yield many
                yield many.with_arguments(map_leaves(many.arguments, _labels_as_bytes), "labels as uint8")
        yield call.with_arguments(map_leaves(call.arguments, _labels_as_bytes), "labels as uint8")
        yield call.with_arguments(map_leaves(call.arguments, _as_float32), "as float32")


def _distinct_calls(calls: Sequence[RecordedCall]) -> list[RecordedCall]:
    """At most `_MAX_LEGAL` calls, no two of equal shapes, types and settings."""
    found: dict[Any, RecordedCall] = {}
    for call in calls:
        form = [(p, tuple(v.shape), str(v.dtype)) if is_array(v) else (p, v if type(v) in (int, str, bool) else 0)
                for p, v in leaves_with_paths(call.arguments)]  # fmt: skip
        found.setdefault(repr(form), call)
    return list(found.values())[:_MAX_LEGAL]


def _is_float(value: Any) -> bool:
    return is_array(value) and dtype_kind(value) == "f"


def _in_unit_interval(value: Any) -> bool:
    return bool(((value >= 0) & (value <= 1)).all())


def _scale_by(factor: float, paths: Sequence[ValuePath]) -> Callable[[ValuePath, Any], Any]:
    return lambda path, value: value * factor if path in paths else value


def _scale_columns(chosen: ValuePath) -> Callable[[ValuePath, Any], Any]:
    def change(path: ValuePath, value: Any) -> Any:
        if path != chosen or value.ndim < 2:
            return value
        factors = np.logspace(0, -6, value.shape[-1])
        return value * (
            factors.astype(value.dtype) if isinstance(value, np.ndarray) else value.new_tensor(factors)
        )

    return change


def _as_integers(dtype: type, top: int) -> Callable[[ValuePath, Any], Any]:
    """Floats converted to a narrow integer type, scaled to fill its range."""

    def change(_: ValuePath, value: Any) -> Any:
        if not isinstance(value, np.ndarray) or value.dtype.kind != "f" or not value.size:
            return value
        whole = np.nan_to_num(value, posinf=0.0, neginf=0.0)
        most = np.abs(whole).max() or 1.0
        return np.rint((np.abs(whole) if dtype is np.uint8 else whole) * (top / most)).astype(dtype)

    return change


def _labels_as_bytes(_: ValuePath, value: Any) -> Any:
    small = isinstance(value, np.ndarray) and value.dtype.kind in "iu" and value.size and value.min() >= 0
    return value.astype(np.uint8) if small and value.max() < 256 else value


def _as_float32(_: ValuePath, value: Any) -> Any:
    return value.astype(np.float32) if isinstance(value, np.ndarray) and _is_float(value) else value


def _with_late_refusals(call: RecordedCall, legal: Sequence[RecordedCall]) -> Iterator[RecordedCall]:
    """Variants of a refused call with the invalid entry last: rows rotated, or its first row behind legal ones."""
    for chosen, value in leaves_with_paths(call.arguments):
        if not is_array(value) or not value.ndim or value.shape[0] < 2:
            continue
        moved = _take(value, np.roll(np.arange(value.shape[0]), -1), 0)
        yield call.with_arguments(
            map_leaves(call.arguments, _replace_at(chosen, moved)), f"first row of {path_text(chosen)} last"
        )
        right = next(
            (v for one in legal for p, v in leaves_with_paths(one.arguments) if p == chosen and is_array(v)),
            None,
        )
        if (
            right is not None
            and right.ndim == value.ndim
            and right.size
            and dtype_kind(right) == dtype_kind(value)
        ):
            for axis, size in enumerate(value.shape):
                right = _take(right, np.arange(size) % right.shape[axis], axis)
            right[-1] = value[0]
            text = f"first row of {path_text(chosen)} behind legal ones"
            yield call.with_arguments(map_leaves(call.arguments, _replace_at(chosen, right)), text)


def _replace_at(chosen: ValuePath, new: Any) -> Callable[[ValuePath, Any], Any]:
    return lambda path, value: new if path == chosen else value


def _position_text(variable: SizePosition) -> str:
    path, axis = variable
    return path_text(path) if axis < 0 else f"axis {axis} of {path_text(path)}"


def _equal_size_text(one: SizePosition, other: SizePosition) -> str:
    return f"{_position_text(one)} as long as {_position_text(other)}"
