"""One step of Adam with decoupled weight decay, and many."""

from __future__ import annotations

import numpy as np
from support import NARROW, descend, gradients, narrow, weights

from grader.testing import assert_close, task


def start(*shape):
    """The state before the first step."""
    return [np.zeros(shape), np.zeros(shape), 0]


@task("decay", points=3, hint="First write a step of Adam. Then replace w by (1 - lr lam) w.")
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
        w, *state = descend(reference.weight_decay_step, w, earlier, start(*shape), lr, 0.4, beta1, beta2)
        compare.weight_decay_step(w, g, *state, lr, 0.4, beta1, beta2)


@task(
    "decay",
    points=3,
    hint="The decay is no part of the gradient, and it uses the weights from before the step.",
)
def test_later_steps(compare, reference, rng):
    """The fifth step and the ninth step are right."""
    for steps, shape, lr, beta1, beta2 in (
        (4, (4, 2), 0.5, 0.7, 0.9),
        (8, (3,), 0.01, 0.95, 0.99),
        (4, (5,), 0.1, 0.9, 0.999),
    ):
        *earlier, g = gradients(rng, steps + 1, *shape)
        w = weights(rng, *shape)
        w, *state = descend(reference.weight_decay_step, w, earlier, start(*shape), lr, 0.2, beta1, beta2)
        compare.weight_decay_step(w, g, *state, lr, 0.2, beta1, beta2)


@task("decay", points=2, hint="Add eps to the root of the corrected mean, outside the root.")
def test_a_large_eps(compare, reference, rng):
    """eps is as large as the gradients."""
    for steps, shape, eps in (0, (5,), 0.5), (2, (2, 3), 0.1), (4, (4,), 10.0):
        *earlier, g = gradients(rng, steps + 1, *shape)
        w = weights(rng, *shape)
        w, *state = descend(reference.weight_decay_step, w, earlier, start(*shape), 0.3, 0.2, 0.8, 0.9, eps)
        compare.weight_decay_step(w, g, *state, 0.3, 0.2, 0.8, 0.9, eps)


@task("decay", points=2, hint="Add eps to the root of the corrected mean, outside the root.")
def test_gradients_as_small_as_eps(compare, reference, rng):
    """The gradients are as small as eps."""
    for steps, shape, eps in (1, (4,), 1e-8), (3, (3, 2), 1e-10):
        *earlier, g = eps * gradients(rng, steps + 1, *shape)
        w = weights(rng, *shape)
        w, *state = descend(reference.weight_decay_step, w, earlier, start(*shape), 1.0, 0.2, 0.9, 0.999, eps)
        compare.weight_decay_step(w, g, *state, 1.0, 0.2, 0.9, 0.999, eps, atol=eps**2 * 1e-12)


@task("decay", points=3, hint="Multiply the weights by 1 - lr lam. The decay is not a part of the gradient.")
def test_a_large_decay(compare, reference, rng):
    """The decay is strong, in the first step and in later steps."""
    for steps, shape, lr, lam in (0, (5,), 0.1, 3.0), (3, (2, 3), 0.5, 0.9), (6, (4,), 0.02, 20.0):
        *earlier, g = gradients(rng, steps + 1, *shape)
        state = [np.zeros(shape), np.zeros(shape), 0]
        w, *state = descend(reference.weight_decay_step, weights(rng, *shape), earlier, state, lr, lam)
        compare.weight_decay_step(w, g, *state, lr, lam)


@task("decay", points=2, hint="Multiply the weights by 1 - lr lam, with both numbers.")
def test_without_gradients_the_weights_only_shrink(student, rng):
    """If all gradients are 0, each step multiplies the weights by 1 - lr lam."""
    for shape, lr, lam in ((6,), 0.1, 0.5), ((2, 4), 0.3, 2.0):
        w, zero = weights(rng, *shape), np.zeros(shape)
        found = descend(student.weight_decay_step, w, [zero] * 5, [zero, zero, 0], lr, lam)[0]
        assert_close(
            found,
            (1 - lr * lam) ** 5 * w,
            what="Without gradients, the weights must only shrink; yours do not.",
        )


@task("decay", points=2, hint="The means are made from the gradient alone.")
def test_the_means_know_nothing_of_the_decay(student, rng):
    """The returned means do not depend on lam. All weights shrink by the same factor."""
    shape = (3, 4)
    w, given, zero = weights(rng, *shape), gradients(rng, 5, *shape), np.zeros(shape)
    plain = descend(student.weight_decay_step, w, given, [zero, zero, 0], 0.1, 0.0)
    decayed = descend(student.weight_decay_step, w, given, [zero, zero, 0], 0.1, 0.7)
    assert_close(decayed[1:], plain[1:], what="The means must not depend on lam; yours do.")
    doubled = descend(student.weight_decay_step, 2 * w, given, [zero, zero, 0], 0.1, 0.7)
    assert_close(
        doubled[0] - decayed[0],
        0.93**5 * w,
        what="The part of the weights that was there first must shrink by one factor; yours does not.",
    )


@task("decay", points=3, hint="Return the means without their corrections, and t + 1.")
def test_many_steps(student, reference, rng):
    """Fifty steps with one state and changing rates are right."""
    for shape, beta1, beta2 in ((4,), 0.9, 0.999), ((3, 2), 0.8, 0.95):
        w = weights(rng, *shape)
        found, expected = (w, *start(*shape)), (w, *start(*shape))
        for k, g in enumerate(gradients(rng, 50, *shape)):
            numbers = (0.5 / (1 + k % 7), 0.1, beta1, beta2)
            found = student.weight_decay_step(found[0], g, *found[1:], *numbers)
            expected = reference.weight_decay_step(expected[0], g, *expected[1:], *numbers)
        assert_close(found, expected, what="After fifty steps, weights and state must be right.")


@task("decay", hint="Each weight has a rate of its own. Add no constant but eps.")
def test_tiny_and_huge_gradients(compare, reference, rng):
    """Gradients from 1e-25 to 1e25 follow the formula."""
    for n, steps, unit in (
        (5, 0, 1e-25),
        (4, 2, 1e-25),
        (6, 1, 1e-9),
        (3, 2, 1000.0),
        (7, 0, 1e25),
        (5, 2, 1e25),
    ):
        *earlier, g = unit * gradients(rng, steps + 1, n)
        numbers = (0.3, 0.1, 0.9, 0.999, 1e-30)
        w, *state = descend(reference.weight_decay_step, weights(rng, n), earlier, start(n), *numbers)
        compare.weight_decay_step(w, g, *state, *numbers, atol=1e-60)
    for g in np.array([1000.0, -1000.0, 0.0]), np.array([0.0, 1e-25, 0.0]):
        compare.weight_decay_step(weights(rng, 3), g, *start(3), 3.0, 0.1, atol=1e-60)


@task("decay", hint="The correction with t tends to 1. Do not stop to count.")
def test_after_very_many_steps(compare, rng):
    """After 40, 3000 and 1,000,000 steps, the next step is right."""
    for t, shape in (40, (5,)), (3000, (2, 3)), (1_000_000, (4,)):
        w, g, m, v = gradients(rng, 4, *shape)
        compare.weight_decay_step(w, g, m, v * v, t, 0.1, 0.3)
        compare.weight_decay_step(w, g, m, v * v, t, 0.1, 0.3, 0.99, 0.99999)


@task("decay", hint="All operations act on each entry by itself.")
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
        compare.weight_decay_step(w, g, m, v * v, t, 0.2, 0.3)


@task("decay", hint="beta1 and beta2 may be 0. The defaults are 0.9, 0.999 and 1e-8.")
def test_defaults_and_betas_of_zero(compare, rng):
    """Numbers that are not given have their defaults. One beta or both may be 0."""
    for t, shape in (2, (4,)), (3, (2, 5)):
        w, g, m, v = gradients(rng, 4, *shape)
        v = v * v
        compare.weight_decay_step(w, g, m, v, t, 0.3, 0)
        compare.weight_decay_step(w, g, m, v, t, 1, 1, 0.6)
        compare.weight_decay_step(w, 1e-8 * g, 1e-8 * m, 1e-16 * v, t, 0.3, 0.5, 0.6, 0.7)
        compare.weight_decay_step(w, g, 0 * m, 0 * v, 0, 0.3, 0.3, 0.999999, 0.999999)
        for betas in (0.0, 0.9), (0.7, 0.0), (0.0, 0.0):
            compare.weight_decay_step(w, g, m, v, t, 0.3, 0.2, *betas)


@task("decay", hint="Convert integers to float64 before you square.")
def test_every_narrow_type(compare, rng):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        for shape in (7,), (3, 2):
            w, g, m, v = (narrow(rng, dtype, shape) for _ in range(4))
            compare.weight_decay_step(w, g, m, np.maximum(v, 0), 3, 2, 1, 0.5, 0.25, 1)


@task("decay", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    w, g, m, v = gradients(rng, 4, 4, 3)
    single = [a.astype(np.float32) for a in (w, g, m, v * v)]
    result = compare.weight_decay_step(*single, 5, 0.1, 0.1, rtol=1e-5, atol=1e-6)
    assert all(a.dtype == np.float32 for a in result[:3]), "float32 arrays must give float32 arrays."
    compare.weight_decay_step(w.T, np.asfortranarray(g).T, m.T, (v * v).T, 2, 0.1, 0.1)
    compare.weight_decay_step(*rng.integers(-9, 10, size=(3, 5)), rng.integers(0, 50, size=5), 1, 1, 0.1)


@task("decay", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = gradients(rng, 4, 5) ** 2, gradients(rng, 4, 2, 4) ** 2
    for t, case in (0, first), (6, other), (0, first):
        compare.weight_decay_step(*case, t, 0.2, 0.1)


@task("decay", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for arrays of other shapes, and for a number out of range."""
    w, g, m, v = gradients(rng, 4, 4) ** 2
    good = {"t": 0, "lr": 0.1, "lam": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
    for name, values in {
        "lr": (0.0, -0.1),
        "eps": (0.0, -1e-8),
        "beta1": (1.0, -0.1, 1.5),
        "beta2": (1.0, -0.1, 1.5),
        "t": (-1, -5),
        "lam": (-0.1, -2),
    }.items():
        for value in values:
            compare.raises("ValueError", "weight_decay_step", w, g, m, v, **{**good, name: value})
    for bad in (w, g[:3], m, v), (w, g, m[:1], v), (w, g, m, v[:1]), (w, g[:, None], m, v), (w[:1], g, m, v):
        compare.raises("ValueError", "weight_decay_step", *bad, **good)
    for bad in (w, g[:1], m, v), (w, g, m[None], v), (w, g, m, v[:, None]):
        compare.raises("ValueError", "weight_decay_step", *bad, **good)
