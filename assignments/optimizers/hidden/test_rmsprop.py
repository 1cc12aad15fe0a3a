"""One step of RMSProp, and many."""

from __future__ import annotations

import numpy as np
from support import NARROW, descend, gradients, mixed, narrow, weights

from grader.testing import assert_close, task


@task("rmsprop", points=3, hint="The new mean is rho s + (1 - rho) g². Then divide g by its root plus eps.")
def test_one_step(compare, rng):
    """One step from a given mean of squares is right, for weights of one, two and three axes."""
    for shape, lr, rho in ((5,), 0.3, 0.6), ((3, 4), 0.07, 0.95), ((2, 4, 3), 1.5, 0.25):
        w, g, s = gradients(rng, 3, *shape)
        compare.rmsprop(w, g, s * s, lr, rho)


@task("rmsprop", points=3, hint="The state is a running mean, not a sum. The step uses the new mean.")
def test_later_steps(compare, reference, rng):
    """The second step and the sixth step are right."""
    for steps, shape, lr in (1, (6,), 0.2), (5, (4, 2), 0.5), (5, (3,), 0.01):
        *earlier, g = gradients(rng, steps + 1, *shape)
        w, s = descend(reference.rmsprop, weights(rng, *shape), earlier, [np.zeros(shape)], lr, 0.8)
        compare.rmsprop(w, g, s, lr, 0.8)


@task("rmsprop", points=2, hint="Add eps after you have taken the root.")
def test_a_large_eps(compare, reference, rng):
    """eps is as large as the gradients."""
    for shape, eps in ((5,), 0.5), ((2, 3), 0.1), ((4,), 10.0):
        *earlier, g = gradients(rng, 4, *shape)
        w, s = descend(reference.rmsprop, weights(rng, *shape), earlier, [np.zeros(shape)], 0.3, 0.8, eps)
        compare.rmsprop(w, g, s, 0.3, 0.8, eps)


@task("rmsprop", points=2, hint="Add eps after you have taken the root.")
def test_gradients_as_small_as_eps(compare, reference, rng):
    """The gradients are as small as eps."""
    for shape, eps in ((4,), 1e-8), ((3, 2), 1e-10):
        *earlier, g = eps * gradients(rng, 4, *shape)
        w, s = descend(reference.rmsprop, weights(rng, *shape), earlier, [np.zeros(shape)], 1.0, 0.8, eps)
        compare.rmsprop(w, g, s, 1.0, 0.8, eps, atol=eps**2 * 1e-12)


@task("rmsprop", points=2, hint="Return the new mean of squares, and use it in the next step.")
def test_many_steps(student, reference, rng):
    """Forty steps with one state and changing rates are right."""
    for shape in (4,), (3, 2):
        w = weights(rng, *shape)
        found, expected = (w, np.zeros(shape)), (w, np.zeros(shape))
        for k, g in enumerate(gradients(rng, 40, *shape)):
            lr = 0.5 / (1 + k % 7)
            found = student.rmsprop(found[0], g, found[1], lr)
            expected = reference.rmsprop(expected[0], g, expected[1], lr)
        assert_close(found, expected, what="After forty steps, weights and state must be right.")


@task("rmsprop", points=2, hint="Each weight has a rate of its own. Add no constant but eps.")
def test_entries_of_very_different_size(compare, rng):
    """In one array, gradients from 1e-25 to 1e25 follow the formula."""
    for n in 7, 12:
        compare.rmsprop(weights(rng, n), mixed(rng, n), np.zeros(n), 0.3, 0.8, 1e-30, atol=1e-12)
    for unit in 1e-25, 1000.0, 1e25:
        w, g, s = gradients(rng, 3, 4)
        compare.rmsprop(w, unit * g, unit**2 * s * s, 0.3, 0.8, 1e-30, atol=1e-60)
    g = np.array([1000.0, -1000.0, 0.0])
    compare.rmsprop(weights(rng, 3), g, np.array([0.0, 4.0, 0.0]), 3.0, 0.8)


@task("rmsprop", hint="All operations act on each entry by itself.")
def test_equal_sizes(compare, rng):
    """Square and cubic arrays, a single weight, and the first step are right."""
    for shape in (4, 4), (3, 3, 3), (1,), (1, 1), (1, 5), (5, 1):
        w, g, s = gradients(rng, 3, *shape)
        compare.rmsprop(w, g, s * s, 0.2, 0.8)
        compare.rmsprop(w, g, np.zeros(shape), 0.2, 0.8)


@task("rmsprop", hint="The defaults are rho = 0.9 and eps = 1e-8.")
def test_defaults_and_gradients_of_zero(compare, rng):
    """Numbers that are not given have their defaults. A gradient of 0 keeps the weights."""
    for shape in (4,), (2, 5):
        w, g, s = gradients(rng, 3, *shape)
        s = s * s
        compare.rmsprop(w, g, s, 0.3)
        compare.rmsprop(w, g, s, 0.3, 0.6)
        compare.rmsprop(w, 0 * g, s, 0.3, 0.8)
        compare.rmsprop(w, 0 * g, 0 * s, 0.3, 0.8)
        small = 1e-8 * g
        compare.rmsprop(w, small, small * small, 0.3)
        compare.rmsprop(w, g, s, 0.3, 0.0, 0.1)  # with rho = 0 only this gradient counts


@task("rmsprop", hint="Convert integers to float64 before you square.")
def test_every_narrow_type(compare, rng):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        for shape in (7,), (3, 2):
            w, g, s = (narrow(rng, dtype, shape) for _ in range(3))
            compare.rmsprop(w, g, np.maximum(s, 0), 2, 0.5, 1)


@task("rmsprop", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    w, g, s = gradients(rng, 3, 4, 3)
    single = [a.astype(np.float32) for a in (w, g, s * s)]
    result = compare.rmsprop(*single, 0.1, 0.8, rtol=1e-5, atol=1e-6)
    assert all(a.dtype == np.float32 for a in result), "float32 arrays must give float32 arrays."
    compare.rmsprop(w.T, np.asfortranarray(g).T, (s * s).T, 0.1, 0.8)
    whole = rng.integers(-9, 10, size=(2, 5))
    compare.rmsprop(*whole, rng.integers(0, 50, size=5), 1, 0.8)


@task("rmsprop", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = gradients(rng, 3, 5) ** 2, gradients(rng, 3, 2, 4) ** 2
    for case in first, other, first:
        compare.rmsprop(*case, 0.2, 0.8)


@task("rmsprop", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for arrays of other shapes, and for lr, rho or eps out of range."""
    w, g, s = gradients(rng, 3, 4) ** 2
    for numbers in (
        (0.0, 0.9, 1e-8),
        (-0.1, 0.9, 1e-8),
        (0.1, 1.0, 1e-8),
        (0.1, -0.1, 1e-8),
        (0.1, 0.9, 0.0),
        (0.1, 0.9, -1e-8),
    ):
        compare.raises("ValueError", "rmsprop", w, g, s, *numbers)
    for bad in (
        (w, g[:3], s),
        (w, g, s[:1]),
        (w, g[:, None], s),
        (w, g, s[None]),
        (w[:1], g, s),
        (w, g[:1], s),
    ):
        compare.raises("ValueError", "rmsprop", *bad, 0.1)
