"""Pairs of calls on fresh inputs, reference and student in turn, each committed to by a challenge.

What is subtracted from every time, the empty round trip and the cost of a challenge, is measured on the reference's
worker, so that a student cannot make it look longer than it is.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.timing.estimate import Pair
from grader.timing.player import Player, Timed

SPREAD = 65_536
"""How many places a challenge may begin at."""
WHOLE_OUTPUTS = 3
"""Rounds, unknown to the worker, in which the whole output is fetched and compared."""
OUTSIDE_FACTOR, OUTSIDE_S = 1.2, 0.2e-3
"""What staging may cost against the reference's, and what may be computed while stopped."""
_CALIBRATIONS = 15
_LEAST_S = 1e-6
_MARGIN = 6.0
"""A challenge is a sum of errors with random weights: six standard deviations of it."""


class Foul(Exception):
    """The student's side broke a rule of the clock; ``rule`` says which."""

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is called, and how far an honest result may be from the right one."""

    function: str
    inputs: Callable[[str], Sequence[Any]]
    """Fresh arguments for a shape, never the same twice."""
    size: Callable[[str], int]
    """Elements of the output for a shape."""
    tolerance: float
    """Of an element, as a share of the root mean square of the output."""


class Duel:
    """Two players and a task.

    Parameters
    ----------
    reference, student : Player
        Both stopped; each is woken for its own calls only.
    task : Task
    """

    def __init__(self, reference: Player, student: Player, task: Task) -> None:
        self._reference = reference
        self._student = student
        self._task = task
        self._random = np.random.default_rng(secrets.randbits(128))
        self._overhead_s: dict[str, float] = {}
        self._filled = 0
        self._scale = 1.0

    def pairs(self, shape: str, count: int) -> list[Pair]:
        """Time both sides ``count`` times on inputs of a shape.

        Raises
        ------
        Foul
            The student computed outside the timed call, or answered what its function did not return.
        """
        overhead_s = self._prepared(shape)
        whole = set(self._random.permutation(count)[:WHOLE_OUTPUTS].tolist())
        found: list[Pair] = []
        outside = 0
        while len(found) < count:
            number = len(found)
            reference, student = self._round(shape, first_student=bool(number % 2), whole=number in whole)
            if _outside(reference, student):  # a busy machine does that now and then: the pair is taken again
                outside += 1
                if outside > count:
                    raise Foul("work outside the timed call")
                continue
            times = (max(_LEAST_S, side.wall_s - overhead_s) for side in (reference, student))
            found.append(Pair(*times))
        return found

    def _prepared(self, shape: str) -> float:
        """Fill the pools, warm both sides up, and measure what is subtracted."""
        size = self._task.size(shape)
        if size + SPREAD > self._filled:
            pool = self._random.standard_normal(size + SPREAD)
            for player in (self._reference, self._student):
                player.fill(pool)
            self._filled = size + SPREAD
        if shape not in self._overhead_s:
            self._round(shape, first_student=False, whole=True)
            self._overhead_s[shape] = self._overhead()
        return self._overhead_s[shape]

    def _overhead(self) -> float:
        with self._reference.awake():
            trips = [self._reference.round_trip_s() for _ in range(_CALIBRATIONS)]
            asked = [self._reference.challenge_s(self._offset()) for _ in range(_CALIBRATIONS)]
        trip_s = min(trips)  # the least: what noise adds here must not be taken from a time there
        return trip_s + max(0.0, min(asked) - trip_s / 2)

    def _round(self, shape: str, *, first_student: bool, whole: bool) -> tuple[Timed, Timed]:
        """One call of each side on the same fresh inputs and the same challenge, drawn after the call."""
        args = self._task.inputs(shape)
        offset = self._offset()
        taken: dict[bool, tuple[Timed, Any]] = {}
        for is_student in (True, False) if first_student else (False, True):
            player = self._student if is_student else self._reference
            with player.awake():
                timed = player.call(self._task.function, args, offset)
                taken[is_student] = timed, player.output() if whole else None
        (reference, right), (student, made) = taken[False], taken[True]
        if whole:
            self._compare(made, right)
        self._check(student.answer, reference.answer, shape)
        return reference, student

    def _offset(self) -> int:
        return secrets.randbelow(SPREAD)

    def _check(self, answer: float, right: float, shape: str) -> None:
        """The difference of two honest answers is a sum of small errors with random weights."""
        allowed = _MARGIN * self._task.tolerance * self._scale * self._task.size(shape) ** 0.5
        if not abs(answer - right) <= allowed:
            raise Foul("an answer to the challenge that the result does not give")

    def _compare(self, made: Any, right: npt.NDArray[Any]) -> None:
        if (
            not isinstance(made, np.ndarray)
            or made.shape != right.shape
            or made.dtype.kind != right.dtype.kind
        ):
            raise Foul("a result of another kind than in the tests")
        self._scale = float(np.sqrt(np.mean(np.square(right, dtype=np.float64)))) or 1.0
        error = np.abs(made.astype(np.float64) - right.astype(np.float64))
        if not bool(np.all(error <= _MARGIN * self._task.tolerance * self._scale)):
            raise Foul("a result in a timed round that is not right")


def _outside(reference: Timed, student: Timed) -> bool:
    """More CPU while its inputs were staged than the reference's, or any while it was stopped."""
    allowed_s = OUTSIDE_FACTOR * reference.staging_cpu_s + OUTSIDE_S
    return student.staging_cpu_s > allowed_s or student.idle_cpu_s > OUTSIDE_S
