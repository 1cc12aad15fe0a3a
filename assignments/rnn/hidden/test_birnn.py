"""Both directions, put together in time order."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, integer_cases, layer, single, state

from grader.testing import assert_close, task


def direction(rng, b, d, h):
    """First state and layer of one direction."""
    return state(rng, b, h), *layer(rng, d, h)


@task("birnn", points=3, hint="Which input does the backward layer read first, and where does its state go?")
def test_states_of_both_directions(compare, rng):
    """Every place gets the forward state and the backward state that belong to its own input."""
    for b, t, d, ahead, back in (3, 5, 2, 4, 3), (2, 4, 3, 2, 6):
        x = rng.normal(size=(b, t, d))
        compare.birnn_forward(x, direction(rng, b, d, ahead), direction(rng, b, d, back))


@task("birnn", points=2, hint="The forward states fill the first columns, in every place.")
def test_layers_of_equal_size(compare, rng):
    """With layers of one size only the order says which columns belong to which direction."""
    x = rng.normal(size=(4, 6, 3))
    compare.birnn_forward(x, direction(rng, 4, 3, 5), direction(rng, 4, 3, 5))
    for b, t, d, h in COINCIDING:
        x = rng.normal(size=(b, t, d))
        compare.birnn_forward(x, direction(rng, b, d, h), direction(rng, b, d, h))
        compare.birnn_forward(x, direction(rng, b, d, h), direction(rng, b, d, h + 1))


@task("birnn", points=2, hint="Reversing x swaps what the two layers read, and the order of the places.")
def test_reversed_sequences_swap_the_directions(compare, student, rng):
    """A reversed sequence with the layers swapped gives the same states, in reverse, halves swapped."""
    x, ahead, back = rng.normal(size=(2, 5, 3)), direction(rng, 2, 3, 4), direction(rng, 2, 3, 2)
    states = compare.birnn_forward(x, ahead, back)
    turned = student.birnn_forward(x[:, ::-1], back, ahead)
    expected = np.concatenate([states[:, ::-1, 4:], states[:, ::-1, :4]], axis=2)
    assert_close(turned, expected, what="the states of the reversed sequence")


@task("birnn", points=2, hint="Which inputs does a backward state depend on?")
def test_each_half_sees_its_own_side(compare, rng):
    """A change of one input moves the forward states from there on, and the backward states up to there."""
    x, ahead, back = rng.normal(size=(3, 6, 2)), direction(rng, 3, 2, 3), direction(rng, 3, 2, 3)
    before = compare.birnn_forward(x, ahead, back)
    x[:, 2] += 1.0
    after = compare.birnn_forward(x, ahead, back)
    assert_close(after[:, :2, :3], before[:, :2, :3], what="the forward states before the change")
    assert_close(after[:, 3:, 3:], before[:, 3:, 3:], what="the backward states after the change")


@task(
    "birnn", hint="Each direction brings its own first state: one before the first input, one after the last."
)
def test_one_place(compare, rng):
    """With a single input both directions start and end at it, each from its own first state."""
    compare.birnn_forward(rng.normal(size=(2, 1, 4)), direction(rng, 2, 4, 3), direction(rng, 2, 4, 5))
    compare.birnn_forward(rng.normal(size=(5, 1, 2)), direction(rng, 5, 2, 2), direction(rng, 5, 2, 1))


@task("birnn", hint="The first state of each direction still has an effect at the other end.")
def test_long_sequences(compare, rng):
    """Both directions carry their state through sixty steps."""
    x, directions = 0.02 * rng.normal(size=(2, 60, 3)), []
    for units in 4, 3:
        h0, Wx, Wh, b = direction(rng, 2, 3, units)
        turn, _ = np.linalg.qr(Wh)  # keeps the length of a state, so the first one is still seen in the last
        directions.append((0.1 * h0, Wx, turn, 0.0 * b))
    compare.birnn_forward(x, *directions)


@task("birnn", points=2, hint="Turn integers into float64 first: 100 times 2 does not fit into int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers of any width become float64, and a time-first array seen as batch first works."""
    layers = [tuple(single(direction(rng, 2, 3, h))) for h in (4, 2)]
    states = compare.birnn_forward(rng.normal(size=(2, 5, 3)).astype(np.float32), *layers, atol=1e-5)
    assert states.dtype == np.float32, "float32 inputs must give float32 states"
    for dtype in np.int64, *NARROW:
        for (x, *ahead), (_, *back) in zip(
            *(integer_cases(rng, dtype, 2, 4, 3, 5) for _ in range(2)), strict=True
        ):
            compare.birnn_forward(x, tuple(ahead), tuple(back))
    time_first = rng.normal(size=(6, 2, 3)).swapaxes(0, 1)
    compare.birnn_forward(time_first, direction(rng, 2, 3, 3), direction(rng, 2, 3, 4))


@task("birnn", hint="Keep no state outside the arguments, and write into none of them.")
def test_same_call_gives_the_same_answer(compare, rng):
    """Nothing is kept between calls, and no sequence is left reversed."""
    first = rng.normal(size=(2, 4, 3)), direction(rng, 2, 3, 2), direction(rng, 2, 3, 3)
    other = rng.normal(size=(2, 3, 3)), direction(rng, 2, 3, 3), direction(rng, 2, 3, 2)
    for arguments in first, other, first:
        compare.birnn_forward(*arguments)
