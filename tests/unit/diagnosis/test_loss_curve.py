"""What the losses of several trainings prove."""

from __future__ import annotations

import math

import pytest

from grader.diagnosis.loss_curve import curve_fault

RIGHT = [2.0, 1.0, 0.6, 0.4, 0.3, 0.25]
FALLS = [2.1, 1.4, 1.0, 0.9, 0.8, 0.75]


@pytest.mark.parametrize(
    ("curve", "fault"),
    [
        (FALLS, None),
        ([2.0, 2.3, 2.9, 4.0, 7.0, 15.0], "rises"),
        ([2.0, 1.5, 3.0, 2.5, 9.0, 8.0], "diverges"),
        ([2.0, 1.0, math.inf, math.nan, math.nan, math.nan], "diverges"),
        ([2.0, 2.0, 2.0, 2.0, 2.0, 2.0], "flat"),
        ([2.0, 2.01, 2.0, 1.99, 2.01, 2.0], "flat"),
        ([2.0, 1.0, 1.9, 0.9, 1.8, 0.9], "zigzag"),
        ([2.0, 1.9, 1.85, 1.8, 1.78, 1.75], None),
    ],
)
def test_a_fault_is_proved_by_all_trainings_alike(curve, fault):
    assert curve_fault([curve, curve, curve], RIGHT) == fault
    assert curve_fault([curve, curve, FALLS], RIGHT) is None
    assert curve_fault([], RIGHT) is None


def test_trainings_with_other_faults_prove_none():
    flat, zigzag = [2.0] * 6, [2.0, 1.0, 1.9, 0.9, 1.8, 0.9]
    assert curve_fault([flat, zigzag, flat], RIGHT) is None


@pytest.mark.parametrize("reference", [[], [1.0, 1.0], [1.0, 2.0]])
def test_nothing_is_proved_beside_a_reference_that_does_not_fall(reference):
    assert curve_fault([[2.0] * 6], reference) is None


def test_a_short_curve_proves_nothing():
    assert curve_fault([[2.0, 2.0, 2.0]], RIGHT) is None
