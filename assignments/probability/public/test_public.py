"""Public tests. All numbers are worked by hand; README.md has the same example.

A is the weather (0 dry, 1 rain), B the bus (0 early, 1 on time, 2 late):
P(A, B) = [[0.1, 0.4, 0.1], [0.0, 0.2, 0.2]].
"""

from __future__ import annotations

import math

import numpy as np

from grader.testing import assert_close, assert_raises, task


def joint():
    return np.array([[0.1, 0.4, 0.1], [0.0, 0.2, 0.2]])


def coins():
    """Two throws of one coin, which is fair (C = 0) or has two heads (C = 1): axes A, B, C."""
    return np.stack([np.full((2, 2), 0.125), np.array([[0.5, 0.0], [0.0, 0.0]])], axis=2)


@task("distribution")
def test_three_tables(student):
    """The joint table is a distribution. Twice the table is none, and neither is a table with a negative number."""
    assert student.is_distribution(joint()), "The cells of the joint table sum to 1; the answer is True."
    assert not student.is_distribution(2 * joint()), "These cells sum to 2; the answer is False."
    assert not student.is_distribution(np.array([0.6, -0.1, 0.5])), "One number is negative: False."


@task("event")
def test_a_loaded_die(student):
    """A die shows 1 to 6 with these probabilities. 2, 3 or 4: 0.1 + 0.2 + 0.3."""
    p = np.array([0.1, 0.1, 0.2, 0.3, 0.2, 0.1])
    assert_close(student.event_probability(np.arange(1, 7), p, 2, 4), 0.6)
    assert_close(student.event_probability(np.array([30, 10, 20]), np.array([0.5, 0.2, 0.3]), 10, 20), 0.5)


@task("marginal")
def test_weather_and_bus(student):
    """Summing out axis 0 leaves the bus, summing out axis 1 leaves the weather."""
    assert_close(student.marginal(joint(), 0), np.array([0.1, 0.6, 0.3]))
    assert_close(student.marginal(joint(), 1), np.array([0.6, 0.4]))


@task("conditional")
def test_the_bus_in_rain(student):
    """Given the weather, each row sums to 1. In rain: 0, 0.2 / 0.4, 0.2 / 0.4."""
    assert_close(student.conditional(joint(), 0), np.array([[1 / 6, 4 / 6, 1 / 6], [0.0, 0.5, 0.5]]))


@task("conditional")
def test_the_weather_from_the_bus(student):
    """Given the bus, each column sums to 1. An early bus means dry weather: 0.1 / 0.1."""
    assert_close(student.conditional(joint(), 1), np.array([[1.0, 2 / 3, 1 / 3], [0.0, 1 / 3, 2 / 3]]))


@task("conditional")
def test_a_condition_that_never_holds(student):
    """Column 1 has probability 0. Its cells are 0."""
    table = np.array([[0.2, 0.0, 0.3], [0.2, 0.0, 0.3]])
    assert_close(student.conditional(table, 1), np.array([[0.5, 0.0, 0.5], [0.5, 0.0, 0.5]]))


@task("bayes")
def test_a_medical_test(student):
    """0.01 · 0.9 = 0.009 and 0.99 · 0.05 = 0.0495; 0.009 / 0.0585 = 0.153846. Two positive tests: 0.765957."""
    prior, positive = np.array([0.01, 0.99]), np.array([0.9, 0.05])
    assert_close(student.bayes_posterior(prior, positive), np.array([2 / 13, 11 / 13]))
    two = np.array([positive, positive])
    assert_close(student.bayes_posterior(prior, two), np.array([0.0081, 0.002475]) / 0.010575)


@task("bayes")
def test_a_thousand_throws(student):
    """Of 1000 throws, 500 are heads. A fair coin is 0.25 / 0.24 times as probable in each pair as one with 0.6."""
    heads, tails = np.array([0.5, 0.6]), np.array([0.5, 0.4])
    throws = np.array([heads, tails] * 500)
    ratio = (0.24 / 0.25) ** 500
    assert_close(student.bayes_posterior(np.array([0.5, 0.5]), throws), np.array([1.0, ratio]) / (1 + ratio))


@task("independent")
def test_weather_and_bus_depend_on_each_other(student):
    """P(rain, early) is 0 and not 0.4 · 0.1. The product of the marginals is independent."""
    assert not student.are_independent(joint()), "Rain and an early bus exclude each other: False."
    product = np.outer([0.6, 0.4], [0.1, 0.6, 0.3])
    assert student.are_independent(product), "Each cell is a product: True."


@task("conditionally_independent")
def test_two_throws_of_an_unknown_coin(student):
    """Known which coin it is, the throws are independent. With the axes in another order they are not."""
    assert student.are_conditionally_independent(coins()), "Given the coin, the throws are independent: True."
    turned = np.moveaxis(coins(), 2, 0)
    assert not student.are_conditionally_independent(turned), "Here the last axis is a throw: False."


@task("pdf")
def test_density_of_two_gaussians(student):
    """1 / √(2π) = 0.398942 at the mean; with sigma = 0.1 it is ten times as large."""
    assert_close(student.gaussian_pdf(np.array([0.0, 1.0]), 0.0, 1.0), np.array([0.3989422804, 0.2419707245]))
    assert_close(student.gaussian_pdf(np.array([[3.0]]), 3.0, 0.1), np.array([[3.989422804]]))


@task("log_likelihood")
def test_log_likelihood_of_four_samples(student):
    """Each sample is one deviation from the mean: -4 ln 2 - 2 ln 2π - 2."""
    x = np.array([1.0, 1.0, 5.0, 5.0])
    expected = -4 * math.log(2) - 2 * math.log(2 * math.pi) - 2
    assert_close(student.gaussian_log_likelihood(x, 3.0, 2.0), expected)


@task("mle")
def test_mean_and_deviation_of_four_samples(student):
    """The mean of 1, 1, 5, 5 is 3, and each sample is 2 away from it."""
    assert_close(student.gaussian_mle(np.array([1.0, 1.0, 5.0, 5.0])), (3.0, 2.0))


@task("interval")
def test_one_deviation_on_both_sides(student):
    """Within one standard deviation lie 68.27 %; above the mean lies one half."""
    assert_close(student.gaussian_interval(8.0, 12.0, 10.0, 2.0), 0.6826894921)
    assert_close(student.gaussian_interval(10.0, math.inf, 10.0, 2.0), 0.5)


@task("interval")
def test_a_height_between_179_and_181(student):
    """Heights with mean 1.75 m and deviation 0.07 m: 0.0882 between 1.79 m and 1.81 m."""
    assert_close(student.gaussian_interval(1.79, 1.81, 1.75, 0.07), 0.0881716139)


@task("interval", weak=True)
def test_ends_in_the_wrong_order(student):
    """a above b is a ValueError."""
    assert_raises("ValueError", student.gaussian_interval, 2.0, 1.0, 0.0, 1.0)


@task("linear_nll")
def test_a_line_with_one_error(student):
    """The errors are 0, 0 and -1: 3/2 ln 2π + 1/2. With sigma = 2: 3 ln 2 + 3/2 ln 2π + 1/8."""
    X, y, w = np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 4.0]), np.array([2.0])
    constant = 1.5 * math.log(2 * math.pi)
    assert_close(student.linear_nll(X, y, w, 1.0, 1.0), constant + 0.5)
    assert_close(student.linear_nll(X, y, w, 1.0, 2.0), 3 * math.log(2) + constant + 0.125)
