"""One step of momentum, and many."""

from __future__ import annotations

import numpy as np
from support import NARROW, descend, gradients, narrow, weights

from grader.testing import assert_close, task


@task(
    "momentum",
    points=3,
    hint="First compute the new velocity mu v + g. Then subtract lr times the new velocity.",
)
def test_one_step(compare, rng):
    """One step from a given velocity is right, for weights of one, two and three axes."""
    for shape, lr, mu in ((5,), 0.3, 0.6), ((3, 4), 0.07, 0.9), ((2, 4, 3), 1.5, 0.25):
        compare.momentum(weights(rng, *shape), *gradients(rng, 2, *shape), lr, mu)


@task("momentum", points=3, hint="The velocity has no factor 1 - mu. The step uses the new velocity.")
def test_later_steps(compare, reference, rng):
    """The second step and the sixth step are right."""
    for steps, shape, lr, mu in (1, (6,), 0.2, 0.8), (5, (4, 2), 0.5, 0.7), (5, (3,), 0.01, 0.95):
        *earlier, g = gradients(rng, steps + 1, *shape)
        w, v = descend(reference.momentum, weights(rng, *shape), earlier, [np.zeros(shape)], lr, mu)
        compare.momentum(w, g, v, lr, mu)


@task("momentum", points=2, hint="The rate lr stands outside the velocity.")
def test_the_rate_changes_between_the_steps(student, reference, rng):
    """Six steps with a new rate for each step are right."""
    for shape in (5,), (2, 3):
        w = weights(rng, *shape)
        found, expected = (w, np.zeros(shape)), (w, np.zeros(shape))
        for g, lr in zip(gradients(rng, 6, *shape), (1.0, 0.1, 0.5, 0.02, 2.0, 0.3), strict=True):
            found = student.momentum(found[0], g, found[1], lr, 0.8)
            expected = reference.momentum(expected[0], g, expected[1], lr, 0.8)
        assert_close(
            found, expected, what="After six steps with six rates, weights and velocity must be right."
        )


@task("momentum", points=2, hint="Return the new velocity, and use it in the next step.")
def test_many_steps(student, reference, rng):
    """Forty steps with one state are right."""
    for shape in (4,), (3, 2):
        given, w = gradients(rng, 40, *shape), weights(rng, *shape)
        assert_close(
            descend(student.momentum, w, given, [np.zeros(shape)], 0.1, 0.9),
            descend(reference.momentum, w, given, [np.zeros(shape)], 0.1, 0.9),
            what="After forty steps, weights and velocity must be right.",
        )


@task("momentum", hint="All operations act on each entry by itself.")
def test_equal_sizes(compare, rng):
    """Square and cubic arrays, a single weight, and the first step are right."""
    for shape in (4, 4), (3, 3, 3), (1,), (1, 1), (1, 5), (5, 1):
        w, g, v = gradients(rng, 3, *shape)
        compare.momentum(w, g, v, 0.2, 0.7)
        compare.momentum(w, g, np.zeros(shape), 0.2, 0.7)


@task("momentum", hint="Do not clip the velocity, and do not set small numbers to zero.")
def test_tiny_and_huge_gradients(compare, rng):
    """Gradients from 1e-25 to 1e25 follow the formula."""
    for unit in 1e-25, 1e-9, 1000.0, 1e25:
        w, g, v = unit * gradients(rng, 3, 6)
        compare.momentum(w, g, v, 0.4, 0.9, atol=unit * 1e-12)
    compare.momentum(
        weights(rng, 3), np.array([1000.0, -1000.0, 0.0]), np.array([-1000.0, 1000.0, 500.0]), 3.0, 0.5
    )


@task("momentum", hint="With mu = 0, the velocity is the gradient. The default of mu is 0.9.")
def test_no_momentum_and_the_default(compare, rng):
    """mu = 0 is accepted, and mu is 0.9 if it is not given. A gradient of 0 keeps a part of the velocity."""
    for shape in (4,), (2, 5):
        w, g, v = gradients(rng, 3, *shape)
        compare.momentum(w, g, v, 0.3, 0.0)
        compare.momentum(w, g, v, 0.3)
        compare.momentum(w, 0 * g, v, 1)


@task("momentum", hint="Convert integers to float64 before you compute with them.")
def test_every_narrow_type(compare, rng):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        for shape in (7,), (3, 2):
            compare.momentum(*(narrow(rng, dtype, shape) for _ in range(3)), 2, 0.5)


@task("momentum", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    w, g, v = gradients(rng, 3, 4, 3)
    single = [a.astype(np.float32) for a in (w, g, v)]
    result = compare.momentum(*single, 0.1, 0.9, rtol=1e-5, atol=1e-6)
    assert all(a.dtype == np.float32 for a in result), "float32 arrays must give float32 arrays."
    compare.momentum(w.T, np.asfortranarray(g).T, v.T, 0.1, 0.9)
    compare.momentum(*rng.integers(-9, 10, size=(3, 5)), 1, 0.75)


@task("momentum", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = gradients(rng, 3, 5), gradients(rng, 3, 2, 4)
    for case in first, other, first:
        compare.momentum(*case, 0.2, 0.9)


@task("momentum", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for arrays of other shapes, and for lr or mu out of range."""
    w, g, v = gradients(rng, 3, 4)
    for lr, mu in (0.0, 0.9), (-0.1, 0.9), (0.1, 1.0), (0.1, -0.1), (0.1, 1.5):
        compare.raises("ValueError", "momentum", w, g, v, lr, mu)
    for bad in (
        (w, g[:3], v),
        (w, g, v[:1]),
        (w, g[:, None], v),
        (w, g, v[None]),
        (w[:1], g, v),
        (w, g[:1], v),
    ):
        compare.raises("ValueError", "momentum", *bad, 0.1, 0.9)
