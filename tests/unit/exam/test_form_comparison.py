"""The forms of an exam are compared by permutation."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from grader.exam.form_comparison import PERMUTATIONS, form_comparison


def test_means_are_those_of_each_form():
    found = form_comparison(np.array([0.0, 0.5, 1.0, 1.0]), ["1", "1", "2", "2"])
    assert found is not None
    assert found.means == {"1": 0.25, "2": 1.0}


def test_the_probability_is_that_of_all_permutations():
    """Of 8 students all 70 ways to deal two forms can be counted."""
    shares, forms = np.array([0.1, 0.2, 0.4, 0.3, 0.5, 0.9, 0.7, 0.6]), list("11112222")
    found = form_comparison(shares, forms)
    assert found is not None

    def between(first: tuple[int, ...]) -> float:
        other = [at for at in range(8) if at not in first]
        return float(abs(shares[list(first)].mean() - shares[other].mean()))

    reached = between((0, 1, 2, 3))
    exact = np.mean([between(each) >= reached - 1e-12 for each in itertools.combinations(range(8), 4)])
    assert found.probability == pytest.approx(exact, abs=4 * np.sqrt(exact / PERMUTATIONS) + 1 / PERMUTATIONS)


def test_equal_forms_rarely_differ_and_a_harder_one_does():
    rng = np.random.default_rng(1)
    forms = [str(at % 4) for at in range(80)]
    differ = 0
    for _ in range(40):
        found = form_comparison(rng.random(80), forms)
        assert found is not None
        differ += found.differ
    assert differ <= 2
    harder = form_comparison(
        rng.random(80) * np.array([0.4 if form == "3" else 1.0 for form in forms]), forms
    )
    assert harder is not None
    assert harder.differ


@pytest.mark.parametrize("forms", [["1"] * 12, [str(at) for at in range(12)], list("11111111112")])
def test_one_form_a_form_each_and_a_form_of_one_are_not_compared(forms):
    assert form_comparison(np.linspace(0, 1, len(forms)), forms) is None


def test_the_same_class_gives_the_same_figure():
    shares, forms = np.linspace(0, 1, 12), list("121212121212")
    assert form_comparison(shares, forms) == form_comparison(shares, forms)
