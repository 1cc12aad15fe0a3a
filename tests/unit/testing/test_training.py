"""The fixture that trains: the best of three counts, all run, and a report says what the losses prove."""

from __future__ import annotations

import math

import numpy as np
import pytest

from grader.course.training_level import TrainingLevel
from grader.model import Verdict
from grader.sandbox.call_failure import WorkerFailure
from grader.testing import AuthorError, Trained, Training
from grader.testing.equality import Complaint, collect_notes, first_error
from grader.testing.training import MOST_CPU_S, TRAININGS, listen_to_trainings

FALLS = (2.0, 1.0, 0.6, 0.4, 0.3)
LEVEL = TrainingLevel(
    id="digits", least=0.8, runs=300, lowest=0.85, median=0.9, spread=0.02, false_fail=1e-8, wrong=0.5,
    losses=FALLS, losses_low=FALLS, losses_high=FALLS,
)  # fmt: skip
ASKED = {"measure": "share of digits", "wrong": ("train__uphill",)}


class Subject:
    """Code under test that takes so many seconds for each training."""

    cpu_s = 0.0


def judged(scores, losses=FALLS, *, subject=None, seconds: float = 0.0):
    """What is noted of trainings with these scores; and the notes."""
    subject = subject or Subject()
    given = iter(scores)

    def train(rng: np.random.Generator) -> Trained:
        subject.cpu_s += seconds
        return Trained(score=next(given), losses=losses)

    with collect_notes() as notes:
        Training(subject, {"digits": LEVEL}, 7).reaches("digits", train, **ASKED)
    assert next(given, None) is None, "all trainings run"
    return first_error(notes)[0], notes


@pytest.mark.parametrize("scores", [(0.8, 0.1, 0.1), (0.1, 0.1, 0.8), (math.nan, 0.9, 0.2)])
def test_the_best_training_counts_and_all_run(scores):
    error, _ = judged(scores)
    assert error is None


@pytest.mark.parametrize("scores", [(0.1, 0.79, 0.2), (math.nan,) * 3, (-math.inf, 0.1, math.nan)])
def test_trainings_below_the_threshold_fail_without_numbers_in_the_brief(scores):
    error, _ = judged(scores)
    assert isinstance(error, Complaint)
    assert error.brief == "After training, the model does worse on held-out data than right code does."
    assert error.detail.startswith("share of digits: the best of 3 trainings reached ")
    assert error.detail.endswith("0.8 is needed; right code reaches 0.9.")


def test_what_the_losses_prove_is_told():
    error, _ = judged((0.1, 0.1, 0.1), (2.0, 3.0, 5.0, 9.0, 20.0))
    assert error.brief.endswith("The loss rises with every step: look at the sign of the step.")
    error, _ = judged((0.1, 0.1, 0.1), (2.0, 2.0, 2.0, 2.0, 2.0))
    assert "The loss does not change" in error.brief


def test_the_curve_is_kept_until_a_loss_is_no_number():
    _, notes = judged((0.9, 0.9, 0.9), (2.0, 1.0, math.inf, math.nan))
    assert notes.curve.trainings == ((2.0, 1.0),) * 3
    assert notes.curve.reference == FALLS


def test_each_training_draws_from_its_own_generator():
    drawn = []

    def train(rng: np.random.Generator) -> Trained:
        drawn.append(rng.integers(2**60))
        return Trained(score=1.0)

    for _ in range(2):
        with collect_notes():
            Training(Subject(), {"digits": LEVEL}, 7).reaches("digits", train, **ASKED)
    assert len(set(drawn)) == TRAININGS == len(drawn) / 2


def test_trainings_that_take_too_long_are_stopped():
    with pytest.raises(WorkerFailure, match="more than the 5 s they may") as caught:
        judged((0.9, 0.9, 0.9), seconds=MOST_CPU_S / 2 + 0.1)
    assert caught.value.verdict is Verdict.TIMEOUT


def test_a_problem_without_a_threshold_is_the_authors_error():
    training = Training(Subject(), {}, 7)
    with pytest.raises(AuthorError, match="'digits' is not calibrated: run 'grader verify --calibrate'"):
        training.reaches("digits", lambda _: Trained(score=1.0), **ASKED)
    with pytest.raises(AuthorError, match="must give Trained"):
        training.reaches("digits", lambda _: 1.0, **ASKED)


def test_who_listens_gets_as_many_trainings_as_asked_for_without_a_limit():
    subject, found = Subject(), []

    def train(rng: np.random.Generator) -> Trained:
        subject.cpu_s += 3.0
        return Trained(score=0.5)

    with listen_to_trainings(found.append, 10), collect_notes():
        Training(subject, {}, 7).reaches("digits", train, **ASKED)
    ((problem),) = found
    assert (problem.id, problem.wrong, len(problem.results)) == ("digits", ("train__uphill",), 10)
    assert problem.cpu_s == pytest.approx(30.0)
