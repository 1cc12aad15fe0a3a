"""The norms of the Jacobians of the last state."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, integer_cases, layer, sequences, single

from grader.testing import assert_close, task


@task("norms", points=3, hint="The Jacobian of one step has a row per new unit and a column per old one.")
def test_every_state_of_every_sequence(compare, rng):
    """One norm per sequence and state, in time order, ending with the last state's own."""
    compare.gradient_norms_through_time(*sequences(rng, b=3, t=5, d=2, h=4))
    compare.gradient_norms_through_time(*sequences(rng, b=2, t=7, d=4, h=3))


@task("norms", points=2, hint="Matrices do not commute: which Jacobian stands on the left?")
def test_order_of_the_product_matters(compare, rng):
    """Slopes and weights that differ much between units show in which order the Jacobians are multiplied."""
    x, h0, Wx, Wh, b = sequences(rng, b=4, t=4, d=3, h=5)
    compare.gradient_norms_through_time(2.0 * x, h0, Wx, Wh * rng.uniform(0.1, 2.0, size=(5, 1)), b)


@task("norms", points=2, hint="Which norm of a matrix says how much it can stretch a vector?")
def test_two_steps(compare, rng):
    """With two steps there is one Jacobian, and its largest singular value is asked for."""
    compare.gradient_norms_through_time(*sequences(rng, b=5, t=2, d=3, h=3))
    compare.gradient_norms_through_time(*sequences(rng, b=3, t=2, d=2, h=6))


@task(
    "norms", hint="Rows and columns of a Jacobian are both units; sequences and steps have axes of their own."
)
def test_equal_sizes(compare, rng):
    """Where some of the sizes are equal, only the order of the axes tells them apart."""
    compare.gradient_norms_through_time(*sequences(rng, b=4, t=4, d=4, h=4))
    for sizes in COINCIDING:
        compare.gradient_norms_through_time(*sequences(rng, *sizes))


@task("norms", points=2, hint="Every step back multiplies by one more factor.")
def test_gradients_vanish(compare, rng):
    """With weights that shrink every vector the norm falls by many orders of magnitude; it is not zero."""
    x, h0, Wx, Wh, b = sequences(rng, b=2, t=50, d=3, h=4)
    Wh *= 0.5 / np.linalg.norm(Wh, 2)
    norms = compare.gradient_norms_through_time(0.3 * x, h0, Wx, Wh, 0.3 * b, rtol=1e-5, atol=1e-60)
    assert np.all(norms[:, 0] < 1e-14), "a product of 49 factors below 1/2 must be small"


@task("norms", points=2, hint="Where tanh is at 0 its derivative is 1, and only the weights are left.")
def test_gradients_explode(compare, rng):
    """Without inputs the units are at 0, and with large weights the norm grows with every step back."""
    Wx, Wh, _ = layer(rng, 2, 3)
    zeros = np.zeros((2, 45, 2)), np.zeros((2, 3))
    compare.gradient_norms_through_time(*zeros, Wx, 4.0 * Wh + 2.0 * np.eye(3), np.zeros(3), rtol=1e-6)


@task("norms", hint="In one unit the Jacobian is a number; its norm is never negative.")
def test_one_unit(compare, rng):
    """With a single unit the norm is the size of a product of numbers, whatever their signs."""
    compare.gradient_norms_through_time(*sequences(rng, b=3, t=4, d=2, h=1))
    x, h0, Wx, _, b = sequences(rng, b=2, t=6, d=3, h=1)
    compare.gradient_norms_through_time(x, h0, Wx, -rng.uniform(0.5, 2.0, size=(1, 1)), b)


@task(
    "norms", hint="Change a state a little, run the steps after it, and compare the change of the last state."
)
def test_no_small_change_grows_by_more(student, reference, rng):
    """No direction is stretched by more than the norm, and one direction is stretched by exactly the norm."""
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
        assert_close(norms[:, t - 1], np.array([stretch]), rtol=1e-5, atol=1e-8, what=f"the norm at t = {t}")


@task("norms", points=2, hint="Turn integers into float64 first: 100 times 2 does not fit into int8.")
def test_dtypes_and_a_single_step(compare, rng):
    """float32 stays float32, integers of any width become float64, and a single step has the norm 1."""
    norms = compare.gradient_norms_through_time(*single(sequences(rng, b=2, t=4, d=3, h=2)), atol=1e-4)
    assert norms.dtype == np.float32, "float32 inputs must give float32 norms"
    compare.gradient_norms_through_time(*sequences(rng, b=4, t=1, d=2, h=3))
    for dtype in np.int64, *NARROW:
        for arrays in integer_cases(rng, dtype, b=4, t=2, d=3, h=5):
            compare.gradient_norms_through_time(*arrays)


@task("norms", hint="Keep no state outside the arguments, and write into none of them.")
def test_same_call_gives_the_same_answer(compare, rng):
    """Nothing is kept between calls."""
    first, other = sequences(rng, b=2, t=3, d=4, h=3), sequences(rng, b=3, t=5, d=2, h=3)
    for arguments in first, other, first:
        compare.gradient_norms_through_time(*arguments)
