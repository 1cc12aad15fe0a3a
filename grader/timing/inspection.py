"""What a function takes besides time: evidence that is worth points, and advice that is not."""

from __future__ import annotations

import contextlib
import functools

import numpy as np

from grader.course.performance import Evidence, Performance, dimensions
from grader.model import EvidenceResult
from grader.sandbox.failure import StudentError, WorkerFailure
from grader.timing import evidence, words
from grader.timing.benchmark import Benchmark
from grader.timing.contest import ROUNDS
from grader.timing.player import Player
from grader.timing.seats import Place, Seats

_MB = 1e6


class Inspection:
    """Looks at one function from outside.

    Parameters
    ----------
    entry : Performance
    function : str
    benchmark : Benchmark
    place : Place
    seats : Seats
    rng : numpy.random.Generator
    """

    def __init__(
        self, entry: Performance, function: str, benchmark: Benchmark, place: Place, seats: Seats,
        rng: np.random.Generator,
    ) -> None:  # fmt: skip
        self._entry = entry
        self._function = function
        self._benchmark = benchmark
        self._place = place
        self._seats = seats
        self._rng = rng

    def evidence(self, asked: Evidence, *, paid: bool) -> EvidenceResult:
        """One figure, and points for it if its tier was reached (``paid``)."""
        with self._seats.both(frugal=asked.kind == "peak memory") as (reference, student):
            measured = self._measured(asked, reference, student, thoroughly=paid)
        return EvidenceResult(
            name=asked.kind, unit="MB" if asked.kind == "peak memory" else "", measured=measured, most=asked.most,
            points=asked.points if paid and measured <= asked.most else 0.0, max_points=asked.points,
            message=words.evidence(asked, measured, paid=paid),
        )  # fmt: skip

    def _measured(self, asked: Evidence, reference: Player, student: Player, *, thoroughly: bool) -> float:
        draw, more = (
            functools.partial(self._benchmark.inputs, self._rng, size) for size in (asked.size, asked.larger)
        )
        if asked.kind == "growth":
            factor = np.prod(dimensions(asked.larger)) / np.prod(dimensions(asked.size))
            return evidence.growth(student, self._function, draw, more, float(factor))
        if self._entry.device == "cuda":
            return evidence.peak_device_bytes(student, self._function, draw(), self._place.used_bytes) / _MB
        calls = 2 * ROUNDS + 1 if thoroughly else 1  # as in a sitting, where the first pair warms up
        return evidence.peak_extra_bytes(reference, student, self._function, draw, calls) / _MB

    def advice(self) -> tuple[str, ...]:
        """Lines of Python that a call executes on both sides, by the workers' own count."""
        args = self._benchmark.inputs(self._rng, self._entry.sizes[0])
        counts = []
        with self._seats.both() as players, contextlib.suppress(StudentError, WorkerFailure):
            for player in players:
                player.stage(args)
                with player.awake() as worker:
                    counts.append(worker.ask("steps", self._function))
        return words.advice(*counts) if [type(count) for count in counts] == [int, int] else ()
