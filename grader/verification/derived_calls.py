"""Calls that tests made, and calls made from them: sizes that coincide, long loops, large and small numbers.

A size has a letter: places that are equally long in every call of a function, such as the rows of ``X`` and the
entries of ``y``. A call made from another one has one letter changed everywhere, so that it stays a legal call as
often as possible; whether it is one, the reference says.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.testing.copying import copies
from grader.wire.structure import is_tensor, rebuilt

Path = tuple[str | int, ...]
"""A parameter's name, and the indices that lead to a value inside it."""
Place = tuple[Path, int]
"""An axis of an array; of an integer, axis -1."""

MANY_STEPS = 41
_MANY_SAMPLES = 601
_LEGAL, _REFUSED, _CHANGED = 8, 16, 4
"""So many calls of a function are tried as they are, so many that it refuses, and so many with changes."""
_SCALES = (1e4, 1e-4, 1e-9, 0.0)
_PLAIN = (type(None), bool, int, float, complex, str, bytes, list, tuple, np.generic, np.random.Generator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A call of a function, and what became of it."""

    function: str
    arguments: dict[str, Any]
    value: Any = None
    refused: bool = False
    """The reference raised."""
    origin: str = ""
    """Which test made it, and what was changed since."""
    derived: bool = False

    def changed(self, arguments: dict[str, Any], how: str) -> Made:
        return Made(
            function=self.function, arguments=arguments, refused=self.refused, origin=f"{self.origin}, {how}",
            derived=True,
        )  # fmt: skip


def named(path: Path) -> str:
    """``gate[0]`` for the first entry of ``gate``."""
    first, *rest = path
    return str(first) + "".join(f"[{index}]" for index in rest)


def bound(names: Sequence[str], args: Sequence[Any], kwargs: dict[str, Any]) -> dict[str, Any] | None:
    """A call's arguments by name; nothing if some are not plain data."""
    if len(args) > len(names):
        return None
    arguments = {**dict(zip(names, args, strict=False)), **kwargs}
    return copies(arguments) if is_data(arguments) else None


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """What is no tuple, list or dict, with the way to it."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, (*path, key))
    elif isinstance(value, (tuple, list)) and any(not isinstance(part, (int, float)) for part in value):
        for index, part in enumerate(value):
            yield from leaves(part, (*path, index))
    else:
        yield path, value


def is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray) or is_tensor(value)


def is_data(value: Any) -> bool:
    """Neither a function nor an object that stays in a worker, and none inside it."""
    return all(is_array(leaf) or isinstance(leaf, _PLAIN) for _, leaf in leaves(value))


def kind(value: Any) -> str:
    """``f``, ``i``, ``u`` or ``b`` of an array of either library."""
    if isinstance(value, np.ndarray):
        return str(value.dtype.kind)
    name = str(value.dtype).removeprefix("torch.")
    return {"uint8": "u", "bool": "b"}.get(name, "f" if "float" in name else "i")


def with_values(value: Any, change: Callable[[Path, Any], Any], path: Path = ()) -> Any:
    """The same structure with every leaf replaced by what ``change`` makes of it."""
    if isinstance(value, dict):
        return {key: with_values(part, change, (*path, key)) for key, part in value.items()}
    if isinstance(value, (tuple, list)) and any(not isinstance(part, (int, float)) for part in value):
        return rebuilt(value, [with_values(part, change, (*path, i)) for i, part in enumerate(value)])
    return change(path, value)


class Letters:
    """The letters of a function's sizes, as its calls show them.

    Parameters
    ----------
    calls : sequence of Made
        Legal calls of one function.
    """

    def __init__(self, calls: Sequence[Made]) -> None:
        sizes = [dict(_sizes(call)) for call in calls]
        places = list(dict.fromkeys(place for one in sizes for place in one))
        self._of: dict[Place, Place] = {}
        for place in places:
            same = (other for other in self._of if _always_equal(sizes, place, other))
            first = next(same, place)
            self._of[place] = self._of.get(first, place)
        self._tables = [{self._of[place]: size for place, size in one.items()} for one in sizes]
        self._derived = dict(self._found())

    def of(self, place: Place) -> Place | None:
        """The first place with this letter, which stands for it."""
        return self._of.get(place)

    def basic(self, call: Made) -> dict[Place, int]:
        """The sizes in a call that are not made of others, such as 4 H or H + D."""
        sizes = {self._of[place]: size for place, size in _sizes(call) if place in self._of}
        return {letter: size for letter, size in sizes.items() if letter not in self._derived}

    def may_meet(self, one: Place, other: Place) -> bool:
        """The same letter, or two that depend on nothing: H + D and B are equal only by chance."""
        letters = {self._of.get(place, place) for place in (one, other)}
        return len(letters) == 1 or not letters & set(self._derived)

    def is_multiple(self, letter: Place, number: Place) -> bool:
        """A size that the number divides in every call, such as the columns of all heads."""
        pairs = [(one[letter], one[number]) for one in self._tables if letter in one and number in one]
        return any(n > 1 for _, n in pairs) and all(n > 0 and size % n == 0 for size, n in pairs)

    def resized(self, call: Made, new: dict[Place, int], how: str) -> Made:
        """The call with other sizes: cut off, or its entries over again."""
        old = {self._of[place]: size for place, size in _sizes(call) if place in self._of}
        now = {**old, **new}
        for letter, rule in self._derived.items():
            if letter in old and letter not in new:
                now[letter] = rule(now) or old[letter]

        def change(path: Path, value: Any) -> Any:
            if type(value) is int:
                return now.get(self._of.get((path, -1), (path, -1)), value)
            if not is_array(value):
                return value
            for axis, size in enumerate(value.shape):
                wanted = now.get(self._of.get((path, axis), (path, axis)), size)
                if wanted != size and size:
                    value = _taken(value, np.arange(wanted) % size, axis)
            return value

        return call.changed(with_values(call.arguments, change), how)

    def _found(self) -> Iterator[tuple[Place, _Rule]]:
        """What sizes are made of."""
        letters = list(dict.fromkeys(self._of.values()))
        for letter in letters:
            others = [other for other in letters if other is not letter]
            rule = next((r for r in _rules(others) if _holds(self._tables, letter, r)), None)
            if rule is not None:
                yield letter, rule


def _sizes(call: Made) -> Iterator[tuple[Place, int]]:
    for path, value in leaves(call.arguments):
        if is_array(value):
            yield from (((path, axis), int(size)) for axis, size in enumerate(value.shape))
        elif type(value) is int:
            yield (path, -1), value


def _always_equal(sizes: list[dict[Place, int]], one: Place, other: Place) -> bool:
    both = [(table[one], table[other]) for table in sizes if one in table and other in table]
    return bool(both) and all(a == b for a, b in both)


_Rule = Callable[[dict[Place, int]], int]


def _rules(letters: list[Place]) -> Iterator[_Rule]:
    """Sizes made of others: 2 H, 3 H, 4 H, H + 1, H + D, n d; 0 where a letter is missing."""
    for times, letter in itertools.product((2, 3, 4), letters):
        yield lambda now, t=times, a=letter: t * now.get(a, 0)  # type: ignore[misc]
    for letter in letters:
        yield lambda now, a=letter: now[a] + 1 if a in now else 0  # type: ignore[misc]
    for one, other in itertools.combinations(letters, 2):
        yield lambda now, a=one, b=other: now[a] + now[b] if a in now and b in now else 0  # type: ignore[misc]
        yield lambda now, a=one, b=other: now.get(a, 0) * now.get(b, 0)  # type: ignore[misc]


def _holds(tables: list[dict[Place, int]], letter: Place, rule: _Rule) -> bool:
    """In all calls, and not by chance: over three sizes or more, and made of what is not 0 or 1."""
    seen = [(table[letter], rule(table)) for table in tables if letter in table]
    return len({size for size, _ in seen}) >= 3 and all(size == made for size, made in seen)


def _taken(value: Any, indices: np.ndarray[Any, Any], axis: int) -> Any:
    if isinstance(value, np.ndarray):
        return value.take(indices, axis)
    return value[(slice(None),) * axis + (indices.tolist(),)]


class Calls:
    """The calls of one function, and those made from them, by what they are made for."""

    def __init__(self, calls: Sequence[Made]) -> None:
        calls = sorted(calls, key=lambda call: not call.origin.startswith("hidden/"))
        legal = [call for call in calls if not call.refused]
        self.letters = Letters(legal)
        self.legal = _different(legal)
        self.refused = [call for call in calls if call.refused][:_REFUSED]

        self._made: dict[str, list[Made]] = {}
        floats = [(p, v) for call in legal for p, v in leaves(call.arguments) if _is_float(v)]
        self._shares = {p for p, _ in floats} - {p for p, v in floats if not _are_shares(v)}
        """Arrays that hold nothing outside 0 to 1 in any call: gates, probabilities."""

    def made_for(self, what: str) -> list[Made]:
        """Calls for one kind of change: ``sizes``, ``steps``, ``scale``, ``types`` or ``order`` of what is refused."""
        if what not in self._made:
            makers = {
                "sizes": self._coinciding,
                "steps": self._long,
                "scale": self._scaled,
                "types": self._narrow,
            }
            with np.errstate(all="ignore"):  # inputs may hold infinities
                if what == "order":
                    found = [made for call in self.refused for made in _refused_late(call, self.legal)]
                else:
                    found = [made for call in self.legal[:_CHANGED] for made in makers[what](call)]
            self._made[what] = found
        return self._made[what]

    def _coinciding(self, call: Made) -> Iterator[Made]:
        basic = self.letters.basic(call)
        for one, other in itertools.combinations(basic, 2):
            size = min(basic[one], basic[other])
            if basic[one] != basic[other]:
                size = size if size > 1 else max(basic[one], basic[other])
                yield self.letters.resized(call, {one: size, other: size}, _as_long(one, other))
        arrays = [letter for letter in basic if letter[1] >= 0]
        yield self.letters.resized(call, dict.fromkeys(arrays, 3), "all sizes 3")
        for letter in arrays:
            yield self.letters.resized(call, {letter: 1}, f"{_place(letter)} of length 1")

    def _long(self, call: Made) -> Iterator[Made]:
        for letter, size in self.letters.basic(call).items():
            if size < MANY_STEPS:
                yield self.letters.resized(call, {letter: MANY_STEPS}, f"{_place(letter)} {MANY_STEPS}")

    def _scaled(self, call: Made) -> Iterator[Made]:
        paths = [path for path, value in leaves(call.arguments) if _is_float(value)]
        for factor in _SCALES:
            chosen = [path for path in paths if factor <= 1 or path not in self._shares]
            for path in chosen:
                changed = with_values(call.arguments, _times(factor, [path]))
                yield call.changed(changed, f"{named(path)} times {factor:g}")
            if len(chosen) > 1:
                changed = with_values(call.arguments, _times(factor, chosen))
                yield call.changed(changed, f"all times {factor:g}")
        for path in paths:
            changed = with_values(call.arguments, _spread(path))
            yield call.changed(changed, f"{named(path)} with columns of very different size")

    def _narrow(self, call: Made) -> Iterator[Made]:
        for dtype, top in ((np.int8, 120), (np.uint8, 250), (np.int16, 30000)):
            yield call.changed(with_values(call.arguments, _rounded_to(dtype, top)), f"as {dtype.__name__}")
        for letter, size in self.letters.basic(call).items():
            if letter[1] == 0 and size < _MANY_SAMPLES:
                many = self.letters.resized(
                    call, {letter: _MANY_SAMPLES}, f"{_place(letter)} {_MANY_SAMPLES}"
                )
                yield many
                yield many.changed(with_values(many.arguments, _labels_as_bytes), "labels as uint8")
        yield call.changed(with_values(call.arguments, _labels_as_bytes), "labels as uint8")
        yield call.changed(with_values(call.arguments, _as_float32), "as float32")


def _different(calls: Sequence[Made]) -> list[Made]:
    """At most so many, of different shapes and types first."""
    found: dict[Any, Made] = {}
    for call in calls:
        form = [(p, tuple(v.shape), str(v.dtype)) if is_array(v) else (p, v if type(v) in (int, str, bool) else 0)
                for p, v in leaves(call.arguments)]  # fmt: skip
        found.setdefault(repr(form), call)
    return list(found.values())[:_LEGAL]


def _is_float(value: Any) -> bool:
    return is_array(value) and kind(value) == "f"


def _are_shares(value: Any) -> bool:
    return bool(((value >= 0) & (value <= 1)).all())


def _times(factor: float, paths: Sequence[Path]) -> Callable[[Path, Any], Any]:
    return lambda path, value: value * factor if path in paths else value


def _spread(chosen: Path) -> Callable[[Path, Any], Any]:
    def change(path: Path, value: Any) -> Any:
        if path != chosen or value.ndim < 2:
            return value
        factors = np.logspace(0, -6, value.shape[-1])
        return value * (
            factors.astype(value.dtype) if isinstance(value, np.ndarray) else value.new_tensor(factors)
        )

    return change


def _rounded_to(dtype: type, top: int) -> Callable[[Path, Any], Any]:
    """Floats as integers of a narrow type that fill its range."""

    def change(_: Path, value: Any) -> Any:
        if not isinstance(value, np.ndarray) or value.dtype.kind != "f" or not value.size:
            return value
        whole = np.nan_to_num(value, posinf=0.0, neginf=0.0)
        most = np.abs(whole).max() or 1.0
        return np.rint((np.abs(whole) if dtype is np.uint8 else whole) * (top / most)).astype(dtype)

    return change


def _labels_as_bytes(_: Path, value: Any) -> Any:
    small = isinstance(value, np.ndarray) and value.dtype.kind in "iu" and value.size and value.min() >= 0
    return value.astype(np.uint8) if small and value.max() < 256 else value


def _as_float32(_: Path, value: Any) -> Any:
    return value.astype(np.float32) if isinstance(value, np.ndarray) and _is_float(value) else value


def _refused_late(call: Made, legal: Sequence[Made]) -> Iterator[Made]:
    """A refused call in which what is refused stands last: its rows moved on, or its first row behind legal ones."""
    for chosen, value in leaves(call.arguments):
        if not is_array(value) or not value.ndim or value.shape[0] < 2:
            continue
        moved = _taken(value, np.roll(np.arange(value.shape[0]), -1), 0)
        yield call.changed(
            with_values(call.arguments, _set(chosen, moved)), f"first row of {named(chosen)} last"
        )
        right = next(
            (v for one in legal for p, v in leaves(one.arguments) if p == chosen and is_array(v)), None
        )
        if right is not None and right.ndim == value.ndim and right.size and kind(right) == kind(value):
            for axis, size in enumerate(value.shape):
                right = _taken(right, np.arange(size) % right.shape[axis], axis)
            right[-1] = value[0]
            text = f"first row of {named(chosen)} behind legal ones"
            yield call.changed(with_values(call.arguments, _set(chosen, right)), text)


def _set(chosen: Path, new: Any) -> Callable[[Path, Any], Any]:
    return lambda path, value: new if path == chosen else value


def _place(letter: Place) -> str:
    path, axis = letter
    return named(path) if axis < 0 else f"axis {axis} of {named(path)}"


def _as_long(one: Place, other: Place) -> str:
    return f"{_place(one)} as long as {_place(other)}"
