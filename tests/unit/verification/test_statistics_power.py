"""A course about draws: its statistics detect every wrong answer, and those they would miss are reported."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

DROPOUT, WEIGHTS = "draws/hidden/test_dropout.py", "draws/hidden/test_weights.py"
TEST = f"{DROPOUT.removeprefix('draws/')}::test_a_third_is_dropped"


@pytest.fixture
def draws(signals):
    """The course of this folder, in the place of the other one."""
    shutil.rmtree(signals.folder)
    shutil.copytree(Path(__file__).parent / "course", signals.folder)
    signals.assignment = "draws"
    return signals


def reported(found):
    return {check: list(lines) for check, lines in found.items() if lines}


def test_right_answers_pass_wrong_ones_are_named_and_every_change_is_seen(draws):
    found = draws.proved()
    assert {check: step.problems for check, step in found.items() if step.problems} == {}
    assert found["draws"].figures["statistics"] == 11
    assert found["draws"].figures["false alarms"] < 6e-9
    assert found["wrong"].figures["mistakes"] == 6
    assert found["mutants"].figures["killed"] == 14


def test_draws_that_are_too_few_for_the_wrong_law_are_reported_with_a_number_that_does(draws):
    draws.change(DROPOUT, "TIMES = 400", "TIMES = 4")
    lines = reported(draws.watched())["draws"]
    assert lines[0] == (
        f"{TEST}: 120 draws miss 'kept and dropped swapped' with probability 2.5e-03; at most 1e-06 is right. "
        "Use 175 draws."
    )
    assert lines[1].endswith(
        "112 draws miss 'kept and dropped swapped' with probability 9.8e-01; at most 1e-06 is "
        "right. Use 749 draws."
    )
    draws.change(DROPOUT, "TIMES = 4", "TIMES = 40")
    assert not any("swapped" in line for line in reported(draws.watched()).get("draws", []))


def test_a_wrong_law_that_nothing_tells_apart_is_reported(draws):
    draws.change(DROPOUT, '{"kept and dropped swapped": p}', '{"the same": 1 - p}')
    lines = reported(draws.watched())["draws"]
    assert lines[0] == (
        f"{TEST}: 12,000 draws miss 'the same' with probability 1.0e+00; at most 1e-06 is right. No number of draws "
        "tells the two laws apart: look at another property of them."
    )


def test_a_statistic_without_a_wrong_law_is_reported(draws):
    draws.change(WEIGHTS, ', "weights", wrong=wrong)', ', "weights")')
    lines = reported(draws.watched())["draws"]
    assert len(lines) == 2
    assert lines[0] == (
        "hidden/test_weights.py::test_weights_of_a_wide_layer: a statistic names no wrong law, so nothing is known of "
        "what it sees. Give it wrong={'what is wrong': ...}."
    )


def test_a_law_that_right_answers_do_not_quite_follow_is_reported(draws):
    """0.7 and 0.685 are near enough to each other that 12,000 draws pass, if not for long."""
    draws.change(DROPOUT, "kept.size, 1 - p, ", "kept.size, 1 - p - 0.024, ")
    lines = [line for line in reported(draws.watched())["draws"] if line.startswith(TEST)]
    assert any(
        "draws of the reference are so far off that chance does it with probability" in line for line in lines
    )
    assert any("draws of loops are so far off" in line for line in lines)
    assert lines[0].endswith("correct it, or look at draws that are independent.")
