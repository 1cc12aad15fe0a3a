"""Rounds of calls on fresh inputs, reference and student in turn, each committed to by a challenge.

A round is ABBA: reference and student, then student and reference, each pair on inputs of its own. Both sides of a
pair are laid ready before either is called, so that as little time as can be lies between their two calls: the speed
of a machine changes within milliseconds. What is subtracted from every time, the empty round trip and the cost of a
challenge, is measured on the reference's worker; a student cannot make it look longer than it is.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from grader.timing.estimate import Pair
from grader.timing.player import Player, Timed

SPREAD = 65_536
"""How many places a challenge may begin at."""
WHOLE_OUTPUTS = 3
"""Pairs, unknown to the worker, of which the whole output is fetched and compared."""
OUTSIDE_FACTOR, OUTSIDE_S = 1.2, 0.2e-3
"""What staging may cost against the reference's, and what may be computed while no call is timed."""
GROSS_S = 1e-3
"""Staging that costs more than that is added to the call, for the memory that honest code leaves behind may make it
dearer; if it exceeds the call itself by so much, the work was done there."""
PATIENCE_S = 8.0
"""For the pairs of one size in a sitting: of calls that take half a second there are fewer, no tier is near then."""
_CALIBRATIONS = 15
_LEAST_S = 1e-6
_MARGIN = 6.0
"""A challenge is a sum of errors with random weights: six standard deviations of it."""


class Foul(Exception):
    """The student's side broke a rule of the clock, or its result in a timed round is not right."""

    def __init__(self, ending: Literal["forbidden", "failed"], what: str) -> None:
        super().__init__(what)
        self.ending = ending
        self.what = what


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is called, and how far an honest result may be from the right one."""

    function: str
    inputs: Callable[[str], Sequence[Any]]
    """Fresh arguments for a size, never the same twice."""
    tolerance: float
    """Of an element, as a share of the root mean square of the output."""
    alone: bool = True
    """One thread of a processor does all of it, so that its CPU time is its time."""


@dataclass(slots=True)
class _Prepared:
    """What is known of one size after the first round."""

    elements: int
    scale: float
    """Root mean square of the output."""
    overhead: tuple[float, float]
    """Seconds and CPU seconds that a call takes besides the function."""
    pair_s: float
    """What a pair takes."""


class Duel:
    """Two players and a task.

    Parameters
    ----------
    reference, student : Player
        Fresh, both stopped; each is woken for its own calls only.
    task : Task
    """

    def __init__(self, reference: Player, student: Player, task: Task) -> None:
        self._reference = reference
        self._student = student
        self._task = task
        self._random = np.random.default_rng(secrets.randbits(128))
        self._filled = 0

    def pairs(self, size: str, rounds: int) -> list[Pair]:
        """Time both sides on inputs of a size: two pairs for each round, of very slow calls fewer.

        Raises
        ------
        Foul
            The student computed outside the timed call, changed its inputs, or answered what its function did
            not return.
        """
        known = self._prepared(size)
        count = 2 * max(2, min(rounds, int(PATIENCE_S / known.pair_s / 2)))
        whole = set(self._random.permutation(count)[:WHOLE_OUTPUTS].tolist())
        found: list[Pair] = []
        outside = 0
        while len(found) < count:
            number = len(found)
            reference, student = self._pair(
                size, known, first_student=number % 4 in (1, 2), whole=number in whole
            )
            if _outside(reference, student):  # a busy machine does that now and then: the pair is taken again
                outside += 1
                if outside > count:
                    raise Foul("forbidden", "It computed outside the timed call")
                continue
            found.append(self._timed(reference, student, known))
        return found

    def _timed(self, reference: Timed, student: Timed, known: _Prepared) -> Pair:
        """Both times without what the clock itself takes, and with what staging took too much."""
        trip_s, trip_cpu_s = known.overhead
        sides = ((reference, 0.0), (student, _excess_s(reference, student)))
        walls = (max(_LEAST_S, side.wall_s + extra_s - trip_s) for side, extra_s in sides)
        if not self._task.alone:
            return Pair(*walls)
        return Pair(*walls, *(max(_LEAST_S, side.cpu_s + extra_s - trip_cpu_s) for side, extra_s in sides))

    def check(self, size: str) -> None:
        """One round that nobody times: the whole result against the reference's."""
        self._prepared(size)

    def _prepared(self, size: str) -> _Prepared:
        """Warm both sides up, compare their results, fill the pools, and measure what is subtracted."""
        args = self._task.inputs(size)
        self._reference.stage(args)
        right = _numbers(self._reference.result(self._task.function))
        if right.size + SPREAD > self._filled:
            self._filled = right.size + SPREAD
            pool = self._random.standard_normal(self._filled).astype(right.dtype)
            for player in (self._reference, self._student):
                player.fill(_like(args, pool))
        scale = float(np.sqrt(np.mean(np.square(right, dtype=np.float64)))) or 1.0
        known = _Prepared(right.size, scale, (0.0, 0.0), 0.0)
        sides = self._pair(size, known, first_student=False, whole=True)
        known.pair_s = sum(side.wall_s for side in sides)
        offsets = [self._offset() for _ in range(_CALIBRATIONS)]
        known.overhead = self._reference.overhead(self._task.function, args, offsets)
        return known

    def _pair(self, size: str, known: _Prepared, *, first_student: bool, whole: bool) -> tuple[Timed, Timed]:
        """One call of each side on the same fresh inputs and the same challenge, drawn after they were laid ready."""
        args = self._task.inputs(size)
        order = (self._student, self._reference) if first_student else (self._reference, self._student)
        for player in order:
            player.stage(args)
        offset = self._offset()
        played = {player: player.play(self._task.function, offset, whole=whole) for player in order}
        (reference, right), (student, made) = played[self._reference], played[self._student]
        if whole:
            self._compare(made, right, known.scale)
            if self._student.accompanied:
                raise Foul("forbidden", "It left a process of its own running")
        self._check(student.answer, reference.answer, known)
        return reference, student

    def _offset(self) -> int:
        return secrets.randbelow(SPREAD)

    def _check(self, answer: float, right: float, known: _Prepared) -> None:
        """The difference of two honest answers is a sum of small errors with random weights."""
        allowed = _MARGIN * self._task.tolerance * known.scale * known.elements**0.5
        if not abs(answer - right) <= allowed:
            raise Foul("failed", "Its result in a timed call is not right")

    def _compare(self, made: Any, right: Any, scale: float) -> None:
        """Result and inputs after the call, both whole."""
        (result, inputs), (expected, untouched) = made, right
        result, expected = _numbers(result), _numbers(expected)
        if result.shape != expected.shape or result.dtype != expected.dtype:
            raise Foul("failed", "Its result in a timed call has another shape or type than in the tests")
        error = np.abs(result.astype(np.float64) - expected.astype(np.float64))
        if not bool(np.all(error <= self._task.tolerance * scale)):
            raise Foul("failed", "Its result in a timed call is not right")
        if not _same(inputs, untouched):
            raise Foul("failed", "It changed its inputs in a timed call")


def _excess_s(reference: Timed, student: Timed) -> float:
    """CPU time the student's staging took beyond what may differ between two honest workers."""
    return max(0.0, student.staging_cpu_s - OUTSIDE_FACTOR * reference.staging_cpu_s - OUTSIDE_S)


def _outside(reference: Timed, student: Timed) -> bool:
    """It computed while no call was timed, or more while its inputs were staged than in the call itself."""
    return student.idle_cpu_s > OUTSIDE_S or _excess_s(reference, student) > GROSS_S + student.cpu_s


def _numbers(value: Any) -> npt.NDArray[Any]:
    """A result as an array; an empty one for what is none, which no right result is equal to."""
    if hasattr(value, "detach"):
        value = value.detach()
        value = (value.float() if value.dtype.itemsize < 4 else value).numpy()  # numpy has no bfloat16
    return value if isinstance(value, np.ndarray) else np.empty(0)


def _like(args: Sequence[Any], pool: npt.NDArray[Any]) -> Any:
    """The pool as the kind of array that the inputs are: a tensor for tensors."""
    if any(isinstance(arg, np.ndarray) for arg in args):
        return pool
    import torch  # only where a task of torch is timed

    return torch.from_numpy(pool)


def _same(inputs: Any, others: Any) -> bool:
    """Equal element by element; NaN and infinities are numbers like others here."""
    if not (isinstance(inputs, list) and len(inputs) == len(others)):
        return False
    pairs = ((_numbers(a), _numbers(b)) for a, b in zip(inputs, others, strict=True))
    return all(a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes() for a, b in pairs)
