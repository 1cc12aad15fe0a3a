"""Thresholds of tests that train: measured on right answers, checked against wrong ones."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from grader.course import Assignment
from grader.course.training_level import TRAINING_FILE, TrainingLevel
from grader.output import write_atomic
from grader.testing.training import MOST_CPU_S, TRAININGS, Trained
from grader.verification.check_result import CheckResult, ReportProgress
from grader.verification.observed_runs import ObservationSession, ObservedRun, ObservedTraining

MOST_FALSE_FAILS: Final = 1e-6
"""Largest chance that all trainings of a right answer stay below the threshold."""
_CONFIDENCE: Final = 0.95
_REFERENCE_RUNS, _ANSWER_RUNS, _WRONG_RUNS = 300, 150, 60
"""Trainings by the reference, by each independent answer and by each wrong training in a calibration."""
_AT_ONCE: Final = 10
"""Trainings in one run of a test: a worker has a budget of CPU time."""
_TAIL: Final = 0.1
"""Part of the scores from which the lower tail is estimated."""
_CPU_ROOM: Final = 2
"""A right answer, of a slow style too, may use one of so many parts of the CPU time that a test has."""
_Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingCalibration:
    """The threshold of one problem, newly measured."""

    test: str
    level: TrainingLevel
    problem: str = ""
    """Why there is no threshold that tells right from wrong; empty if there is one."""


def chance_of_false_fail(scores: Sequence[float], least: float) -> float:
    """The chance that every training of a right answer stays below a threshold.

    Parameters
    ----------
    scores : sequence of float
        Scores of independent trainings by right answers.
    least : float
        The threshold.

    Returns
    -------
    float
        The larger of two estimates, to the power of the number of trainings. The first takes the lower tail to be
        exponential: beyond the tenth percentile the chance falls by e with each mean excess. The second assumes
        nothing: it is the upper end of the 95 % interval of Clopper and Pearson for the share of scores below.
    """
    values = np.asarray(scores, dtype=np.float64)
    return float(max(_tail_chance(values, least), _share_below(values, least)) ** TRAININGS)


def _tail_chance(scores: _Scores, least: float) -> float:
    start = float(np.quantile(scores, _TAIL))
    if least >= start:
        return float(np.mean(scores < least))
    excess = float(np.mean(start - scores[scores <= start]))
    return _TAIL * math.exp(-(start - least) / excess) if excess > 0 else 0.0


def _share_below(scores: _Scores, least: float) -> float:
    """Upper end of the one-sided interval for a rate, found by bisection of the binomial distribution."""
    below, trials = int(np.sum(scores < least)), len(scores)
    low, high = 0.0, 1.0
    for _ in range(60):
        p = (low + high) / 2
        as_few = sum(math.comb(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(below + 1))
        low, high = (p, high) if as_few > 1 - _CONFIDENCE else (low, p)
    return high


def highest_threshold(scores: Sequence[float]) -> float:
    """The highest threshold that a right answer misses with a chance of at most `MOST_FALSE_FAILS`."""
    ordered = sorted(scores)
    low, high = ordered[0] - 10 * (ordered[-1] - ordered[0]) - 1.0, ordered[-1]
    for _ in range(60):
        middle = (low + high) / 2
        holds = chance_of_false_fail(scores, middle) <= MOST_FALSE_FAILS
        low, high = (middle, high) if holds else (low, middle)
    return low


class TrainingChecks:
    """Trains with right and with wrong answers, and looks at what they reach.

    Parameters
    ----------
    assignment : Assignment
    answers : mapping of str
        Sources of the independent right answers, by name.
    report : callable
        Called to report progress.
    """

    def __init__(self, assignment: Assignment, answers: Mapping[str, str], report: ReportProgress) -> None:
        assert assignment.reference_path is not None
        self._assignment = assignment
        self._reference = assignment.reference_path.read_text(encoding="utf-8")
        self._answers = answers
        self._report = report
        self._wrong = {mistake.id: mistake.source for mistake in assignment.known_mistakes}

    def check(
        self, session: ObservationSession, right: Sequence[ObservedRun], secrets: int
    ) -> CheckResult | None:
        """Compare what right and wrong answers reach with the kept thresholds; ``None`` if no test trains.

        Parameters
        ----------
        session : ObservationSession
        right : sequence of ObservedRun
            Runs of the reference, the first of them, and of independent answers.
        secrets : int
            Wrong answers train on so many secrets.
        """
        trained = right[0].trainings
        if not trained:
            return None
        problems: list[str] = []
        figures = {"problems": float(len(trained))}
        for one in trained:
            level = self._assignment.training_levels[
                one.problem.id
            ]  # grading processes refuse to start without
            problems += self._right_problems(one, level, right)
            problems += self._wrong_problems(session, one, level, secrets)
            figures |= {f"{one.problem.id}: needed": level.least, f"{one.problem.id}: median": level.median}
        known = {one.problem.id for one in trained}
        problems += [
            f"{TRAINING_FILE} holds '{name}', which no test trains. Run 'grader verify --calibrate'."
            for name in self._assignment.training_levels.keys() - known
        ]
        return CheckResult(check="training", problems=tuple(problems), figures=figures)

    def _right_problems(
        self, one: ObservedTraining, level: TrainingLevel, right: Sequence[ObservedRun]
    ) -> Iterator[str]:
        found = [each.problem for run in right for each in run.trainings if each.problem.id == one.problem.id]
        scores = [result.score for problem in found for result in problem.results]
        if _tail_chance(np.asarray(scores), level.least) ** TRAININGS > MOST_FALSE_FAILS:
            yield (
                f"{one.test}: right answers reach {min(scores):.3g} to {max(scores):.3g} in '{level.id}', too near to "
                f"the threshold {level.least:g}. Run 'grader verify --calibrate'."
            )
        slowest = max(problem.cpu_s for problem in found)
        if slowest > MOST_CPU_S / _CPU_ROOM:
            yield (
                f"{one.test}: right answers train for up to {slowest:.1f} s of the {MOST_CPU_S:g} s that a test has; "
                f"at most {MOST_CPU_S / _CPU_ROOM:g} s leave room for slower styles. Make the problem smaller."
            )

    def _wrong_problems(
        self, session: ObservationSession, one: ObservedTraining, level: TrainingLevel, secrets: int
    ) -> Iterator[str]:
        if not one.problem.wrong:
            yield f"{one.test}: '{level.id}' names no wrong training. Give it wrong=(...), with ids of known mistakes."
        for name in one.problem.wrong:
            if name not in self._wrong:
                yield f"{one.test}: '{name}' is no known mistake. Write it in mistakes.toml, or correct the name."
                continue
            best = max(self._scores(session, one, self._wrong[name], name, secrets * _AT_ONCE))
            if best >= level.least:
                yield (
                    f"{one.test}: the wrong training {name} reaches {best:.3g} in '{level.id}', {level.least:g} is "
                    "enough. Choose a problem that shows the mistake, or leave it out of wrong."
                )

    def calibrate(self, session: ObservationSession) -> list[TrainingCalibration]:
        """Measure every problem anew, and write the thresholds beside the tests."""
        trained = session.observe(self._reference, salt="order").trainings
        found = [self._calibrated(session, one) for one in trained]
        for folder in (self._assignment.public_dir, self._assignment.hidden_dir):
            own = [
                each.level for each in found if each.test.startswith(f"{folder.name}/") and not each.problem
            ]
            _write_levels(folder / TRAINING_FILE, own)
        return found

    def _calibrated(self, session: ObservationSession, one: ObservedTraining) -> TrainingCalibration:
        reference = self._trained(session, one, self._reference, "reference", _REFERENCE_RUNS)
        scores = [result.score for result in reference]
        for name, source in self._answers.items():
            scores += self._scores(session, one, source, name, _ANSWER_RUNS)
        sources = [(name, self._wrong[name]) for name in one.problem.wrong if name in self._wrong]
        wrong = [self._scores(session, one, source, name, _WRONG_RUNS) for name, source in sources]
        highest, best_wrong = highest_threshold(scores), max(map(max, wrong), default=-math.inf)
        if not sources:
            problem = (
                f"{one.test}: no known mistake is named in wrong=(...), so nothing says what is too low."
            )
        elif best_wrong >= highest:
            names = ", ".join(n for (n, _), each in zip(sources, wrong, strict=True) if max(each) >= highest)
            problem = (
                f"{one.test}: right answers allow a threshold of {highest:.3g} at most, and {names} reaches "
                f"{best_wrong:.3g}. Choose a problem that shows the mistake, or leave it out of wrong."
            )
        else:
            problem = ""
        least = _rounded_down((highest + best_wrong) / 2 if math.isfinite(best_wrong) else highest)
        return TrainingCalibration(
            test=one.test, level=_level(one, least, scores, best_wrong, reference), problem=problem
        )

    def _scores(
        self, session: ObservationSession, one: ObservedTraining, source: str, name: str, runs: int
    ) -> list[float]:
        return [result.score for result in self._trained(session, one, source, name, runs)]

    def _trained(
        self, session: ObservationSession, one: ObservedTraining, source: str, name: str, runs: int
    ) -> list[Trained]:
        """Results of one source in one problem. A wrong training that stops with an error has reached nothing."""
        results: list[Trained] = []
        for number in range(runs // _AT_ONCE):
            self._report("training", number * _AT_ONCE, runs)
            salt = f"training {name} {number}"
            observed = session.observe(source, salt=salt, only=one.test, trainings=_AT_ONCE)
            results += [
                r
                for each in observed.trainings
                if each.problem.id == one.problem.id
                for r in each.problem.results
            ]
        return results or [Trained(score=-math.inf)]


def _level(
    one: ObservedTraining, least: float, scores: Sequence[float], wrong: float, reference: Sequence[Trained]
) -> TrainingLevel:
    curves = np.array([result.losses for result in reference])
    low, median, high = np.quantile(curves, (0.1, 0.5, 0.9), axis=0) if curves.size else ((), (), ())
    return TrainingLevel(
        id=one.problem.id, least=least, runs=len(scores), lowest=min(scores), median=float(np.median(scores)),
        spread=float(np.std(scores)), false_fail=chance_of_false_fail(scores, least), wrong=wrong,
        losses=tuple(median), losses_low=tuple(low), losses_high=tuple(high),
    )  # fmt: skip


def _rounded_down(value: float) -> float:
    """The value with three decimals, towards the wrong answers, or with four digits if it is large."""
    digits = max(0, 3 - max(0, math.floor(math.log10(abs(value) or 1.0))))
    scale: float = 10.0**digits
    return math.floor(value * scale) / scale


def _write_levels(path: Path, levels: Sequence[TrainingLevel]) -> None:
    if not levels:
        path.unlink(missing_ok=True)
        return
    head = (
        "# Measured and written by 'grader verify --calibrate'. docs/tests.md says what the numbers mean.\n"
    )
    write_atomic(path, head + "".join(map(_table, levels)))


def _table(level: TrainingLevel) -> str:
    lists = {"losses": level.losses, "losses_low": level.losses_low, "losses_high": level.losses_high}
    lines = [f'\n[[problem]]\nid = "{level.id}"', f"least = {level.least:g}", f"runs = {level.runs}"]
    numbers = {name: getattr(level, name) for name in ("lowest", "median", "spread", "false_fail", "wrong")}
    lines += [f"{name} = {value:.4g}" for name, value in numbers.items() if math.isfinite(value)]
    lines += [
        f"{name} = [{', '.join(f'{v:.4g}' for v in values)}]" for name, values in lists.items() if values
    ]
    return "\n".join(lines) + "\n"
