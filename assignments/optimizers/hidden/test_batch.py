"""Gradient descent on all samples."""

from __future__ import annotations

import numpy as np
from support import NARROW, counting_grad, data, grad, large_whole_numbers, last_digits, narrow, weights

from grader.testing import assert_close, callback, shaped, task


@task("batch", points=3, hint="Compute the gradient of all samples at the weights that you have now.")
def test_several_steps(compare, rng):
    """Several steps on all samples are right."""
    for n, d, lr, steps in (7, 3, 0.5, 1), (5, 2, 0.3, 4), (9, 4, 1.2, 6):
        compare.batch_gd(grad(), *data(rng, n, d), lr, steps)


@task("batch", points=3, hint="Make exactly the given number of steps.")
def test_many_steps(compare, rng):
    """Forty steps are right, and so are two."""
    for n, d, steps in (6, 3, 40), (4, 5, 2):
        compare.batch_gd(grad(), *data(rng, n, d), 0.2, steps)


@task("batch", points=2, hint="Call grad once in each step, with all rows.")
def test_each_step_asks_for_all_samples_once(student, reference, rng):
    """The gradient is asked for once per step, with all samples."""
    for n, d, steps in (6, 3, 5), (4, 2, 1), (3, 3, 0):
        sizes = []
        given = (*data(rng, n, d), 0.2, steps)
        found = student.batch_gd(counting_grad(sizes), *given)
        assert_close(found, reference.batch_gd(grad(), *given))
        assert sizes == [n] * steps, "The gradient must be asked for once per step, with all samples."


@task("batch", hint="Rows are samples, whatever the sizes are.")
def test_equal_sizes_and_one_sample(compare, rng):
    """There are as many samples as features or steps. One sample is enough."""
    for n, d, steps in (4, 4, 4), (3, 3, 2), (1, 3, 5), (1, 1, 3), (5, 2, 5):
        compare.batch_gd(grad(), *data(rng, n, d), 0.3, steps)


@task("batch", points=2, hint="With curvature c, one step multiplies the weight by 1 - lr c.")
def test_on_a_parabola_the_weight_shrinks_by_a_factor(student, rng):
    """On the loss c x² / 2, each step multiplies the weight by 1 - lr c."""
    for c, lr, steps in (2.0, 0.3, 7), (0.5, 3.0, 4), (10.0, 0.19, 9):

        def parabola(w, X, y, c=c):
            return c * w

        grad_c = callback(parabola, like=(shaped("d"), shaped("b", "d"), shaped("b")))
        w, X, y = data(rng, 4, 3)
        assert_close(
            student.batch_gd(grad_c, w, X, y, lr, steps),
            (1 - lr * c) ** steps * w,
            what="On a parabola, each step must multiply the weight by 1 - lr c; yours does not.",
        )


@task("batch", hint="The weights may be a table. The update is the same.")
def test_weights_that_are_a_table(compare, rng):
    """The weights may have two axes."""
    for n, d, k in (6, 3, 2), (4, 2, 5):
        _, X, y = data(rng, n, d)
        compare.batch_gd(grad(table=True), weights(rng, d, k), X, y, 0.4, 3)


@task("batch", hint="With 0 steps, return the weights as floats.")
def test_no_steps(compare, rng):
    """With 0 steps, the weights come back as floats."""
    w, X, y = data(rng, 4, 3)
    compare.batch_gd(grad(), w, X, y, 0.4, 0)
    for dtype in NARROW:
        found = compare.batch_gd(grad(), narrow(rng, dtype, 3), X, y, 1, 0)
        assert found.dtype == np.float64, "Integers must become float64."


@task("batch", hint="Do not clip the gradient or the weights.")
def test_large_steps(compare, rng):
    """Samples of hundreds make large steps. Tiny samples make tiny steps."""
    for n, d, unit in (5, 3, 300.0), (4, 2, 1e-6):
        w, X, y = data(rng, n, d)
        compare.batch_gd(grad(), w, unit * X, y, 1, 3)
        compare.batch_gd(grad(), 0 * w, unit * X, y, 1, 2, atol=1e-20)


@task("batch", hint="Integers become float64, float32 stays float32.")
def test_dtypes(compare, rng):
    """float32 stays float32, and integers become float64."""
    w, X, y = data(rng, 5, 3)
    single = [a.astype(np.float32) for a in (w, X, y)]
    found = compare.batch_gd(grad(), *single, 0.3, 3, rtol=1e-4, atol=1e-5)
    assert found.dtype == np.float32, "float32 arrays must give a float32 array."
    for dtype in NARROW:
        compare.batch_gd(grad(), narrow(rng, dtype, 3), X, y, 1, 2)
    compare.batch_gd(grad(), w, np.asfortranarray(X)[::-1], np.repeat(y, 2)[::2], 0.3, 2)


@task("batch", hint="Pass X and y on as they are, in their own type.")
def test_large_whole_numbers_are_passed_on(compare, rng):
    """Samples and targets keep their type. Neighbours above 2**53 are different numbers."""
    for d in 3, 2:
        compare.batch_gd(last_digits(), *large_whole_numbers(rng, 5, d), 0.3, 2)


@task("batch", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = data(rng, 5, 3), data(rng, 3, 4)
    for case in first, other, first:
        compare.batch_gd(grad(), *case, 0.2, 3)


@task("batch", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for samples and targets that do not fit, a bad rate or a negative number of steps."""
    w, X, y = data(rng, 4, 3)
    for lr, steps in (0.0, 2), (-0.1, 2), (0.1, -1):
        compare.raises("ValueError", "batch_gd", grad(), w, X, y, lr, steps)
    for bad in (X[:, 0], y), (X[:0], y[:0]), (X, y[:3]), (X, y[:, None]), (X[:3], y), (X[None], y):
        compare.raises("ValueError", "batch_gd", grad(), w, *bad, 0.1, 2)
