"""Probabilities of intervals of a discrete variable."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, no_distributions, table

from grader.testing import assert_close, task


def variable(rng, k):
    """Distinct values in random order, all of them above k, and their probabilities."""
    return rng.permutation(np.arange(k + 1.0, 2 * k + 1)), table(rng, k)


@task(
    "event",
    points=3,
    hint="Add the probabilities of all values from low to high. Both ends belong to the interval.",
)
def test_a_die_with_unequal_sides(compare, rng):
    """The probability of an interval is the sum of the probabilities of its values."""
    p = table(rng, 6)
    compare.event_probability(np.arange(1, 7), p, 1, 3)
    compare.event_probability(np.arange(1, 7), p, 2, 5)
    compare.event_probability(np.arange(1, 7), p, 6, 8)
    compare.event_probability(np.arange(1, 7), p, 4, 6)


@task("event", points=3, hint="Values stand in any order. Compare the values, not their positions.")
def test_values_in_any_order(compare, rng):
    """Values may stand in any order. Both ends of the interval belong to it."""
    for k in 7, 9:
        values, p = variable(rng, k)
        compare.event_probability(values, p, k + 2, 2 * k - 1)


@task(
    "event",
    points=2,
    hint="Add the probabilities of all values from low to high. Both ends belong to the interval.",
)
def test_negative_values_and_fractions(compare, rng):
    """Values may be negative or fractions. Both ends of the interval belong to it."""
    for k in 8, 11:
        values = rng.permutation(np.arange(k) - k / 2) / 4
        compare.event_probability(values, table(rng, k), -0.5, 0.75)


@task("event", hint="Add the probabilities of all values from low to high. Both ends belong to the interval.")
def test_a_single_value(compare, rng):
    """An interval with low = high holds one value."""
    for k in 5, 8, 3:
        values, p = variable(rng, k)
        compare.event_probability(values, p, k + 2.0, k + 2.0)


@task("event", hint="Add the probabilities of all values from low to high. Both ends belong to the interval.")
def test_an_interval_with_one_infinite_end(compare, rng):
    """An end may be infinite. The whole sample space has probability 1."""
    values, p = variable(rng, 10)
    compare.event_probability(values, p, -np.inf, 14.0)
    compare.event_probability(values, p, 13.0, np.inf)
    compare.event_probability(values, p, -np.inf, np.inf)


@task("event", hint="What is the sum of no probabilities?")
def test_no_value_in_the_interval(compare, rng):
    """The probability is 0 if no value lies in the interval, also for low > high."""
    values, p = variable(rng, 6)
    compare.event_probability(values, p, 8.0, 10.0)
    compare.event_probability(values, p, 8.2, 8.9)
    compare.event_probability(values, p, 10.0, 8.0)
    compare.event_probability(values, p, 50.0, np.inf)


@task("event", hint="Add the probabilities of all places where the value lies in the interval.")
def test_a_value_that_occurs_twice(compare, rng):
    """A value may occur twice. Then its probabilities add."""
    for k in 4, 5:
        values = rng.permutation(np.concatenate([np.arange(k), np.arange(k)]))
        compare.event_probability(values, table(rng, 2 * k), 1, k - 2)


@task("event", hint="The probability of disjoint events is the sum of their probabilities.")
def test_disjoint_intervals_add_up(student, rng):
    """The probabilities of disjoint intervals add up to that of their union."""
    values, p = variable(rng, 9)
    whole = student.event_probability(values, p, 10.0, 17.0)
    parts = student.event_probability(values, p, 10.0, 12.0) + student.event_probability(
        values, p, 12.5, 17.0
    )
    assert_close(parts, whole, what="The probabilities of disjoint intervals must add up; yours do not.")
    rest = student.event_probability(values, p, 17.5, np.inf)
    assert_close(whole + rest, 1.0, what="An event and its complement must sum to 1; yours do not.")


@task("event", hint="Convert integers to float64 first.")
def test_narrow_values_and_dtypes(student, reference, rng):
    """Values may be integers of any width, and float32 probabilities are accepted."""
    for dtype in NARROW:
        values, p = narrow(rng, dtype, 12), table(rng, 12)
        low, high = np.sort(values[2:4])
        given = values, p, low, high
        assert_close(student.event_probability(*given), reference.event_probability(*given))
        assert_close(
            student.event_probability(values, p, -400, 400), float(p[abs(values * 1.0) <= 400].sum())
        )
    values, p = variable(rng, 7)
    single = values.astype(np.float32), p.astype(np.float32), 9.0, 12.0
    assert_close(student.event_probability(*single), reference.event_probability(*single), rtol=1e-5)


@task("event", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer. One value is enough, and huge values are all right."""
    first = *variable(rng, 6), 8.0, 10.0
    other = np.array([1e25, -1e25, 1e-25, 0.0]), table(rng, 4), 1e-25, 1e25
    for case in first, other, first, (np.array([3]), np.array([1]), 0, 5):
        compare.event_probability(*case)
    values, p = variable(rng, 7)
    compare.event_probability(values, (1 - 1e-7) * p, 9.0, 12.0)


@task("event", weak=True, hint="Check p and the shapes first.")
def test_what_is_no_variable_is_refused(compare, rng):
    """ValueError is raised if p is no distribution or the shapes do not fit."""
    for p in no_distributions(4):
        compare.raises("ValueError", "event_probability", np.arange(4), p, 0, 2)
    p = table(rng, 4)
    for values in (np.arange(3), np.arange(5), np.arange(1), np.arange(4)[:, None], np.float64(2.0)):
        compare.raises("ValueError", "event_probability", values, p, 0, 2)
    compare.raises("ValueError", "event_probability", np.arange(4).reshape(2, 2), p.reshape(2, 2), 0, 2)
    compare.raises("ValueError", "event_probability", np.arange(0), p[:0], 0, 2)
