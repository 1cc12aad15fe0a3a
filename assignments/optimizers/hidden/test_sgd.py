"""One step of gradient descent."""

from __future__ import annotations

import numpy as np
from support import NARROW, gradients, narrow, weights

from grader.testing import assert_close, task


@task("sgd", points=3, hint="Subtract lr times the gradient from the weights.")
def test_one_step(compare, rng):
    """One step is right, for weights of one, two and three axes."""
    for shape, lr in ((5,), 0.3), ((3, 4), 0.07), ((2, 4, 3), 1.5):
        compare.sgd(*gradients(rng, 2, *shape), lr)


@task("sgd", points=2, hint="Subtract lr times the gradient from the weights.")
def test_many_steps(student, reference, rng):
    """Forty steps with changing rates are right."""
    for shape in (4,), (3, 2):
        w = weights(rng, *shape)
        found, expected = w, w
        for k, g in enumerate(gradients(rng, 40, *shape)):
            found, expected = student.sgd(found, g, 1 / (k + 2)), reference.sgd(expected, g, 1 / (k + 2))
        assert_close(found, expected, what="After forty steps, the weights must be right.")


@task("sgd", points=2, hint="All operations act on each entry by itself.")
def test_equal_sizes(compare, rng):
    """Square and cubic arrays, a single weight, and a gradient of 0 are right."""
    for shape in (4, 4), (3, 3, 3), (1,), (1, 1), (1, 5), (5, 1):
        w, g = gradients(rng, 2, *shape)
        compare.sgd(w, g, 0.2)
        compare.sgd(w, 0 * g, 1)


@task("sgd", hint="Do not clip the gradient, and do not divide by its length.")
def test_tiny_and_huge_gradients(compare, rng):
    """Gradients from 1e-25 to 1e25 follow the formula."""
    for unit in 1e-25, 1e-9, 1000.0, 1e25:
        w, g = unit * gradients(rng, 2, 6)
        compare.sgd(w, g, 0.4, atol=unit * 1e-12)
    compare.sgd(weights(rng, 3), np.array([1000.0, -1000.0, 0.0]), 3.0)


@task("sgd", hint="Convert integers to float64 before you compute with them.")
def test_every_narrow_type(compare, rng):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        for shape in (7,), (3, 2):
            compare.sgd(narrow(rng, dtype, shape), narrow(rng, dtype, shape), 2)


@task("sgd", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    w, g = gradients(rng, 2, 4, 3)
    result = compare.sgd(w.astype(np.float32), g.astype(np.float32), 0.1, rtol=1e-5, atol=1e-6)
    assert result.dtype == np.float32, "float32 arrays must give a float32 array."
    compare.sgd(w.T, np.asfortranarray(g).T, 0.1)
    compare.sgd(*rng.integers(-9, 10, size=(2, 5)), 1)


@task("sgd", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = gradients(rng, 2, 5), gradients(rng, 2, 2, 4)
    for case in first, other, first:
        compare.sgd(*case, 0.2)


@task("sgd", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for a gradient of another shape, and for a rate that is not positive."""
    w, g = gradients(rng, 2, 4)
    for lr in 0.0, -0.1, -3:
        compare.raises("ValueError", "sgd", w, g, lr)
    for bad in (w, g[:3]), (w, g[:1]), (w, g[:, None]), (w[:1], g), (w, g[None]):
        compare.raises("ValueError", "sgd", *bad, 0.1)
