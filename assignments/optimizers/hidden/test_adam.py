"""One step of Adam, and many."""

from __future__ import annotations

import numpy as np
from support import NARROW, descend, gradients, mixed, narrow, weights

from grader.testing import assert_close, task


def start(*shape):
    """The state before the first step."""
    return [np.zeros(shape), np.zeros(shape), 0]


@task("adam", points=3, hint="First raise t by 1. Then compute both means, then divide each by 1 - beta^t.")
def test_the_first_steps(compare, reference, rng):
    """The first step and the second step are right, for weights of one, two and three axes."""
    for steps, shape, lr, beta1, beta2 in (
        (0, (5,), 0.3, 0.9, 0.999),
        (1, (3, 4), 0.07, 0.8, 0.95),
        (0, (2, 4, 3), 1.5, 0.6, 0.9),
        (1, (6,), 0.2, 0.9, 0.999),
    ):
        *earlier, g = gradients(rng, steps + 1, *shape)
        w = weights(rng, *shape)
        w, *state = descend(reference.adam, w, earlier, start(*shape), lr, beta1, beta2)
        compare.adam(w, g, *state, lr, beta1, beta2)


@task("adam", points=3, hint="The state holds the means without their corrections.")
def test_later_steps(compare, reference, rng):
    """The fifth step and the ninth step are right."""
    for steps, shape, lr, beta1, beta2 in (
        (4, (4, 2), 0.5, 0.7, 0.9),
        (8, (3,), 0.01, 0.95, 0.99),
        (4, (5,), 0.1, 0.9, 0.999),
    ):
        *earlier, g = gradients(rng, steps + 1, *shape)
        w = weights(rng, *shape)
        w, *state = descend(reference.adam, w, earlier, start(*shape), lr, beta1, beta2)
        compare.adam(w, g, *state, lr, beta1, beta2)


@task("adam", points=2, hint="Add eps to the root of the corrected mean, outside the root.")
def test_a_large_eps(compare, reference, rng):
    """eps is as large as the gradients."""
    for steps, shape, eps in (0, (5,), 0.5), (2, (2, 3), 0.1), (4, (4,), 10.0):
        *earlier, g = gradients(rng, steps + 1, *shape)
        w = weights(rng, *shape)
        w, *state = descend(reference.adam, w, earlier, start(*shape), 0.3, 0.8, 0.9, eps)
        compare.adam(w, g, *state, 0.3, 0.8, 0.9, eps)


@task("adam", points=2, hint="Add eps to the root of the corrected mean, outside the root.")
def test_gradients_as_small_as_eps(compare, reference, rng):
    """The gradients are as small as eps."""
    for steps, shape, eps in (1, (4,), 1e-8), (3, (3, 2), 1e-10):
        *earlier, g = eps * gradients(rng, steps + 1, *shape)
        w = weights(rng, *shape)
        w, *state = descend(reference.adam, w, earlier, start(*shape), 1.0, 0.9, 0.999, eps)
        compare.adam(w, g, *state, 1.0, 0.9, 0.999, eps, atol=eps**2 * 1e-12)


@task("adam", points=2, hint="Divide m by 1 - beta1^t and v by 1 - beta2^t. Here t counts this step.")
def test_the_first_step_has_the_length_of_the_rate(student, rng):
    """The first step has the length lr in every weight, for any gradient and any betas."""
    for n, lr, beta1, beta2 in (7, 0.1, 0.9, 0.999), (12, 0.5, 0.3, 0.6), (4, 2.0, 0.0, 0.9):
        w, g = weights(rng, n), mixed(rng, n)
        found = student.adam(w, g, np.zeros(n), np.zeros(n), 0, lr, beta1, beta2, 1e-30)[0]
        assert_close(
            found,
            w - lr * g / (np.abs(g) + 1e-30),
            what="The first step must have the length lr in every weight; yours has not.",
        )


@task("adam", points=3, hint="Return the means without their corrections, and t + 1.")
def test_many_steps(student, reference, rng):
    """Fifty steps with one state and changing rates are right."""
    for shape, beta1, beta2 in ((4,), 0.9, 0.999), ((3, 2), 0.8, 0.95):
        w = weights(rng, *shape)
        found, expected = (w, *start(*shape)), (w, *start(*shape))
        for k, g in enumerate(gradients(rng, 50, *shape)):
            numbers = (0.5 / (1 + k % 7), beta1, beta2)
            found = student.adam(found[0], g, *found[1:], *numbers)
            expected = reference.adam(expected[0], g, *expected[1:], *numbers)
        assert_close(found, expected, what="After fifty steps, weights and state must be right.")


@task("adam", hint="Each weight has a rate of its own. Add no constant but eps.")
def test_entries_of_very_different_size(compare, reference, rng):
    """In one array, gradients from 1e-25 to 1e25 follow the formula."""
    for n, steps in (7, 0), (12, 2):
        unit = np.abs(mixed(rng, n))
        *earlier, g = unit * gradients(rng, steps + 1, n)
        w, *state = descend(reference.adam, weights(rng, n), earlier, start(n), 0.3, 0.9, 0.999, 1e-30)
        compare.adam(w, g, *state, 0.3, 0.9, 0.999, 1e-30, atol=1e-60)
    for g in np.array([1000.0, -1000.0, 0.0]), np.array([0.0, 1e-25, 1e25]):
        compare.adam(weights(rng, 3), g, *start(3), 3.0, atol=1e-60)


@task("adam", hint="The correction with t tends to 1. Do not stop to count.")
def test_after_very_many_steps(compare, rng):
    """After 40, 3000 and 1,000,000 steps, the next step is right."""
    for t, shape in (40, (5,)), (3000, (2, 3)), (1_000_000, (4,)):
        w, g, m, v = gradients(rng, 4, *shape)
        compare.adam(w, g, m, v * v, t, 0.1)
        compare.adam(w, g, m, v * v, t, 0.1, 0.99, 0.99999)


@task("adam", hint="All operations act on each entry by itself.")
def test_equal_sizes(compare, rng):
    """Square and cubic arrays and a single weight are right."""
    for t, shape in (
        (4, (4, 4)),
        (3, (3, 3, 3)),
        (2, (5, 3, 2)),
        (1, (1,)),
        (0, (1, 1)),
        (5, (1, 5)),
        (6, (5, 1)),
    ):
        w, g, m, v = gradients(rng, 4, *shape)
        compare.adam(w, g, m, v * v, t, 0.2)


@task("adam", hint="beta1 and beta2 may be 0. The defaults are 0.9, 0.999 and 1e-8.")
def test_defaults_and_betas_of_zero(compare, rng):
    """Numbers that are not given have their defaults. One beta or both may be 0."""
    for t, shape in (2, (4,)), (3, (2, 5)):
        w, g, m, v = gradients(rng, 4, *shape)
        v = v * v
        compare.adam(w, g, m, v, t, 0.3)
        compare.adam(w, g, m, v, t, 1, 0.6)
        compare.adam(w, 1e-8 * g, 1e-8 * m, 1e-16 * v, t, 0.3, 0.6, 0.7)
        compare.adam(w, g, 0 * m, 0 * v, 0, 0.3, 0.999999, 0.999999)
        for betas in (0.0, 0.9), (0.7, 0.0), (0.0, 0.0):
            compare.adam(w, g, m, v, t, 0.3, *betas)


@task("adam", hint="Convert integers to float64 before you square.")
def test_every_narrow_type(compare, rng):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        for shape in (7,), (3, 2):
            w, g, m, v = (narrow(rng, dtype, shape) for _ in range(4))
            compare.adam(w, g, m, np.maximum(v, 0), 3, 2, 0.5, 0.25, 1)


@task("adam", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    w, g, m, v = gradients(rng, 4, 4, 3)
    single = [a.astype(np.float32) for a in (w, g, m, v * v)]
    result = compare.adam(*single, 5, 0.1, rtol=1e-5, atol=1e-6)
    assert all(a.dtype == np.float32 for a in result[:3]), "float32 arrays must give float32 arrays."
    compare.adam(w.T, np.asfortranarray(g).T, m.T, (v * v).T, 2, 0.1)
    compare.adam(*rng.integers(-9, 10, size=(3, 5)), rng.integers(0, 50, size=5), 1, 1)


@task("adam", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = gradients(rng, 4, 5) ** 2, gradients(rng, 4, 2, 4) ** 2
    for t, case in (0, first), (6, other), (0, first):
        compare.adam(*case, t, 0.2)


@task("adam", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for arrays of other shapes, and for a number out of range."""
    w, g, m, v = gradients(rng, 4, 4) ** 2
    good = {"t": 0, "lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
    for name, values in {
        "lr": (0.0, -0.1),
        "eps": (0.0, -1e-8),
        "beta1": (1.0, -0.1, 1.5),
        "beta2": (1.0, -0.1, 1.5),
        "t": (-1, -5),
    }.items():
        for value in values:
            compare.raises("ValueError", "adam", w, g, m, v, **{**good, name: value})
    for bad in (w, g[:3], m, v), (w, g, m[:1], v), (w, g, m, v[:1]), (w, g[:, None], m, v), (w[:1], g, m, v):
        compare.raises("ValueError", "adam", *bad, **good)
    for bad in (w, g[:1], m, v), (w, g, m[None], v), (w, g, m, v[:, None]):
        compare.raises("ValueError", "adam", *bad, **good)
