"""One step of the network."""

from __future__ import annotations

import numpy as np
from support import NARROW, integer_cases, layer, single, state

from grader.testing import assert_close, task


@task("step", points=2, hint="Write down the shape of each product before you add them.")
def test_input_and_state_are_mixed(compare, rng):
    """The new state takes in the input and the old state, each with its own weights, and the bias."""
    compare.rnn_step(rng.normal(size=(4, 3)), state(rng, 4, 5), *layer(rng, 3, 5))


@task(
    "step",
    points=2,
    hint="Where all sizes are equal, a matrix that is transposed by mistake raises no error.",
)
def test_as_many_features_as_units(compare, rng):
    """With as many features as units, or as many samples, only the formula says which matrix goes where."""
    for b, d, h in (3, 3, 3), (2, 4, 4), (4, 2, 4), (4, 4, 2), (1, 1, 1):
        compare.rnn_step(rng.normal(size=(b, d)), state(rng, b, h), *layer(rng, d, h))


@task("step", hint="b has one entry per unit and is the same for every sample.")
def test_bias_outweighs_the_rest(compare, rng):
    """The bias is added to every sample before the result is squashed."""
    Wx, Wh, b = layer(rng, 6, 4)
    compare.rnn_step(rng.normal(size=(2, 6)), state(rng, 2, 4), 0.1 * Wx, 0.1 * Wh, b)


@task("step", points=2, hint="The state comes in as an argument and goes out as the result.")
def test_steps_in_a_row(compare, reference, rng):
    """From zeros on, each step starts from the state that the last one left."""
    weights, h = layer(rng, 2, 7), np.zeros((5, 7))
    for _ in range(4):
        x = rng.normal(size=(5, 2))
        compare.rnn_step(x, h, *weights)
        h = reference.rnn_step(x, h, *weights)


@task("step", hint="e^1000 is infinite in floating point, and infinity divided by infinity is NaN.")
def test_large_inputs_saturate(compare, rng):
    """Pre-activations of a thousand and more drive every unit to -1 or 1, and no further."""
    Wx, Wh, b = layer(rng, 4, 6)
    x = 1e4 * rng.choice([-1.0, 1.0], size=(3, 1)) * rng.uniform(1.0, 2.0, size=(3, 4))
    h = compare.rnn_step(x, state(rng, 3, 6), np.abs(Wx) + 0.1, Wh, b)
    assert_close(np.abs(h), np.ones((3, 6)), rtol=0.0, atol=1e-12, what="the size of the state")
    for scale in 30.0, 300.0:  # in float32 e^a is infinite from a = 89 on
        x = scale * rng.choice([-1.0, 1.0], size=(5, 4)) * rng.uniform(1.0, 2.0, size=(5, 4))
        compare.rnn_step(*single([x, state(rng, 5, 6), Wx, Wh, b]), rtol=1e-4, atol=1e-4)


@task("step", hint="No input is cut off: 1000 times 0.001 is 1.")
def test_large_inputs_with_small_weights(compare, rng):
    """An input of a thousand counts in full, and so does one of 1e-6."""
    for scale in 1e3, 1e-6:
        Wx, Wh, b = layer(rng, 3, 4)
        compare.rnn_step(scale * rng.normal(size=(5, 3)), state(rng, 5, 4), Wx / scale, Wh, b)
        compare.rnn_step(rng.normal(size=(5, 3)), scale * state(rng, 5, 4), Wx, Wh / scale, b)


@task("step", points=2, hint="Turn integers into float64 first: 100 times 2 does not fit into int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers of any width become float64, and transposed arrays work, too."""
    h = compare.rnn_step(*single([rng.normal(size=(4, 2)), state(rng, 4, 3), *layer(rng, 2, 3)]), atol=1e-5)
    assert h.dtype == np.float32, "float32 inputs must give a float32 state"
    for dtype in np.int64, *NARROW:
        for x, *rest in integer_cases(rng, dtype, b=5, t=1, d=3, h=7):
            compare.rnn_step(x[:, 0], *rest)
    Wx, Wh, b = layer(rng, 3, 4)
    compare.rnn_step(rng.normal(size=(3, 6)).T, state(rng, 6, 4), np.asfortranarray(Wx), Wh.T, b)


@task("step", hint="Keep no state outside the arguments, and write into none of them.")
def test_same_call_gives_the_same_answer(compare, rng):
    """Nothing is kept between calls."""
    first = rng.normal(size=(4, 3)), state(rng, 4, 2), *layer(rng, 3, 2)
    other = rng.normal(size=(2, 3)), state(rng, 2, 2), *layer(rng, 3, 2)
    for case in first, other, first:
        compare.rnn_step(*case)
