"""Two changes, or terms with other coefficients, are found from what single changes give."""

from __future__ import annotations

import numpy as np
import pytest

from grader.grading.combined_changes import coefficients, pairs, vector_of, wrong_terms

RNG = np.random.default_rng(8)
RIGHT = RNG.normal(size=6)
GIVEN = [(number, RIGHT + RNG.normal(size=6) * (number != 2)) for number in range(5)]
"""What five changes give; the one with number 2 changes nothing."""


def found(student, given=GIVEN):
    return [(pair.first, pair.second, pair.combine) for pair in pairs(student, RIGHT, given)]


def test_two_changes_of_different_terms_add_up():
    student = GIVEN[1][1] + GIVEN[3][1] - RIGHT
    ((first, second, combine),) = found(student)
    assert (first, second) == (1, 3)
    assert np.allclose(combine(RIGHT, GIVEN[1][1], GIVEN[3][1]), student)


def test_two_changes_of_different_factors_multiply():
    student = GIVEN[0][1] * GIVEN[4][1] / RIGHT
    ((first, second, combine),) = found(student)
    assert (first, second) == (0, 4)
    assert np.allclose(combine(RIGHT, GIVEN[0][1], GIVEN[4][1]), student)


def test_other_numbers_are_no_pair():
    assert found(RNG.normal(size=6)) == []
    assert found(GIVEN[1][1]) == []  # one change is enough


def test_few_values_prove_no_pair():
    given = [(number, values[:3]) for number, values in GIVEN]
    assert list(pairs((GIVEN[1][1] + GIVEN[3][1] - RIGHT)[:3], RIGHT[:3], given)) == []


def test_parts_of_a_tuple_are_combined_one_by_one():
    (pair,) = pairs(GIVEN[1][1] + GIVEN[3][1] - RIGHT, RIGHT, GIVEN)
    right, first, second = ((RIGHT, 2.0), (GIVEN[1][1], 5.0), (GIVEN[3][1], 2.0))
    both = pair.combine(right, first, second)
    assert np.allclose(both[0], GIVEN[1][1] + GIVEN[3][1] - RIGHT)
    assert both[1] == 5.0
    assert pair.combine(right, first, (GIVEN[3][1][:2], 2.0))[0] is None


@pytest.mark.parametrize("factors", [{1: 0.5}, {3: 2.0}, {1: -1.0, 4: 1.5}])
def test_the_terms_with_other_coefficients_are_found(factors):
    student = RIGHT + sum((factor - 1) * (RIGHT - GIVEN[number][1]) for number, factor in factors.items())
    terms = wrong_terms(student, RIGHT, GIVEN)
    assert terms == tuple(factors)
    assert coefficients(student, RIGHT, [GIVEN[n][1] for n in terms]) == pytest.approx(list(factors.values()))


def test_numbers_that_no_terms_give_have_no_coefficients():
    assert wrong_terms(RNG.normal(size=6), RIGHT, GIVEN) == ()
    assert wrong_terms(RIGHT[:4], RIGHT[:4] + 1, [(0, RIGHT[:4])]) == ()  # as many unknowns as prove nothing


def test_only_finite_real_numbers_make_a_vector():
    assert vector_of((np.ones((2, 2)), 3)).tolist() == [1, 1, 1, 1, 3]
    assert vector_of(np.array([1.0, np.nan])) is None
    assert vector_of(np.array([1j])) is None
    assert vector_of("text") is None
    assert vector_of(np.zeros(10**5)).size == 256
