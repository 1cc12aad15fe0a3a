"""The direct path of the memory: products of forget gates."""

from __future__ import annotations

import numpy as np
from support import NARROW, lstm_state, stacked

from grader.testing import assert_close, task


def forget_gates(rng, *size):
    """Gates that are open enough for their product to be seen."""
    return rng.uniform(0.3, 1.0, size=size)


@task("memory", points=2, hint="The entry of a step contains its own gate and all later ones.")
def test_products_to_the_end(compare, rng):
    """Each entry is the product of the forget gates from its own step to the last."""
    compare.memory_path(forget_gates(rng, 3, 5, 4))
    compare.memory_path(forget_gates(rng, 2, 7, 3))


@task("memory", points=2, hint="Time is axis 1.")
def test_one_step_and_equal_sizes(compare, rng):
    """With one step, the result is the gate itself. Sizes may be equal."""
    compare.memory_path(forget_gates(rng, 4, 4, 4))
    compare.memory_path(forget_gates(rng, 5, 1, 2))
    for sizes in (3, 3, 3), (3, 3, 5), (5, 3, 3), (3, 5, 3), (1, 4, 1), (1, 1, 1), (4, 4, 1):
        compare.memory_path(forget_gates(rng, *sizes))


@task("memory", points=2, hint="Do not divide by a gate: it may be 0.")
def test_shut_gates(compare, rng):
    """If a gate is 0, the products that contain it are 0. The later ones are not."""
    f_gates = forget_gates(rng, 3, 6, 4)
    f_gates[0, 2], f_gates[1, 5, 1], f_gates[2, 0, 3] = 0.0, 0.0, 0.0
    path = compare.memory_path(f_gates)
    assert_close(
        path[0, :3],
        np.zeros((3, 4)),
        rtol=0.0,
        atol=0.0,
        what="A product that contains a gate of 0 must be 0; yours is not.",
    )
    assert_close(
        path[1, :, 1],
        np.zeros(6),
        rtol=0.0,
        atol=0.0,
        what="A product that contains a gate of 0 must be 0; yours is not.",
    )


@task("memory", points=2, hint="Such a product is very small, but not 0. Do not subtract or clip.")
def test_long_sequences(compare, rng):
    """Products over hundreds of steps go down to 1e-180 and keep their digits."""
    f_gates = rng.uniform(0.4, 0.6, size=(2, 600, 3))
    f_gates[1] = rng.uniform(0.998, 1.0, size=(600, 3))
    path = compare.memory_path(f_gates, atol=1e-250)
    assert np.all(path[0, 0] > 0), "A product of positive gates must be positive; yours is not."


@task("memory", hint="Add no small constant to a gate, and do not clip it.")
def test_nearly_shut_gates(compare, rng):
    """Gates of 1e-15 or 1e-40 are not 0."""
    for size, exponents in ((3, 4, 5), (-16, -13)), ((4, 5, 2), (-40, -30)):
        compare.memory_path(10.0 ** rng.uniform(*exponents, size=size), atol=1e-250)


@task(
    "memory",
    points=2,
    hint="Change a memory a little, run the later steps, and look at the last memory.",
)
def test_it_is_the_derivative_where_the_state_has_no_say(student, reference, rng):
    """If no gate depends on the state, the result is the derivative of the last memory by an earlier one."""
    x, (h0, c0), (Wx, Wh, b) = rng.normal(size=(2, 5, 3)), lstm_state(rng, 2, 4), stacked(rng, 3, 4)
    f_gates = 1 / (1 + np.exp(-(x @ Wx + b)[:, :, 4:8]))
    ends = [reference.lstm_forward(x, h0, c0 + step, Wx, 0.0 * Wh, b)[1][:, -1] for step in (1e-5, -1e-5)]
    path = student.memory_path(f_gates)
    assert_close(
        path[:, 0],
        (ends[0] - ends[1]) / 2e-5,
        rtol=1e-5,
        atol=1e-8,
        what="The result must be the derivative of the last memory by the first; yours is not.",
    )


@task("memory", hint="Convert integers to float64 first. Do not write into the arguments.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, and integers become float64. The same call gives the same answer."""
    f_gates = forget_gates(rng, 2, 4, 3)
    path = compare.memory_path(f_gates.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert path.dtype == np.float32, "float32 gates must give a float32 path."
    for dtype in np.int64, *NARROW:
        compare.memory_path(rng.integers(0, 2, size=(4, 3, 5)).astype(dtype))
    compare.memory_path(f_gates[:, ::-1])
    compare.memory_path(f_gates)
