"""One function of a submission on one device: contest, evidence, verdict."""

from __future__ import annotations

import contextlib
import dataclasses
import fcntl
import functools
import os
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.course import Limits
from grader.course.performance import Evidence, Performance, dimensions
from grader.errors import CourseError
from grader.model import EvidenceResult, PerformanceResult, SizeResult, TierResult, TimingLog
from grader.sandbox.failure import StudentError, WorkerFailure
from grader.sandbox.zygote import Zygote
from grader.testing.subject import Code
from grader.timing import evidence, words
from grader.timing.benchmark import Benchmark
from grader.timing.contest import ROUNDS, SITTINGS, Contest, Outcome, Samples, contest
from grader.timing.duel import Duel, Foul, Task
from grader.timing.estimate import clocked
from grader.timing.light import CODE as LIGHT
from grader.timing.light import Rates, rates
from grader.timing.player import Player, TrustedFailed

_MB = 1e6
_REPLY_MIB = 1536
_OF_STUDENTS = (StudentError, WorkerFailure)
"""What a submission's code may bring about."""
_CALM_S = 2.0
"""Between probes of a machine that is too noisy: what disturbs it may be over by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a function is timed."""

    zygote: Zygote
    name: str
    """The processor or GPU, for the report."""
    libraries: dict[str, str]
    used_bytes: Callable[[], int] = lambda: 0
    """Memory of the GPU in use now."""


class Exam:
    """A submission's function against the reference's.

    Parameters
    ----------
    entry : Performance
        What ``assignment.toml`` says.
    function : str
        Name of the function, in both modules.
    benchmark : Benchmark
    place : Place
    reference, student : Code
    limits : Limits
        Of the assignment.
    """

    def __init__(
        self, entry: Performance, function: str, benchmark: Benchmark, place: Place, *, reference: Code, student: Code,
        limits: Limits,
    ) -> None:  # fmt: skip
        self._entry = entry
        self._function = function
        self._benchmark = benchmark
        self._place = place
        self._reference = reference
        self._student = student
        self._limits = dataclasses.replace(limits, reply_mib=max(_REPLY_MIB, limits.reply_mib))
        self._core = max(os.sched_getaffinity(0))
        self._seed = secrets.randbits(63)
        self._sittings = 0
        self._blank = PerformanceResult(
            id=entry.id, task=entry.task, function=function, title=entry.title or function, device=entry.device,
            ending="judged", points=0.0, max_points=entry.points, device_name=place.name,
        )  # fmt: skip

    def sit(self) -> tuple[PerformanceResult, TimingLog]:
        """Time it; only one submission at a time on a machine, whatever else is graded there meanwhile."""
        with _alone(), _elsewhere(self._core):
            try:
                return self._judged()
            except Foul as foul:
                return self._ended(foul.ending, words.foul(foul)), self._log(None)
            except _OF_STUDENTS as error:
                return self._ended("failed", words.broken(error)), self._log(None)
            except TrustedFailed as error:
                raise CourseError(
                    f"{self._function} cannot be timed: the reference fails on the inputs of hidden/benchmark.py: "
                    f"{error}. Correct one of them; nothing is graded."
                ) from error

    def check(self, size: str) -> None:
        """A round of one size that nobody times: the whole result against the reference's.

        Raises
        ------
        Foul, StudentError, WorkerFailure
            The result is not right, or there is none.
        """
        with self._pair(self._reference, self._student) as (reference, student):
            Duel(reference, student, self._task(np.random.default_rng([self._seed, 0]))).check(size)

    def _judged(self) -> tuple[PerformanceResult, TimingLog]:
        if not self._entry.calibrated:
            return self._uncalibrated(), self._log(None)
        with contextlib.closing(self._player(LIGHT)) as player:
            light = rates(player, self._entry.device, self._example())
        least_s = {size: light.least_s(*self._benchmark.ideal(size)) for size in self._entry.sizes}
        once = self._entry.device == "cuda"  # a fresh worker takes seconds there
        outcome = contest(
            Contest(
                tiers=self._entry.tiers, sit=self._sitting(self._student, self._entry.sizes),
                probe=self._sitting(self._reference, self._entry.sizes[:1]), sittings=1 if once else SITTINGS,
                least_s=least_s, wait=lambda: time.sleep(_CALM_S),
            )
        )  # fmt: skip
        if outcome.ending == "disturbed" or outcome.ending == "faster than possible":
            result = self._ended(outcome.ending, words.unjudged(outcome.ending))
            return dataclasses.replace(result, noise=outcome.noise), self._log(outcome)
        return self._result(outcome, light), self._log(outcome)

    def _ended(self, ending: Any, message: str) -> PerformanceResult:
        return dataclasses.replace(self._blank, ending=ending, message=message)

    def _result(self, outcome: Outcome, light: Rates) -> PerformanceResult:
        tiers = tuple(
            TierResult(
                name=s.tier.name, least=s.tier.least, state="reached" if s.state == "reached" else "missed",
                points=s.tier.points if s.state == "reached" else 0.0, max_points=s.tier.points,
            )
            for s in outcome.standings
        )  # fmt: skip
        reached = {tier.name for tier in tiers if tier.state == "reached"}
        shown = tuple(self._evidence(e, e.tier in reached or not e.tier) for e in self._entry.evidence)
        earned = self._entry.correct + sum(t.points for t in tiers) + sum(e.points for e in shown)
        return dataclasses.replace(
            self._blank, points=earned, message=words.lesson(self._entry, reached), score=outcome.score,
            noise=outcome.noise, pairs=min(map(len, outcome.samples.values())), undecided=outcome.undecided,
            tiers=tiers, evidence=shown, sizes=tuple(self._sizes(outcome, light)), bytes_per_s=light.bytes_per_s,
            operations_per_s=light.operations_per_s, advice=self._advice(),
        )  # fmt: skip

    def _uncalibrated(self) -> PerformanceResult:
        """Right or wrong, and evidence: nobody knows yet what is fast on such a device."""
        for size in self._entry.sizes:
            self.check(size)
        shown = tuple(self._evidence(e, paid=True) for e in self._entry.evidence)
        return dataclasses.replace(
            self._blank, ending="uncalibrated", points=self._entry.correct + sum(e.points for e in shown),
            message=words.UNCALIBRATED, evidence=shown,
        )  # fmt: skip

    def _sitting(self, other: Code, sizes: tuple[str, ...]) -> Callable[[], Samples]:
        """Fresh workers, and some pairs of every size."""
        rounds = ROUNDS if self._entry.device == "cpu" else ROUNDS * SITTINGS

        def sit() -> Samples:
            self._sittings += 1
            task = self._task(np.random.default_rng([self._seed, self._sittings]))
            with self._pair(self._reference, other) as (reference, student):
                duel = Duel(reference, student, task)
                return {size: duel.pairs(size, rounds) for size in sizes}

        return sit

    @contextlib.contextmanager
    def _pair(self, reference: Code, other: Code, *, frugal: bool = False) -> Iterator[tuple[Player, Player]]:
        """Two players; who is forked first alternates, for it is worth half a percent."""
        swapped = bool(self._sittings % 2)
        with contextlib.ExitStack() as stack:
            made = [
                stack.enter_context(contextlib.closing(self._player(code, frugal=frugal)))
                for code in ((other, reference) if swapped else (reference, other))
            ]
            yield (made[1], made[0]) if swapped else (made[0], made[1])

    def _player(self, code: Code, *, frugal: bool = False) -> Player:
        return Player(
            self._place.zygote,
            code,
            self._limits,
            self._core,
            self._entry.device,
            trusted=code is not self._student,
            frugal=frugal,
        )

    def _example(self) -> Any:
        """The first argument of a call."""
        return self._benchmark.inputs(np.random.default_rng([self._seed, 0]), self._entry.sizes[0])[0]

    def _task(self, rng: np.random.Generator) -> Task:
        return Task(
            function=self._function, inputs=lambda size: self._benchmark.inputs(rng, size),
            tolerance=self._entry.tolerance,
            alone=self._entry.device == "cpu" and self._entry.threads == 1,
        )  # fmt: skip

    def _sizes(self, outcome: Outcome, light: Rates) -> Iterator[SizeResult]:
        for size, taken in outcome.samples.items():
            pairs = clocked(taken)
            moved, operations = self._benchmark.ideal(size)
            yield SizeResult(
                size=size, reference_s=statistics.median(p.reference_s for p in pairs),
                student_s=statistics.median(p.student_s for p in pairs), ratio=outcome.estimates[size].ratio,
                ideal_bytes=moved, operations=operations, least_s=light.least_s(moved, operations),
            )  # fmt: skip

    def _evidence(self, asked: Evidence, paid: bool) -> EvidenceResult:
        rng = np.random.default_rng([self._seed, self._sittings + 1])
        frugal = asked.kind == "peak memory"
        with self._pair(self._reference, self._student, frugal=frugal) as (reference, student):
            measured = self._measured(asked, rng, reference, student)
        fine = measured <= asked.most
        return EvidenceResult(
            name=asked.kind, unit="MB" if asked.kind == "peak memory" else "", measured=measured, most=asked.most,
            points=asked.points if fine and paid else 0.0, max_points=asked.points,
            message=words.evidence(asked, measured, paid=paid),
        )  # fmt: skip

    def _measured(
        self, asked: Evidence, rng: np.random.Generator, reference: Player, student: Player
    ) -> float:
        draw, more = (
            functools.partial(self._benchmark.inputs, rng, size) for size in (asked.size, asked.larger)
        )
        if asked.kind == "growth":
            factor = np.prod(dimensions(asked.larger)) / np.prod(dimensions(asked.size))
            return evidence.growth(student, self._function, draw, more, float(factor))
        if self._entry.device == "cuda":
            return evidence.peak_device_bytes(student, self._function, draw(), self._place.used_bytes) / _MB
        calls = 2 * ROUNDS + 1  # as in a sitting, where the first pair warms up
        return evidence.peak_extra_bytes(reference, student, self._function, draw, calls) / _MB

    def _advice(self) -> tuple[str, ...]:
        """Lines of Python that a call executes on both sides, by the workers' own count."""
        args = self._benchmark.inputs(np.random.default_rng([self._seed, 0]), self._entry.sizes[0])
        counts = []
        with self._pair(self._reference, self._student) as players, contextlib.suppress(*_OF_STUDENTS):
            for player in players:
                player.stage(args)
                with player.awake() as worker:
                    counts.append(worker.ask("steps", self._function))
        return words.advice(*counts) if [type(count) for count in counts] == [int, int] else ()

    def _log(self, outcome: Outcome | None) -> TimingLog:
        def plain(samples: Samples) -> dict[str, tuple[tuple[float, ...], ...]]:
            return {size: (*((*pair,) for pair in pairs),) for size, pairs in samples.items()}

        return TimingLog(
            id=self._entry.id, device=self._place.name, seed=self._seed, libraries=self._place.libraries,
            pairs=plain(outcome.samples) if outcome else {}, probe=plain(outcome.probed) if outcome else {},
        )  # fmt: skip


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Wait for the machine's clock: two contests on one core would time each other.

    What is locked is the temporary folder itself, which all graders of a machine share; no file is left there.
    """
    descriptor = os.open(tempfile.gettempdir(), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _elsewhere(core: int) -> Iterator[None]:
    """Keep this process off the core on which workers are timed, where there is another."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, before - {core} or before)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
