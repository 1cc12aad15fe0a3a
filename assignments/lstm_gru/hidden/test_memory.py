"""The direct path of the memory: products of forget gates."""

from __future__ import annotations

import numpy as np
from support import NARROW, lstm_state, stacked

from grader.testing import assert_close, task


def forget_gates(rng, *size):
    """Gates that are open enough for their product to be seen."""
    return rng.uniform(0.3, 1.0, size=size)


@task("memory", points=2, hint="The entry of a step holds its own gate and all the later ones.")
def test_products_to_the_end(compare, rng):
    """Each entry is the share of the memory a step was given that reaches the end."""
    compare.memory_path(forget_gates(rng, 3, 5, 4))
    compare.memory_path(forget_gates(rng, 2, 7, 3))


@task("memory", points=2, hint="Time is axis 1.")
def test_one_step_and_equal_sizes(compare, rng):
    """A single gate is its own product; with all sizes equal only the order of the axes tells them apart."""
    compare.memory_path(forget_gates(rng, 4, 4, 4))
    compare.memory_path(forget_gates(rng, 5, 1, 2))
    for sizes in (3, 3, 3), (3, 3, 5), (5, 3, 3), (3, 5, 3), (1, 4, 1), (1, 1, 1), (4, 4, 1):
        compare.memory_path(forget_gates(rng, *sizes))


@task("memory", points=2, hint="Do not divide one product by another: a gate may be 0.")
def test_shut_gates(compare, rng):
    """A product with a gate of exactly 0 is exactly 0; the products of later steps do not hold that gate."""
    f_gates = forget_gates(rng, 3, 6, 4)
    f_gates[0, 2], f_gates[1, 5, 1], f_gates[2, 0, 3] = 0.0, 0.0, 0.0
    path = compare.memory_path(f_gates)
    assert_close(path[0, :3], np.zeros((3, 4)), rtol=0.0, atol=0.0, what="the path up to a shut gate")
    assert_close(path[1, :, 1], np.zeros(6), rtol=0.0, atol=0.0, what="the path up to the last gate, shut")


@task("memory", points=2, hint="A product of many gates is very small, but it is not 0.")
def test_long_sequences(compare, rng):
    """Over hundreds of steps the path of half-open gates falls to 1e-180 and keeps its digits."""
    f_gates = rng.uniform(0.4, 0.6, size=(2, 600, 3))
    f_gates[1] = rng.uniform(0.998, 1.0, size=(600, 3))
    path = compare.memory_path(f_gates, atol=1e-250)
    assert np.all(path[0, 0] > 0), "a product of positive gates must stay positive"


@task("memory", hint="Add nothing to a gate, and do not set small gates to a smallest value.")
def test_nearly_shut_gates(compare, rng):
    """Gates of 1e-15 or 1e-40 are not 0: each product keeps its digits."""
    for size, exponents in ((3, 4, 5), (-16, -13)), ((4, 5, 2), (-40, -30)):
        compare.memory_path(10.0 ** rng.uniform(*exponents, size=size), atol=1e-250)


@task(
    "memory",
    points=2,
    hint="Change a memory a little, run the steps after it, and compare the change of the last memory.",
)
def test_it_is_the_derivative_where_the_state_has_no_say(student, reference, rng):
    """Where no gate reads the state, the path is the whole derivative of the last memory by an earlier one."""
    x, (h0, c0), (Wx, Wh, b) = rng.normal(size=(2, 5, 3)), lstm_state(rng, 2, 4), stacked(rng, 3, 4)
    f_gates = 1 / (1 + np.exp(-(x @ Wx + b)[:, :, 4:8]))
    ends = [reference.lstm_forward(x, h0, c0 + step, Wx, 0.0 * Wh, b)[1][:, -1] for step in (1e-5, -1e-5)]
    path = student.memory_path(f_gates)
    assert_close(
        path[:, 0], (ends[0] - ends[1]) / 2e-5, rtol=1e-5, atol=1e-8, what="the path of the first memory"
    )


@task("memory", hint="Turn integers into float64 first, and write into no argument.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers of any width become float64, and no call disturbs another."""
    f_gates = forget_gates(rng, 2, 4, 3)
    path = compare.memory_path(f_gates.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert path.dtype == np.float32, "float32 gates must give a float32 path"
    for dtype in np.int64, *NARROW:
        compare.memory_path(rng.integers(0, 2, size=(4, 3, 5)).astype(dtype))
    compare.memory_path(f_gates[:, ::-1])
    compare.memory_path(f_gates)
