"""The norms of the Jacobians of the last state."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, integer_cases, layer, sequences, single

from grader.testing import assert_close, task


@task("norms", points=3, hint="The Jacobian of a step has a row per new unit and a column per old unit.")
def test_every_state_of_every_sequence(compare, rng):
    """There is one norm per sequence and state. The last state has the norm 1."""
    compare.gradient_norms_through_time(*sequences(rng, b=3, t=5, d=2, h=4))
    compare.gradient_norms_through_time(*sequences(rng, b=2, t=7, d=4, h=3))


@task("norms", points=2, hint="Matrices do not commute. Which Jacobian is on the left?")
def test_order_of_the_product_matters(compare, rng):
    """The Jacobians are multiplied in the right order."""
    x, h0, Wx, Wh, b = sequences(rng, b=4, t=4, d=3, h=5)
    compare.gradient_norms_through_time(2.0 * x, h0, Wx, Wh * rng.uniform(0.1, 2.0, size=(5, 1)), b)


@task(
    "norms",
    points=2,
    hint="np.linalg.norm(J, 2) is the largest singular value. The default norm is another one.",
)
def test_two_steps(compare, rng):
    """With two steps, the norm is the largest singular value of one Jacobian."""
    compare.gradient_norms_through_time(*sequences(rng, b=5, t=2, d=3, h=3))
    compare.gradient_norms_through_time(*sequences(rng, b=3, t=2, d=2, h=6))


@task("norms", hint="Sequences and steps have axes of their own.")
def test_equal_sizes(compare, rng):
    """Some sizes are equal. The order of the axes is the same."""
    compare.gradient_norms_through_time(*sequences(rng, b=4, t=4, d=4, h=4))
    for sizes in COINCIDING:
        compare.gradient_norms_through_time(*sequences(rng, *sizes))


@task("norms", points=2, hint="Each step back multiplies by one more Jacobian.")
def test_gradients_vanish(compare, rng):
    """With small weights, the norm becomes very small, but not 0."""
    x, h0, Wx, Wh, b = sequences(rng, b=2, t=50, d=3, h=4)
    Wh *= 0.5 / np.linalg.norm(Wh, 2)
    norms = compare.gradient_norms_through_time(0.3 * x, h0, Wx, Wh, 0.3 * b, rtol=1e-5, atol=1e-60)
    assert np.all(norms[:, 0] < 1e-14), "With small weights, the norm must become very small; yours does not."


@task("norms", points=2, hint="At 0, the derivative of tanh is 1.")
def test_gradients_explode(compare, rng):
    """With large weights and no inputs, the norm grows with each step back."""
    Wx, Wh, _ = layer(rng, 2, 3)
    zeros = np.zeros((2, 45, 2)), np.zeros((2, 3))
    compare.gradient_norms_through_time(*zeros, Wx, 4.0 * Wh + 2.0 * np.eye(3), np.zeros(3), rtol=1e-6)


@task("norms", hint="A norm is never negative.")
def test_one_unit(compare, rng):
    """With a single unit, the norm is the absolute value of a product."""
    compare.gradient_norms_through_time(*sequences(rng, b=3, t=4, d=2, h=1))
    x, h0, Wx, _, b = sequences(rng, b=2, t=6, d=3, h=1)
    compare.gradient_norms_through_time(x, h0, Wx, -rng.uniform(0.5, 2.0, size=(1, 1)), b)


@task("norms", hint="The derivative of tanh is 1 - h², with the new state h.")
def test_no_small_change_grows_by_more(student, reference, rng):
    """No small change of a state grows by more than the norm, and one grows by the norm."""
    x, h0, Wx, Wh, b = sequences(rng, b=1, t=6, d=2, h=3)
    norms = student.gradient_norms_through_time(x, h0, Wx, Wh, b)
    states, _ = reference.rnn_forward(x, h0, Wx, Wh, b, np.eye(3))
    for t in 1, 4, 5:
        columns = []
        for unit in np.eye(3):
            ends = [
                reference.rnn_forward(x[:, t:], states[:, t - 1] + step * unit, Wx, Wh, b, np.eye(3))[0][
                    0, -1
                ]
                for step in (1e-5, -1e-5)
            ]
            columns.append((ends[0] - ends[1]) / 2e-5)
        stretch = float(np.linalg.norm(np.array(columns), 2))
        assert_close(
            norms[:, t - 1],
            np.array([stretch]),
            rtol=1e-5,
            atol=1e-8,
            what="One direction must be stretched by exactly the norm; with yours, it is not.",
        )


@task("norms", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes_and_a_single_step(compare, rng):
    """float32 stays float32, integers become float64, and a single step has the norm 1."""
    norms = compare.gradient_norms_through_time(*single(sequences(rng, b=2, t=4, d=3, h=2)), atol=1e-4)
    assert norms.dtype == np.float32, "float32 inputs must give float32 norms."
    compare.gradient_norms_through_time(*sequences(rng, b=4, t=1, d=2, h=3))
    for dtype in np.int64, *NARROW:
        for arrays in integer_cases(rng, dtype, b=4, t=2, d=3, h=5):
            compare.gradient_norms_through_time(*arrays)


@task("norms", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = sequences(rng, b=2, t=3, d=4, h=3), sequences(rng, b=3, t=5, d=2, h=3)
    for arguments in first, other, first:
        compare.gradient_norms_through_time(*arguments)
