"""Linear recurrence: lengths around every chunk, factors of 0 and near 1, dtypes and layouts."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def sequences(rng, T, D, least=-1.0):
    """Factors between least and 1, and inputs."""
    return rng.uniform(least, 1.0, size=(T, D)), rng.normal(0.5, 2.0, size=(T, D))


@task("states", points=2, hint="Compute three steps by hand, and compare.")
def test_short_sequences(compare, rng):
    """Each state is the factor times the state before, plus the input."""
    for T, D in (3, 2), (5, 4), (7, 3), (4, 4):
        compare.linear_recurrence(*sequences(rng, T, D))


@task("states", points=2, hint="Which index has the factor of a step? Which axis is time?")
def test_factors_of_one_sign(compare, rng):
    """All factors are positive. Each step has a factor of its own."""
    for T, D in (6, 3), (9, 5), (5, 5), (2, 8):
        compare.linear_recurrence(*sequences(rng, T, D, least=0.3))


@task("states", points=2, hint="What does a chunk begin with? The last chunk may be shorter.")
def test_every_length_up_to_seventy(compare, rng):
    """A sequence may have any length. No chunk size divides all of them."""
    for T in range(1, 71):
        compare.linear_recurrence(*sequences(rng, T, 2, least=0.8))


@task("states", points=2, hint="If you use chunks, test them on sequences of many chunks.")
def test_long_sequences(compare, rng):
    """Hundreds and thousands of times are computed, with states that last long."""
    for T, D in (300, 3), (1009, 2), (4096, 1), (143, 5), (145, 4), (1729, 2):
        compare.linear_recurrence(*sequences(rng, T, D, least=0.97))


@task("states", points=2, hint="An input far in the past must count as much as its factors say.")
def test_factors_of_exactly_one(compare, rng):
    """Where all factors are 1, the states are the sums of the inputs. -1 changes the sign at each step."""
    for T, D in (40, 3), (700, 2):
        x = rng.normal(size=(T, D))
        compare.linear_recurrence(np.ones((T, D)), x)
        compare.linear_recurrence(-np.ones((T, D)), x)


@task("states", points=2, hint="A factor may be 0, so do not divide by factors or by products of them.")
def test_factors_of_zero(compare, rng):
    """Where a factor is 0, the state is forgotten and begins again with the input."""
    for T, D in (30, 4), (61, 3), (9, 5):
        a, x = sequences(rng, T, D)
        a[rng.random((T, D)) < 0.3] = 0
        a[T // 2] = 0
        compare.linear_recurrence(a, x)


@task("states", hint="A product of many factors may be 0 in floating point. Do not divide by it.")
def test_products_of_factors_that_vanish(compare, rng):
    """Factors of 0.01 and 0.001: the product of all of them is smaller than any number."""
    for T, D in (200, 3), (330, 2), (1000, 1):
        compare.linear_recurrence(10.0 ** rng.integers(-3, 0, size=(T, D)), rng.normal(size=(T, D)))


@task("states", hint="Do not replace a factor of 0 by a small number, and do not divide by factors.")
def test_large_states_that_are_forgotten(compare, rng):
    """A state of billions is forgotten. What comes after it is small, and exact."""
    for T, D in (24, 3), (50, 2):
        a, x = sequences(rng, T, D, least=0.5)
        a[T // 3 :: 7] = 0
        x[: T // 3] *= 1e9
        compare.linear_recurrence(a, x)


@task("states", hint="Keep axes of length 1.")
def test_single_times_and_single_features(compare, rng):
    """There may be one time, one feature or one number."""
    for T, D in (1, 7), (1, 1), (2, 1), (50, 1), (1, 40):
        compare.linear_recurrence(*sequences(rng, T, D))


@task("states", hint="Each feature is a recurrence of its own.")
def test_many_features(compare, rng):
    """There may be far more features than times."""
    for T, D in (5, 300), (13, 129), (33, 65):
        compare.linear_recurrence(*sequences(rng, T, D))


@task("states", hint="Use the dtype of floating-point inputs, and float64 for integers.")
def test_dtypes(compare, rng):
    """float32 stays float32, and integers become float64."""
    for T, D in (9, 5), (40, 3):
        a, x = (v.astype(np.float32) for v in sequences(rng, T, D))
        assert compare.linear_recurrence(a, x, rtol=1e-4, atol=1e-5).dtype == np.float32, (
            "float32 must stay float32."
        )
    for kind, size in (np.int64, (8, 6)), (np.int8, (60, 3)):
        a, x = rng.integers(-1, 2, size=size), rng.integers(-120, 121, size=size)
        compare.linear_recurrence(a.astype(kind), x.astype(kind))
    compare.linear_recurrence(np.ones((30, 2), np.uint8), np.full((30, 2), 200, np.uint8))


@task("states", hint="Do not write into the arguments. Keep nothing between calls.")
def test_layouts_and_repeated_calls(compare, rng):
    """Transposed arrays and slices are accepted. The same call gives the same answer."""
    first = rng.uniform(-1.0, 1.0, size=(6, 45)).T, rng.normal(size=(6, 45)).T
    other = rng.uniform(-1.0, 1.0, size=(70, 12))[::-2, ::2], rng.normal(size=(35, 6))
    for a, x in first, other, first:
        compare.linear_recurrence(a, x)


@task("states", hint="Numbers of any size take the same steps.")
def test_very_large_and_very_small_inputs(compare, rng):
    """Inputs of 1e200 and of 1e-200 are scaled, and nothing else."""
    for T, D in (20, 3), (41, 2):
        a, x = sequences(rng, T, D)
        for scale in 1e6, 1e200:
            compare.linear_recurrence(a, scale * x)
        compare.linear_recurrence(a, 1e-6 * x, rtol=1e-7, atol=1e-14)


@task("states", weak=True, hint="A state depends on inputs and factors up to its own time only.")
def test_the_past_alone_decides(student, rng):
    """States do not depend on what comes later, and the states of a sum are the sum of the states."""
    a, x = sequences(rng, 50, 3)
    h, later = student.linear_recurrence(a, x), x.copy()
    later[30:] += 1.0
    assert_close(
        student.linear_recurrence(a, later)[:30],
        h[:30],
        what="An input at a later time must not change a state; in your result it does.",
    )
    assert_close(
        student.linear_recurrence(a[30:], np.vstack([x[30] + a[30] * h[29], x[31:]])),
        h[30:],
        what="The recurrence must go on from the state that it has reached; yours does not.",
    )
    assert_close(
        student.linear_recurrence(a, x + later),
        2 * h + student.linear_recurrence(a, later - x),
        what="The states of a sum must be the sum of the states; yours are not.",
    )
