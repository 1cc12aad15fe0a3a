"""Thresholds of tests that train: how they follow from scores, and what a verification says of them."""

from __future__ import annotations

import numpy as np
import pytest

from grader.course import load_course
from grader.errors import CourseError
from grader.verification.calibration import calibrate_trainings
from grader.verification.training_checks import MOST_FALSE_FAILS, chance_of_false_fail, highest_threshold

TEST = '''\
from grader.testing import Trained, task


@task("centre")
def test_learns(student, training):
    """After training, the mean is near 0."""

    def train(rng):
        mean = float(student.centre(rng.normal(2.0, 1.0, size=50)).mean())
        losses = [2.0, 1.0, 0.5, abs(mean) + rng.uniform(0.1, 0.2)]
        return Trained(score=1.0 - abs(mean) + 0.01 * rng.normal(), losses=losses)

    training.reaches("means", train, measure="nearness of the mean to 0", wrong=(WRONG))
'''
HIDDEN = "signal_basics/hidden/test_learns.py"
LEVELS = "signal_basics/hidden/training.toml"


def calibrated(signals, wrong='"centre__added",'):
    (signals.folder / HIDDEN).write_text(TEST.replace("WRONG", wrong))
    course = load_course(signals.folder)
    return calibrate_trainings(course, course.assignment("signal_basics"), lambda *_: None)


def test_the_highest_threshold_is_missed_with_a_chance_of_one_in_a_million():
    scores = np.random.default_rng(0).normal(0.9, 0.02, size=600)
    least = highest_threshold(scores)
    assert 0.8 < least < 0.87
    assert (
        chance_of_false_fail(scores, least) <= MOST_FALSE_FAILS < chance_of_false_fail(scores, least + 0.001)
    )


def test_a_few_scores_allow_no_small_chance():
    """Of 100 trainings none below says only that fewer than 3 % are, whatever their spread."""
    assert chance_of_false_fail([1.0] * 100, 0.0) == pytest.approx(0.0295**3, rel=0.01)
    assert chance_of_false_fail([1.0] * 300, 0.5) < MOST_FALSE_FAILS


def test_a_start_that_fails_now_and_then_lowers_the_threshold():
    usual = list(np.random.default_rng(1).normal(0.9, 0.01, size=588))
    assert highest_threshold([*usual, *[0.1] * 12]) < highest_threshold(usual) - 0.5


def test_a_calibration_writes_what_it_measured(signals):
    (found,) = calibrated(signals)
    assert found.problem == ""
    level = load_course(signals.folder).assignment("signal_basics").training_levels["means"]
    assert (level.id, level.runs) == ("means", 600)
    assert level.wrong < level.least < level.lowest < level.median == pytest.approx(1.0, abs=0.01)
    assert level.spread == pytest.approx(0.01, rel=0.2)
    assert level.false_fail <= MOST_FALSE_FAILS
    assert len(level.losses) == len(level.losses_low) == len(level.losses_high) == 4
    proof = signals.proved()["training"]
    assert proof.problems == ()
    assert proof.figures == {"problems": 1, "means: needed": level.least, "means: median": level.median}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [("", "no known mistake is named in wrong=(...)"), ('"energy__mean",', "energy__mean reaches")],
)
def test_without_a_wrong_training_that_stays_below_there_is_no_threshold(signals, wrong, problem):
    (found,) = calibrated(signals, wrong)
    assert problem in found.problem
    assert not (signals.folder / LEVELS).exists()


def broken(signals, old: str, new: str, name: str = LEVELS) -> str:
    """The problem of a course with one change."""
    calibrated(signals)
    signals.change(name, old, new)
    (problem,) = signals.proved()["training"].problems
    return problem


def test_a_threshold_that_right_answers_miss_is_a_problem(signals):
    problem = broken(signals, "least = ", "least = 0.995 #")
    assert "too near to the threshold 0.995. Run 'grader verify --calibrate'." in problem


def test_a_threshold_that_a_wrong_training_reaches_is_a_problem(signals):
    problem = broken(signals, "least = ", "least = -9 #")
    assert "the wrong training centre__added reaches " in problem


def test_without_a_threshold_nothing_is_graded(signals):
    signals.write(HIDDEN, TEST.replace("WRONG", '"centre__added",'))
    with pytest.raises(CourseError, match="'means' is not calibrated: run 'grader verify --calibrate'"):
        signals.proved()


def test_a_threshold_that_no_test_uses_is_told(signals):
    calibrated(signals)
    other = signals.read(LEVELS).partition("[[problem]]")[2].replace('"means"', '"others"')
    signals.write(LEVELS, f"{signals.read(LEVELS)}\n[[problem]]{other}")
    (problem,) = signals.proved()["training"].problems
    assert "training.toml holds 'others', which no test trains" in problem


def test_a_name_that_is_no_known_mistake_is_told(signals):
    assert "'centre__added_twice' is no known mistake" in broken(
        signals, '"centre__added"', '"centre__added_twice"', HIDDEN
    )


def test_without_a_test_that_trains_there_is_no_check(signals):
    assert "training" not in signals.proved()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("least = 1", "training.toml: unknown key 'least'"),
        ("[[problem]]\nid = 'a'", "key 'least' is missing"),
        ("[[problem", "not valid TOML"),
    ],
)
def test_a_damaged_file_is_told(signals, text, words):
    signals.write(LEVELS, text)
    with pytest.raises(CourseError, match=words):
        _ = signals.course.assignment("signal_basics").training_levels


def test_two_problems_of_one_name_are_told(signals):
    calibrated(signals)
    signals.write("signal_basics/public/training.toml", signals.read(LEVELS))
    with pytest.raises(CourseError, match="two problems are called 'means'"):
        _ = signals.course.assignment("signal_basics").training_levels


def test_a_changed_threshold_changes_the_digest_of_the_assignment(signals):
    """A grade depends on it."""
    before = signals.course.assignment("signal_basics").sha256
    signals.write(LEVELS, "")
    assert signals.course.assignment("signal_basics").sha256 != before
