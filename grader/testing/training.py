"""The fixture ``training``: whether the student's code trains, judged by what it reaches on held-out data.

A problem is trained several times from random starts. The best score counts: an unlucky start fails nobody. Threshold
and chance of a false fail are measured, by ``grader verify --calibrate``, and stand in ``training.toml`` beside the
test. A report draws the losses of public tests alone: those run before the code has seen a hidden input.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from grader.course.training_level import TrainingLevel
from grader.diagnosis.loss_curve import curve_fault
from grader.messages import join_sentences, say
from grader.model import LossCurve, Verdict
from grader.sandbox.call_failure import WorkerFailure
from grader.testing.equality import Complaint, current_notes, expect
from grader.testing.subject import AuthorError, Subject

TRAININGS: Final = 3
"""Trainings of a problem, of which the best counts."""
MOST_CPU_S: Final = 5.0
"""CPU time of the student's code for all trainings of a problem."""
_LONGEST_CURVE: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """The result of one training.

    Compute both numbers in the test, from what the student's code returns.

    Examples
    --------
    >>> Trained(score=0.9, losses=[2.3, 0.4]).score
    0.9
    """

    score: float
    """What it reached on held-out data; more is better."""
    losses: Sequence[float] = ()
    """The loss before the first step and after each part of the training."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedProblem:
    """A problem with the results of its trainings, for whoever calibrates or verifies it."""

    id: str
    wrong: tuple[str, ...]
    results: tuple[Trained, ...]
    cpu_s: float
    """CPU time of the code under test."""


@dataclass(frozen=True, slots=True)
class _Listener:
    tell: Callable[[TrainedProblem], None]
    trainings: int


_listeners: list[_Listener] = []


@contextlib.contextmanager
def listen_to_trainings(tell: Callable[[TrainedProblem], None], trainings: int = TRAININGS) -> Iterator[None]:
    """Call ``tell`` with every problem inside the context, each trained so many times and without a limit of time."""
    _listeners.append(_Listener(tell, trainings))
    try:
        yield
    finally:
        _listeners.pop()


class Training:
    """``training.reaches(...)``: the best of three trainings must reach the threshold of a problem.

    Parameters
    ----------
    subject : Subject
        The submission.
    levels : mapping
        The calibrated thresholds, by problem.
    seed : int
        What the problems are drawn from.

    Examples
    --------
    >>> def train(rng):
    ...     x = rng.normal(size=20)
    ...     slope = student.fit_slope(x, 3 * x)
    ...     return Trained(score=-abs(slope - 3))
    >>> training.reaches("line", train, measure="less the error of the slope", wrong=["fit_slope__no_data"])
    """

    def __init__(self, subject: Subject, levels: Mapping[str, TrainingLevel], seed: int) -> None:
        self._subject = subject
        self._levels = levels
        self._seed = seed

    def reaches(
        self,
        problem: str,
        train: Callable[[np.random.Generator], Trained],
        *,
        measure: str,
        wrong: Sequence[str],
    ) -> None:
        """Train a problem several times, and demand that the best training reaches the threshold.

        All trainings run, whatever they reach, so that the code under test does not learn how it did.

        Parameters
        ----------
        problem : str
            Its name in ``training.toml``, beside the test.
        train : callable
            Gets a numpy generator of its own, draws a problem and a start from it, lets the student's code train,
            and measures what was reached. Held-out labels must not cross to the student's code.
        measure : str
            What the score is: ``"accuracy on digits that were not trained on"``.
        wrong : sequence of str
            Known mistakes that must stay below the threshold, by their ids. `grader verify` trains with each.

        Raises
        ------
        AuthorError
            The problem is not calibrated.
        """
        listener, before = _listeners[-1] if _listeners else None, self._subject.cpu_s
        results = self._trained(train, listener)
        if listener is not None:
            used = self._subject.cpu_s - before
            listener.tell(TrainedProblem(id=problem, wrong=tuple(wrong), results=results, cpu_s=used))
        level = self._levels.get(problem)
        if level is None:
            if listener is None:
                raise AuthorError(
                    f"the problem '{problem}' is not calibrated: run 'grader verify --calibrate'"
                )
            return
        current_notes().curve = _curve(results, level)
        expect(lambda: _judged(results, level, measure))

    def _trained(
        self, train: Callable[[np.random.Generator], Trained], listener: _Listener | None
    ) -> tuple[Trained, ...]:
        before = self._subject.cpu_s
        results = []
        for number in range(listener.trainings if listener else TRAININGS):
            results.append(_checked(train(np.random.default_rng([self._seed, number]))))
            if listener is None and self._subject.cpu_s - before > MOST_CPU_S:
                raise WorkerFailure(Verdict.TIMEOUT, say("training.cpu_time", limit=f"{MOST_CPU_S:g}"))
        return tuple(results)


def _checked(result: Trained) -> Trained:
    if not isinstance(result, Trained):
        raise AuthorError(f"a training must give Trained(score=..., losses=...), got {type(result).__name__}")
    losses = tuple(map(float, result.losses))
    score = float(result.score)
    return Trained(score=-math.inf if math.isnan(score) else score, losses=losses)


def _judged(results: Sequence[Trained], level: TrainingLevel, measure: str) -> Complaint | None:
    best = max(result.score for result in results)
    if best >= level.least:
        return None
    fault = curve_fault([result.losses for result in results], level.losses)
    proved = say(f"training.{fault}") if fault else ""
    detail = say(
        "training.below.detail",
        trainings=len(results), best=f"{best:.3g}", measure=measure, least=f"{level.least:.3g}",
        median=f"{level.median:.3g}",
    )  # fmt: skip
    return Complaint(join_sentences(say("training.below"), proved), join_sentences(detail, proved))


def _curve(results: Sequence[Trained], level: TrainingLevel) -> LossCurve | None:
    """The losses for a report, up to the first that is no number."""
    if not level.losses:
        return None
    return LossCurve(
        trainings=tuple(_finite(result.losses) for result in results),
        reference=level.losses[:_LONGEST_CURVE],
        low=level.losses_low[:_LONGEST_CURVE],
        high=level.losses_high[:_LONGEST_CURVE],
    )


def _finite(losses: Sequence[float]) -> tuple[float, ...]:
    end = next((place for place, loss in enumerate(losses) if not math.isfinite(loss)), len(losses))
    return tuple(losses[: min(end, _LONGEST_CURVE)])
