"""Rounds of calls on fresh inputs, reference and student in turn, each committed to by a challenge.

A round is ABBA: reference and student, then student and reference, each pair on inputs of its own. Both sides of a
pair are laid ready before either is called, so that as little time as can be lies between their two calls: the speed
of a machine changes within milliseconds. What is subtracted from every time, the empty round trip and the cost of a
challenge, is measured on the reference's worker; a student cannot make it look longer than it is.

Whatever a side is asked, from the first staged byte until it has given everything back, is on a clock: what it takes
besides the call beyond what it takes the reference is added to the call. Results of a core are fetched and compared
in every pair, so that work put off until then counts where it was put off. Those of a GPU are gigabytes: they are
fetched in some pairs, drawn one by one, and the least excess found there is added to every pair.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from grader.timing.estimate import Pair
from grader.timing.timed_worker import Challenge, Player, Timed

SPREAD = 65_536
"""How many places a challenge may begin at."""
SOME = 3 / 16
"""Share of the pairs of which the inputs are fetched after the call, and of a GPU the results."""
OUTSIDE_FACTOR, OUTSIDE_S = 1.2, 0.2e-3
"""What a side may take around the call against the reference, and what may be computed while nothing is asked."""
GROSS_S = 1e-3
"""What costs more than that is added to the call, for the memory that honest code leaves behind may make it dearer;
if it exceeds the call itself by so much, the work was done there."""
PATIENCE_S = 8.0
"""For the pairs of one size in a sitting: of calls that take half a second there are fewer, no tier is near then."""
_CALIBRATIONS = 15
_CENTRES = 1024
_ANSWER_BYTES = 64 << 10
"""What an answer may have besides its arrays."""
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
    fetched: float = 1.0
    """Share of the pairs of which the whole result is fetched."""


@dataclass(slots=True)
class _Prepared:
    """What is known of one size after the first round."""

    elements: int
    scale: float
    """Root mean square of the output."""
    centres: list[float]
    """Numbers among those of the output, for challenges."""
    looks: dict[str, int]
    """What may be fetched after a call, and how many bytes an answer may have."""
    overhead: tuple[float, float] = (0.0, 0.0)
    """Seconds and CPU seconds that a call takes besides the function."""
    pair_s: float = 0.0
    """What a pair takes, with all that is asked around its calls."""


class _Played(NamedTuple):
    """One call of each side."""

    reference: Timed
    student: Timed
    fetched: bool

    @property
    def excess_s(self) -> float:
        """What the student's side took around the call beyond what may differ between two honest workers."""
        return max(0.0, self.student.around_s - OUTSIDE_FACTOR * self.reference.around_s - OUTSIDE_S)

    @property
    def outside(self) -> bool:
        """It computed while nothing was asked, or more around the call than in the call itself."""
        return self.student.idle_cpu_s > OUTSIDE_S or self.excess_s > GROSS_S + self.student.cpu_s


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
        self._pool: npt.NDArray[Any] = np.empty(0)

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
        found: list[_Played] = []
        outside = 0
        while len(found) < count:
            played = self._pair(size, known, self._looks(known), first_student=len(found) % 4 in (1, 2))
            if played.outside:  # a busy machine does that now and then: the pair is taken again
                outside += 1
                if outside > count:
                    raise Foul("forbidden", "It computed outside the timed call")
                continue
            found.append(played)
        least_s = min((played.excess_s for played in found if played.fetched), default=0.0)
        return [self._timed(played, least_s, known) for played in found]

    def _looks(self, known: _Prepared) -> dict[str, int]:
        """What is looked at after a call: drawn for it alone, so that no other call tells of it."""
        shares = {"fetch": self._task.fetched, "staged": SOME}
        return {
            what: most
            for what, most in known.looks.items()
            if secrets.randbelow(1 << 30) < shares[what] * 2**30
        }

    def _timed(self, played: _Played, least_s: float, known: _Prepared) -> Pair:
        """Both times without what the clock itself takes, and with what the student's side took around them."""
        trip_s, trip_cpu_s = known.overhead
        sides = ((played.reference, 0.0), (played.student, max(played.excess_s, least_s)))
        walls = (max(_LEAST_S, side.wall_s + extra_s - trip_s) for side, extra_s in sides)
        if not self._task.alone:
            return Pair(*walls)
        return Pair(*walls, *(max(_LEAST_S, side.cpu_s + extra_s - trip_cpu_s) for side, extra_s in sides))

    def check(self, size: str) -> list[Pair]:
        """One round that nobody times: the whole result against the reference's. No pairs come of it."""
        self._prepared(size)
        return []

    def _prepared(self, size: str) -> _Prepared:
        """Warm both sides up on one pair that is looked at whole."""
        known = self.furnish(size)
        played = self._pair(size, known, known.looks, first_student=False)
        known.pair_s = sum(side.wall_s + side.around_s for side in (played.reference, played.student))
        return known

    def furnish(self, size: str) -> _Prepared:
        """Learn from the reference what a right result is, fill the pools, and measure what is subtracted."""
        args = self._task.inputs(size)
        self._reference.stage(args)
        value, inputs = self._reference.result(self._task.function)
        right = _numbers(value)
        if right.size + SPREAD > len(self._pool):
            self._pool = self._random.standard_normal(right.size + SPREAD).astype(right.dtype)
            for player in (self._reference, self._student):
                player.fill(_like(args, self._pool))
        known = _Prepared(
            elements=right.size,
            scale=float(np.sqrt(np.mean(np.square(right, dtype=np.float64)))) or 1.0,
            centres=_middle(right),
            looks={
                "fetch": 2 * right.nbytes + _ANSWER_BYTES,
                "staged": sum(_numbers(each).nbytes for each in inputs) + _ANSWER_BYTES,
            },
        )
        challenges = [_challenge(known) for _ in range(_CALIBRATIONS)]
        known.overhead = self._reference.overhead(self._task.function, args, challenges)
        return known

    def lay_ready(self, player: Player, size: str) -> None:
        """Give a player, of this duel or not, what a call needs, and do not call it."""
        args = self._task.inputs(size)
        player.fill(_like(args, self._pool))
        player.stage(args)

    def _pair(self, size: str, known: _Prepared, looks: Mapping[str, int], *, first_student: bool) -> _Played:
        """One call of each side on the same fresh inputs and the same challenge, drawn after they were laid ready."""
        args = self._task.inputs(size)
        order = (self._student, self._reference) if first_student else (self._reference, self._student)
        for player in order:
            player.stage(args)
        challenge = _challenge(known)
        played = {player: player.play(self._task.function, challenge, looks) for player in order}
        (reference, right), (student, made) = played[self._reference], played[self._student]
        self._compare(made, right, known.scale)
        if looks and self._student.accompanied:
            raise Foul("forbidden", "It left a process of its own running")
        self._check(student.answer, reference.answer, known)
        return _Played(reference, student, "fetch" in looks)

    def _check(self, answer: float, right: float, known: _Prepared) -> None:
        """The difference of two honest answers is a sum of small errors with random weights."""
        allowed = _MARGIN * self._task.tolerance * known.scale * known.elements**0.5
        if not abs(answer - right) <= allowed:
            raise Foul("failed", "Its result in a timed call is not right")

    def _compare(self, made: Mapping[str, Any], right: Mapping[str, Any], scale: float) -> None:
        """Result and inputs after the call, both whole, where they were fetched."""
        if "fetch" in right:
            result, expected = _numbers(made["fetch"]), _numbers(right["fetch"])
            if result.shape != expected.shape or result.dtype != expected.dtype:
                raise Foul("failed", "Its result in a timed call has another shape or type than in the tests")
            if not bool(np.all(_distance(result, expected) <= self._task.tolerance * scale)):
                raise Foul("failed", "Its result in a timed call is not right")
        if "staged" in right and not _same(made["staged"], right["staged"]):
            raise Foul("failed", "It changed its inputs in a timed call")


def _challenge(known: _Prepared) -> Challenge:
    return Challenge(secrets.randbelow(SPREAD), secrets.choice(known.centres))


def _middle(right: npt.NDArray[Any]) -> list[float]:
    """Some numbers of the middle half: many lie on both sides of each of them."""
    some = np.sort(right.reshape(-1)[:: max(1, right.size // _CENTRES)].astype(np.float64))
    return [float(each) for each in some[len(some) // 4 : max(1, 3 * len(some) // 4)]] or [0.0]


def _distance(some: npt.NDArray[Any], others: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if some.dtype.kind not in "fc":  # differences of what cannot be negative would wrap
        some, others = some.astype(np.float64), others.astype(np.float64)
    gap: npt.NDArray[Any] = np.abs(some - others)
    return gap


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
