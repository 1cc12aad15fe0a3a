"""Both directions, put together in time order."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, integer_cases, layer, single, state

from grader.testing import assert_close, task


def direction(rng, b, d, h):
    """First state and layer of one direction."""
    return state(rng, b, h), *layer(rng, d, h)


@task(
    "birnn",
    points=3,
    hint="The backward layer reads the last input first. Its states must be put back in the order of the inputs.",
)
def test_states_of_both_directions(compare, rng):
    """At each position, the result holds the forward state and the backward state of this input."""
    for b, t, d, ahead, back in (3, 5, 2, 4, 3), (2, 4, 3, 2, 6):
        x = rng.normal(size=(b, t, d))
        compare.birnn_forward(x, direction(rng, b, d, ahead), direction(rng, b, d, back))


@task("birnn", points=2, hint="The forward states are the first columns.")
def test_layers_of_equal_size(compare, rng):
    """Both layers have the same size. Only the order tells which columns belong to which."""
    x = rng.normal(size=(4, 6, 3))
    compare.birnn_forward(x, direction(rng, 4, 3, 5), direction(rng, 4, 3, 5))
    for b, t, d, h in COINCIDING:
        x = rng.normal(size=(b, t, d))
        compare.birnn_forward(x, direction(rng, b, d, h), direction(rng, b, d, h))
        compare.birnn_forward(x, direction(rng, b, d, h), direction(rng, b, d, h + 1))


@task("birnn", points=2, hint="Both layers are computed in the same way, in opposite directions.")
def test_reversed_sequences_swap_the_directions(compare, student, rng):
    """A reversed sequence with swapped layers gives the same states: reversed, with the halves swapped."""
    x, ahead, back = rng.normal(size=(2, 5, 3)), direction(rng, 2, 3, 4), direction(rng, 2, 3, 2)
    states = compare.birnn_forward(x, ahead, back)
    turned = student.birnn_forward(x[:, ::-1], back, ahead)
    expected = np.concatenate([states[:, ::-1, 4:], states[:, ::-1, :4]], axis=2)
    assert_close(
        turned,
        expected,
        what="A reversed sequence with swapped layers must give the same states, reversed; yours does not.",
    )


@task("birnn", points=2, hint="Which inputs does a backward state depend on?")
def test_each_half_sees_its_own_side(compare, rng):
    """Forward states do not depend on later inputs. Backward states do not depend on earlier inputs."""
    x, ahead, back = rng.normal(size=(3, 6, 2)), direction(rng, 3, 2, 3), direction(rng, 3, 2, 3)
    before = compare.birnn_forward(x, ahead, back)
    x[:, 2] += 1.0
    after = compare.birnn_forward(x, ahead, back)
    assert_close(
        after[:, :2, :3],
        before[:, :2, :3],
        what="A later input must not change earlier forward states; in your result it does.",
    )
    assert_close(
        after[:, 3:, 3:],
        before[:, 3:, 3:],
        what="An earlier input must not change later backward states; in your result it does.",
    )


@task("birnn", hint="Each direction has its own first state.")
def test_one_place(compare, rng):
    """With a single input, each direction starts from its own first state."""
    compare.birnn_forward(rng.normal(size=(2, 1, 4)), direction(rng, 2, 4, 3), direction(rng, 2, 4, 5))
    compare.birnn_forward(rng.normal(size=(5, 1, 2)), direction(rng, 5, 2, 2), direction(rng, 5, 2, 1))


@task("birnn", hint="The first state of a direction has an effect on all its later states.")
def test_long_sequences(compare, rng):
    """Both directions carry their state through sixty steps."""
    x, directions = 0.02 * rng.normal(size=(2, 60, 3)), []
    for units in 4, 3:
        h0, Wx, Wh, b = direction(rng, 2, 3, units)
        turn, _ = np.linalg.qr(Wh)  # keeps the length of a state, so the first one is still seen in the last
        directions.append((0.1 * h0, Wx, turn, 0.0 * b))
    compare.birnn_forward(x, *directions)


@task("birnn", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    layers = [tuple(single(direction(rng, 2, 3, h))) for h in (4, 2)]
    states = compare.birnn_forward(rng.normal(size=(2, 5, 3)).astype(np.float32), *layers, atol=1e-5)
    assert states.dtype == np.float32, "float32 inputs must give float32 states."
    for dtype in np.int64, *NARROW:
        for (x, *ahead), (_, *back) in zip(
            *(integer_cases(rng, dtype, 2, 4, 3, 5) for _ in range(2)), strict=True
        ):
            compare.birnn_forward(x, tuple(ahead), tuple(back))
    time_first = rng.normal(size=(6, 2, 3)).swapaxes(0, 1)
    compare.birnn_forward(time_first, direction(rng, 2, 3, 3), direction(rng, 2, 3, 4))


@task("birnn", hint="Keep nothing between calls, and do not reverse an argument in place.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first = rng.normal(size=(2, 4, 3)), direction(rng, 2, 3, 2), direction(rng, 2, 3, 3)
    other = rng.normal(size=(2, 3, 3)), direction(rng, 2, 3, 3), direction(rng, 2, 3, 2)
    for arguments in first, other, first:
        compare.birnn_forward(*arguments)
