"""One step of the network."""

from __future__ import annotations

import numpy as np
from support import NARROW, integer_cases, layer, single, state

from grader.testing import assert_close, task


@task("step", points=2, hint="Write down the shape of each product before you add them.")
def test_input_and_state_are_mixed(compare, rng):
    """The new state is tanh of the input, the old state and the bias, each with its own weights."""
    compare.rnn_step(rng.normal(size=(4, 3)), state(rng, 4, 5), *layer(rng, 3, 5))


@task(
    "step",
    points=2,
    hint="Equal sizes hide a wrong transpose or a wrong matrix.",
)
def test_as_many_features_as_units(compare, rng):
    """There are as many features as units, or as many samples."""
    for b, d, h in (3, 3, 3), (2, 4, 4), (4, 2, 4), (4, 4, 2), (1, 1, 1):
        compare.rnn_step(rng.normal(size=(b, d)), state(rng, b, h), *layer(rng, d, h))


@task("step", hint="b has one entry per unit. Add it before tanh.")
def test_bias_outweighs_the_rest(compare, rng):
    """The bias is added to each sample before tanh."""
    Wx, Wh, b = layer(rng, 6, 4)
    compare.rnn_step(rng.normal(size=(2, 6)), state(rng, 2, 4), 0.1 * Wx, 0.1 * Wh, b)


@task("step", points=2, hint="The new state of a step is the old state of the next step.")
def test_steps_in_a_row(compare, reference, rng):
    """Several steps, one after the other, are right."""
    weights, h = layer(rng, 2, 7), np.zeros((5, 7))
    for _ in range(4):
        x = rng.normal(size=(5, 2))
        compare.rnn_step(x, h, *weights)
        h = reference.rnn_step(x, h, *weights)


@task("step", hint="exp(1000) is inf, and inf / inf is NaN. Use np.tanh.")
def test_large_inputs_saturate(compare, rng):
    """Large pre-activations give exactly -1 or 1."""
    Wx, Wh, b = layer(rng, 4, 6)
    x = 1e4 * rng.choice([-1.0, 1.0], size=(3, 1)) * rng.uniform(1.0, 2.0, size=(3, 4))
    h = compare.rnn_step(x, state(rng, 3, 6), np.abs(Wx) + 0.1, Wh, b)
    assert_close(
        np.abs(h),
        np.ones((3, 6)),
        rtol=0.0,
        atol=1e-12,
        what="Large pre-activations must give exactly -1 or 1; yours do not.",
    )
    for scale in 30.0, 300.0:  # in float32 e^a is infinite from a = 89 on
        x = scale * rng.choice([-1.0, 1.0], size=(5, 4)) * rng.uniform(1.0, 2.0, size=(5, 4))
        compare.rnn_step(*single([x, state(rng, 5, 6), Wx, Wh, b]), rtol=1e-3, atol=1e-3)


@task("step", hint="Do not clip inputs or pre-activations.")
def test_large_inputs_with_small_weights(compare, rng):
    """Large and tiny inputs are used as they are."""
    for scale in 1e3, 1e-6:
        Wx, Wh, b = layer(rng, 3, 4)
        compare.rnn_step(scale * rng.normal(size=(5, 3)), state(rng, 5, 4), Wx / scale, Wh, b)
        compare.rnn_step(rng.normal(size=(5, 3)), scale * state(rng, 5, 4), Wx, Wh / scale, b)


@task("step", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    h = compare.rnn_step(*single([rng.normal(size=(4, 2)), state(rng, 4, 3), *layer(rng, 2, 3)]), atol=1e-5)
    assert h.dtype == np.float32, "float32 inputs must give a float32 state."
    for dtype in np.int64, *NARROW:
        for x, *rest in integer_cases(rng, dtype, b=5, t=1, d=3, h=7):
            compare.rnn_step(x[:, 0], *rest)
    Wx, Wh, b = layer(rng, 3, 4)
    compare.rnn_step(rng.normal(size=(3, 6)).T, state(rng, 6, 4), np.asfortranarray(Wx), Wh.T, b)


@task("step", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first = rng.normal(size=(4, 3)), state(rng, 4, 2), *layer(rng, 3, 2)
    other = rng.normal(size=(2, 3)), state(rng, 2, 2), *layer(rng, 3, 2)
    for case in first, other, first:
        compare.rnn_step(*case)
