"""What a function takes besides time: evidence that is worth points, and advice that is not."""

from __future__ import annotations

import contextlib

import numpy as np

from grader.course.performance import Evidence, Performance, dimensions
from grader.model import EvidenceResult
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.timing import resource_usage, words
from grader.timing.estimate import Pair, estimate
from grader.timing.paired_benchmark import Duel, Task
from grader.timing.placement import Place, Seats
from grader.timing.sequential_test import ROUNDS

_MB = 1e6
_GPU_ROUNDS = 2
_IN_STEP = 0.7
"""A sitting may be so much slower than those that were timed; fresh workers of one function differ by some percent."""
_LOOKS = 3
"""Sittings in which it may be."""


class Inspection:
    """Looks at one function from outside.

    Parameters
    ----------
    entry : Performance
    task : Task
        What is called, on inputs of its own.
    place : Place
    seats : Seats
    """

    def __init__(self, entry: Performance, task: Task, place: Place, seats: Seats) -> None:
        self._entry = entry
        self._task = task
        self._place = place
        self._seats = seats

    def evidence(self, asked: Evidence, *, paid: bool, pace: float = 0.0) -> EvidenceResult:
        """One figure, and points for it if its tier was reached.

        Parameters
        ----------
        asked : Evidence
        paid : bool
            The tier was reached.
        pace : float
            Share of the reference's speed at which the function was timed on this size, 0 if it was not. What is
            slower now shows another face than it did there, and the figure says nothing about that one.
        """
        for _ in range(_LOOKS if paid else 1):
            measured, pairs = self._measured(asked, thoroughly=paid)
            in_step = not pairs or estimate(pairs).ratio >= _IN_STEP * pace
            if in_step:
                break
        earned = paid and in_step and measured <= asked.most
        return EvidenceResult(
            name=asked.kind, unit="MB" if asked.kind == "peak memory" else "", measured=measured, most=asked.most,
            points=asked.points if earned else 0.0, max_points=asked.points,
            message=words.evidence(asked, measured, paid=paid) if in_step else words.OUT_OF_STEP,
        )  # fmt: skip

    def _measured(self, asked: Evidence, *, thoroughly: bool) -> tuple[float, list[Pair]]:
        """A figure, and the times of the calls it was read from: as many as in a sitting, or one if nothing is paid."""
        if asked.kind == "growth":
            return self._growth(asked)
        if self._entry.device == "cuda":
            return self._device_memory(asked)
        with self._seats.both() as (reference, student), self._seats.witness() as witness:
            duel = Duel(reference, student, self._task)
            pairs = duel.pairs(asked.size, ROUNDS) if thoroughly else duel.check(asked.size)
            return resource_usage.peak_extra_bytes(duel, student, witness, asked.size) / _MB, pairs

    def _growth(self, asked: Evidence) -> tuple[float, list[Pair]]:
        factor = float(np.prod(dimensions(asked.larger)) / np.prod(dimensions(asked.size)))
        with self._seats.both() as (reference, student):
            duel = Duel(reference, student, self._task)
            few, many = (duel.pairs(size, ROUNDS) for size in (asked.size, asked.larger))
        return resource_usage.growth(few, many, factor), few

    def _device_memory(self, asked: Evidence) -> tuple[float, list[Pair]]:
        with self._seats.both() as (reference, student):
            duel = Duel(reference, student, self._task)
            peak, pairs = resource_usage.peak_device_bytes(
                duel, student, asked.size, _GPU_ROUNDS, self._place.used_bytes
            )
        return peak / _MB, pairs

    def advice(self) -> tuple[str, ...]:
        """Lines of Python that a call executes on both sides, by the workers' own count."""
        args = self._task.inputs(self._entry.sizes[0])
        counts = []
        with self._seats.both() as players, contextlib.suppress(StudentError, WorkerFailure):
            for player in players:
                player.stage(args)
                with player.awake() as worker:
                    counts.append(worker.ask("steps", self._task.function))
        return words.advice(*counts) if [type(count) for count in counts] == [int, int] else ()
