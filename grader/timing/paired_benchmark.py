"""Rounds of timed calls: reference and student in turn, each pair on fresh inputs and with a challenge.

A round is two pairs in the order ABBA: reference and student, then student and reference. Both sides of a pair are
staged before either is called. So little time passes between the two calls, and the speed of a busy machine, which
changes within milliseconds, is nearly the same for both.

Two corrections make a pair of times out of two timed calls:

- *Overhead* is subtracted from both: an empty request and the challenge. It is measured on the reference's worker,
  where the student's code cannot make it seem longer.
- *Excess* is added to the student's time: what the student's worker took outside the calls beyond what the reference's
  took. Work that is moved out of the call is counted this way. It is the mean over a sitting, because single pairs are
  disturbed, and because it cannot be less than 0.

On a processor, the whole result is fetched in every pair, so work that is put off until then is seen in every pair. On
a GPU results are gigabytes. One is fetched whole before the timed pairs, and parts of others in some pairs, pair and
part drawn at random. The excess is the mean over those.

Both workers get the same requests from the first one on, and two pairs are made that are not timed. A worker whose
memory has already grown is faster than a fresh one. So a worker of its own tells what a right result is.
"""

from __future__ import annotations

import math
import secrets
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from grader.messages import say
from grader.testing import Drawn
from grader.testing.device_inputs import SPARE
from grader.timing.estimate import TimePair
from grader.timing.timed_worker import CallTimes, Challenge, Fetch, RequestCost, ResultFacts, TimedWorker

CHALLENGE_OFFSETS = 65_536
"""From how many offsets of the pool a challenge is drawn."""
FETCHED_SHARE = 3 / 16
"""Share of the pairs in which the inputs are fetched after the call, and on a GPU the result."""
OUTSIDE_FACTOR, OUTSIDE_S = 1.2, 0.2e-3
"""Time outside the call that is no excess: this factor times the reference's, plus these seconds."""
MAX_EXCESS_S = 1e-3
"""A sitting breaks the rules if its excess is larger than the calls' own CPU time by more than this, because then the
work was done outside the calls. A smaller excess is only added to the call: honest code causes some by the memory that
it leaves behind."""
_DISTURBED_SHARE = 1 / 8
"""Share of the pairs of a sitting, those of the largest excess, that the excess leaves out: a busy machine charges
milliseconds to a process that did not run. A submission gains nothing by so few pairs, since the midmean leaves out
more."""
SIZE_BUDGET_S = 8.0
"""Time for the pairs of one size in a batch. Calls of half a second get fewer pairs; they are far from every tier."""
_OVERHEAD_REPEATS = 15
WINDOW = 1 << 20
"""Elements of a result, and of each input, that are fetched in a timed pair on a GPU."""
_SHIFT_STEP = 32
"""Drawn inputs begin at an odd multiple of this: in a place that suits the memory of a GPU and is in no row's first
column."""
_REPLY_EXTRA_BYTES = 64 << 10
"""What a reply may have besides the bytes of its arrays."""
_SITTINGS_BEFORE_ACCUSED = 2
"""Sittings in a row that have to break the rule before the submission is said to."""
_MIN_TIME_S = 1e-6
_ANSWER_DEVIATIONS = 6.0
"""How many standard deviations two right answers to a challenge may differ by."""


class RuleViolation(Exception):
    """The student's side broke a rule of timing, or its result in a timed call is not right.

    Parameters
    ----------
    ending : {"forbidden", "failed"}
        How the timing run ends.
    message_id : str
        Of the sentence that says what happened and what the rule is for.
    """

    def __init__(self, ending: Literal["forbidden", "failed"], message_id: str) -> None:
        super().__init__(say(message_id))
        self.ending = ending


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedFunction:
    """The function that is called on both sides, and how far a right result may be from the reference's."""

    name: str
    inputs: Callable[[str], Sequence[Any]]
    """Fresh arguments for a size; new ones at each call."""
    tolerance: float
    """Error of an element, as a share of the root mean square of the result."""
    single_threaded: bool = True
    """Whether one processor thread does all the work, so that CPU time is the time of the call."""
    fetched_share: float = 1.0
    """Share of the pairs in which the result is fetched."""
    window: int = 0
    """How many elements are fetched then; 0 for the whole result."""


@dataclass(slots=True)
class _PreparedSize:
    """What the reference tells about calls of one size."""

    elements: int
    """Of the result."""
    scale: float
    """Root mean square of the result."""
    centres: list[float]
    """Numbers from which a challenge's centre is drawn; elements of a right result."""
    reply_bytes: dict[str, int]
    """What can be fetched after a call, and how many bytes each reply may have."""
    overhead: RequestCost
    """What a timed call takes besides the function."""
    pair_s: float = 0.0
    """What a pair takes, with the time outside its calls."""


class _CallPair(NamedTuple):
    """One timed call of each side."""

    reference: CallTimes
    student: CallTimes
    result_fetched: bool

    @property
    def excess_s(self) -> float:
        """Time of the student's side outside the call, less what honest code may take. Negative for most."""
        return self.student.outside_s - OUTSIDE_FACTOR * self.reference.outside_s - OUTSIDE_S


class PairedBenchmark:
    """Times a function on two workers in turn, on equal inputs.

    Parameters
    ----------
    reference, student : TimedWorker
        Fresh and stopped. Each runs only while its own calls are made.
    function : TimedFunction
    facts : callable, optional
        Returns what is known of a right result for a size, from a worker of its own. Then both workers get the same
        requests from the first one on. Without it the reference's worker is asked.
    student_first : bool
        Which worker gets the first of all requests. Its memory is in other places than that of the second, which
        changes times by a percent. So this has to alternate from sitting to sitting.
    """

    def __init__(
        self, reference: TimedWorker, student: TimedWorker, function: TimedFunction,
        facts: Callable[[str], ResultFacts] | None = None, *, student_first: bool = False,
    ) -> None:  # fmt: skip
        self._facts = facts or self._facts_of_reference
        self._reference = reference
        self._student = student
        self._function = function
        self._student_first = student_first
        self._random = np.random.default_rng(secrets.randbits(128))
        self._pool: Any = None
        self._pool_size = 0

    def time_pairs(self, size: str, rounds: int) -> list[TimePair]:
        """Time both sides on inputs of a size.

        Parameters
        ----------
        size : str
            Dimensions joined by ``x``.
        rounds : int
            Two pairs each; very slow calls get fewer, but at least two.

        Returns
        -------
        list of TimePair

        Raises
        ------
        RuleViolation
            The student's side computed outside its calls in two sittings, changed its inputs, left a process
            running, or its result is not right.
        StudentError, WorkerFailure
            A call of the student's failed.
        TrustedCodeFailed
            A call of the reference failed.
        """
        prepared = self._warm_up(size)
        count = 2 * max(2, min(rounds, int(SIZE_BUDGET_S / prepared.pair_s / 2)))
        for _ in range(_SITTINGS_BEFORE_ACCUSED):
            pairs = [
                self._call_pair(
                    size, prepared, self._draw_fetches(prepared), student_first=number % 4 in (1, 2)
                )
                for number in range(count)
            ]
            excess_s = _sitting_excess_s(pairs)
            if excess_s <= MAX_EXCESS_S + statistics.median(pair.student.cpu_s for pair in pairs):
                return [self._corrected(pair, excess_s, prepared.overhead) for pair in pairs]
        raise RuleViolation("forbidden", "timing.rule.outside_the_call")

    def verify_result(self, size: str) -> None:
        """Compare one whole result of the student's with the reference's, without timing it.

        Parameters
        ----------
        size : str

        Raises
        ------
        RuleViolation, StudentError, WorkerFailure, TrustedCodeFailed
            As `time_pairs`.
        """
        self._warm_up(size)

    def _part(self, reply_bytes: int) -> Fetch:
        """A part that nobody can foresee, or the whole where parts are not fetched."""
        return Fetch(reply_bytes, self._random.random(), self._function.window)

    def _draw_fetches(self, prepared: _PreparedSize) -> dict[str, Fetch]:
        """What is fetched after a call. Drawn for each call alone, so that no call tells about another."""
        shares = {"fetch": self._function.fetched_share, "staged": FETCHED_SHARE}
        return {
            kind: self._part(most)
            for kind, most in prepared.reply_bytes.items()
            if secrets.randbelow(1 << 30) < shares[kind] * 2**30
        }

    def _corrected(self, pair: _CallPair, excess_s: float, overhead: RequestCost) -> TimePair:
        """Both times without the overhead, the student's with the excess."""
        sides = ((pair.reference, 0.0), (pair.student, excess_s))
        walls = (max(_MIN_TIME_S, call.wall_s + extra_s - overhead.wall_s) for call, extra_s in sides)
        if not self._function.single_threaded:
            return TimePair(*walls)
        cpus = (max(_MIN_TIME_S, call.cpu_s + extra_s - overhead.cpu_s) for call, extra_s in sides)
        return TimePair(*walls, *cpus)

    def _warm_up(self, size: str) -> _PreparedSize:
        """Prepare a size, and make two pairs of calls that are not timed; one is compared whole."""
        prepared = self._prepared(size, self._in_order(self._student_first))
        fetches = {kind: self._part(most) for kind, most in prepared.reply_bytes.items()}
        whole = fetches | {"fetch": Fetch(prepared.reply_bytes["fetch"])}
        self._call_pair(size, prepared, whole, student_first=self._student_first)
        # On a GPU most pairs fetch nothing.
        later = fetches if self._function.fetched_share == 1 else {}
        pair = self._call_pair(size, prepared, later, student_first=not self._student_first)
        prepared.pair_s = sum(call.wall_s + call.outside_s for call in (pair.reference, pair.student))
        return prepared

    def prepare(self, size: str) -> _PreparedSize:
        """Learn from the reference what a right result of a size is, set the pools, and measure the overhead.

        The student's worker is only sent the pool.

        Parameters
        ----------
        size : str

        Raises
        ------
        TrustedCodeFailed
            The reference fails on these inputs.
        """
        return self._prepared(size, (self._reference,))

    def _prepared(self, size: str, called: Sequence[TimedWorker]) -> _PreparedSize:
        """The same; these workers make a call, in this order. The reference's is the one whose overhead counts."""
        facts = self._facts(size)
        args = self._function.inputs(size)
        if facts.elements + CHALLENGE_OFFSETS > self._pool_size:
            self._pool_size = facts.elements + CHALLENGE_OFFSETS
            self._pool = self._drawn_pool(args, facts.dtype)
            for worker in self._in_order(self._student_first):
                worker.set_pool(self._pool)
        centres = _middle_half(facts.some)
        challenges = _draw_challenges(centres)
        overheads = {
            worker: worker.measure_overhead(self._function.name, args, challenges) for worker in called
        }
        return _PreparedSize(
            elements=facts.elements,
            scale=facts.scale or 1.0,
            centres=centres,
            reply_bytes={
                "fetch": 2 * facts.elements * np.dtype(facts.dtype).itemsize + _REPLY_EXTRA_BYTES,
                "staged": facts.input_bytes + _REPLY_EXTRA_BYTES,
            },
            overhead=overheads[self._reference],
        )

    def _in_order(self, student_first: bool) -> tuple[TimedWorker, TimedWorker]:
        return (self._student, self._reference) if student_first else (self._reference, self._student)

    def _facts_of_reference(self, size: str) -> ResultFacts:
        self._reference.stage(self._function.inputs(size))
        return self._reference.describe_result(self._function.name)

    def _drawn_pool(self, args: Sequence[Any], dtype: str) -> Any:
        """Random numbers in the form of the inputs: a recipe if these are recipes, else an array or a tensor."""
        if any(isinstance(arg, Drawn) for arg in args):
            return Drawn(
                shape=(self._pool_size,), dtype="float64" if dtype == "float64" else "float32",
                seed=secrets.randbits(62),
            )  # fmt: skip
        pool = self._random.standard_normal(self._pool_size).astype(dtype)
        if any(isinstance(arg, np.ndarray) for arg in args):
            return pool
        import torch  # imported only where a torch function is timed, because it takes a second

        return torch.from_numpy(pool)

    def stage_without_call(self, worker: TimedWorker, size: str) -> None:
        """Send a worker the pool and fresh inputs, and do not call the function.

        Parameters
        ----------
        worker : TimedWorker
            One of the two workers, or another one.
        size : str
        """
        args = self._function.inputs(size)
        worker.set_pool(self._pool)
        worker.stage(args)

    def _call_pair(
        self, size: str, prepared: _PreparedSize, fetches: Mapping[str, Fetch], *, student_first: bool
    ) -> _CallPair:
        """One call of each side on the same fresh inputs. The challenge is drawn after they were staged."""
        args = self._function.inputs(size)
        order = self._in_order(student_first)
        for worker in order:
            worker.stage(args)
        challenge = _draw_challenge(prepared.centres)
        calls = {worker: worker.timed_call(self._function.name, challenge, fetches) for worker in order}
        (reference, expected), (student, fetched) = calls[self._reference], calls[self._student]
        self._compare_fetched(fetched, expected, prepared.scale)
        if fetches and self._student.has_child_process:
            raise RuleViolation("forbidden", "timing.rule.process_left")
        self._compare_answers(student.answer, reference.answer, prepared)
        return _CallPair(reference, student, "fetch" in fetches)

    def _compare_answers(self, answer: float, expected: float, prepared: _PreparedSize) -> None:
        """Two right answers differ by a sum of small errors with random weights, whose deviation is known."""
        deviation = self._function.tolerance * prepared.scale * prepared.elements**0.5
        if not abs(answer - expected) <= _ANSWER_DEVIATIONS * deviation:
            raise RuleViolation("failed", "timing.rule.wrong_result")

    def _compare_fetched(self, fetched: Mapping[str, Any], expected: Mapping[str, Any], scale: float) -> None:
        """Compare whole results, and the inputs after the call, where they were fetched."""
        if "fetch" in expected:
            result, right = _as_array(fetched["fetch"]), _as_array(expected["fetch"])
            if result.shape != right.shape or result.dtype != right.dtype:
                raise RuleViolation("failed", "timing.rule.wrong_type")
            allowed = self._function.tolerance * scale + _rounding(expected["fetch"]) * np.abs(right)
            if not bool(np.all(_absolute_difference(result, right) <= allowed)):
                raise RuleViolation("failed", "timing.rule.wrong_result")
        if "staged" in expected and not _identical(fetched["staged"], expected["staged"]):
            raise RuleViolation("failed", "timing.rule.inputs_changed")


def _draw_challenge(centres: Sequence[float]) -> Challenge:
    shift = _SHIFT_STEP * (2 * secrets.randbelow(SPARE // _SHIFT_STEP // 2) + 1)
    return Challenge(secrets.randbelow(CHALLENGE_OFFSETS), secrets.choice(centres), shift)


def _draw_challenges(centres: Sequence[float]) -> list[Challenge]:
    return [_draw_challenge(centres) for _ in range(_OVERHEAD_REPEATS)]


def _sitting_excess_s(pairs: Sequence[_CallPair]) -> float:
    """Mean excess of the pairs in which the result was fetched, or of all; without the most disturbed, at least 0."""
    fetched = [pair for pair in pairs if pair.result_fetched] or pairs
    excesses = sorted(pair.excess_s for pair in fetched)
    kept = excesses[: max(1, len(excesses) - math.ceil(_DISTURBED_SHARE * len(excesses)))]
    return max(0.0, statistics.fmean(kept))


def _middle_half(some: npt.NDArray[np.float64]) -> list[float]:
    """Elements between the quartiles, so that many elements lie on both sides of each of them."""
    some = np.sort(some)
    return [float(each) for each in some[len(some) // 4 : max(1, 3 * len(some) // 4)]] or [0.0]


def _rounding(value: Any) -> float:
    """Relative distance of neighbouring numbers of a 16-bit type, 0 for others, whose is far below any tolerance.

    Two right functions round a number near the middle of two neighbours to one each.
    """
    if not (hasattr(value, "detach") and value.is_floating_point() and value.dtype.itemsize < 4):
        return 0.0
    import torch  # loaded already where there is a tensor

    return torch.finfo(value.dtype).eps


def _absolute_difference(some: npt.NDArray[Any], others: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if some.dtype.kind not in "fc":  # differences of unsigned integers would wrap around
        some, others = some.astype(np.float64), others.astype(np.float64)
    difference: npt.NDArray[Any] = np.abs(some - others)
    return difference


def _as_array(value: Any) -> npt.NDArray[Any]:
    """A result as an array. What is no array becomes an empty one, which differs from every right result."""
    if hasattr(value, "detach"):
        value = value.detach()
        value = (value.float() if value.dtype.itemsize < 4 else value).numpy()  # numpy has no bfloat16
    return value if isinstance(value, np.ndarray) else np.empty(0)


def _identical(inputs: Any, others: Any) -> bool:
    """Whether two lists of arrays are equal bit by bit; so a NaN is equal to itself."""
    if not (isinstance(inputs, list) and len(inputs) == len(others)):
        return False
    pairs = ((_as_array(a), _as_array(b)) for a, b in zip(inputs, others, strict=True))
    return all(a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes() for a, b in pairs)
