"""LSTM over sequences: sizes, long sequences, saturated gates, dtypes and layouts."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def cell(rng, sizes, spread=1.0):
    """Sequences, state, memory, weights and biases: sizes = (B, T, D, H)."""
    batch, steps, features, units = sizes
    return [
        spread * rng.normal(size=(batch, steps, features)),
        rng.normal(size=(batch, units)),
        rng.normal(size=(batch, units)),
        rng.normal(size=(features, 4 * units)) / np.sqrt(features),
        rng.normal(size=(units, 4 * units)) / np.sqrt(units),
        rng.normal(size=4 * units),
    ]


@task("sequence", points=2, hint="Compute one step by hand, and compare.")
def test_a_batch_of_sequences(compare, rng):
    """The states of all steps are returned. All sizes are different."""
    for sizes in (2, 5, 3, 4), (4, 3, 5, 2), (3, 6, 2, 7):
        compare.lstm_sequence(*cell(rng, sizes))


@task("sequence", points=2, hint="Which axis is that of sequences, of steps, of features?")
def test_equal_sizes(compare, rng):
    """Some sizes are equal. The order of the axes is the same."""
    for sizes in (4, 4, 4, 4), (3, 3, 5, 3), (5, 2, 5, 5), (2, 6, 3, 6), (3, 4, 8, 2), (2, 5, 12, 3):
        compare.lstm_sequence(*cell(rng, sizes))


@task("sequence", points=2, hint="One step needs the state and the memory before it.")
def test_a_single_step(compare, rng):
    """There is one step. State and memory before it count."""
    for sizes in (3, 1, 4, 2), (2, 1, 3, 5):
        compare.lstm_sequence(*cell(rng, sizes))
        x, h0, c0, *weights = cell(rng, sizes)
        compare.lstm_sequence(x, h0, 10 * c0, *weights)
        compare.lstm_sequence(x, 10 * h0, c0, *weights)


@task("sequence", points=2, hint="The state of a step goes into the next one.")
def test_long_sequences(compare, rng):
    """There are more than thirty steps."""
    for sizes in (2, 40, 3, 4), (3, 67, 2, 3):
        compare.lstm_sequence(*cell(rng, sizes))


@task(
    "sequence",
    points=2,
    hint="The memory goes from step to step, and no gate is applied to it but the forget gate.",
)
def test_memories_that_are_kept(compare, rng):
    """The forget gates are open, so a memory lasts for many steps."""
    for sizes in (2, 35, 3, 4), (4, 9, 2, 5):
        *others, b = cell(rng, sizes)
        b[sizes[3] : 2 * sizes[3]] += 4.0
        compare.lstm_sequence(*others, b)


@task("sequence", hint="Compute the sigmoid so that exp cannot overflow.")
def test_gates_that_are_open_or_closed(compare, rng):
    """Pre-activations of 1000 and more, of either sign, make gates of 1 and 0."""
    for sizes in (2, 7, 3, 4), (3, 5, 4, 2):
        compare.lstm_sequence(*cell(rng, sizes, spread=1000.0))
        *others, b = cell(rng, sizes)
        compare.lstm_sequence(*others, 2000 * b)


@task("sequence", hint="Compute the sigmoid so that exp cannot overflow in float32, either.")
def test_gates_that_are_open_or_closed_in_single_precision(compare, rng):
    """Pre-activations of hundreds are as good in float32."""
    for sizes in (3, 6, 4, 5), (2, 8, 3, 3):
        *others, b = (a.astype(np.float32) for a in cell(rng, sizes))
        compare.lstm_sequence(*others, 300 * b, rtol=1e-4, atol=1e-5)


@task("sequence", hint="Do not stop before the last sequence, step or unit.")
def test_large_odd_sizes(compare, rng):
    """Many sequences, features and units are all computed."""
    for sizes in (37, 3, 4, 5), (3, 4, 131, 7), (2, 5, 3, 41), (17, 33, 9, 11):
        compare.lstm_sequence(*cell(rng, sizes))


@task("sequence", hint="Keep axes of length 1.")
def test_single_sizes(compare, rng):
    """There may be one sequence, one feature or one unit."""
    for sizes in (1, 5, 3, 4), (3, 4, 1, 2), (2, 6, 3, 1), (1, 1, 1, 1):
        compare.lstm_sequence(*cell(rng, sizes))


@task("sequence", hint="Multiply and add the numbers as they are.")
def test_large_and_small_numbers(compare, rng):
    """Memories may be large, and weights and inputs small."""
    for sizes in (2, 5, 3, 4), (3, 4, 2, 5):
        x, h0, c0, Wx, Wh, b = cell(rng, sizes)
        compare.lstm_sequence(x, h0, 1000 * c0, Wx, Wh, b)
        compare.lstm_sequence(1e-20 * x, 0 * h0, 0 * c0, Wx, Wh, 0 * b, rtol=1e-6, atol=1e-27)
        compare.lstm_sequence(1e6 * x, h0, c0, 1e-6 * Wx, Wh, b)


@task("sequence", hint="Use np.result_type for the dtype of the result.")
def test_dtypes(compare, rng):
    """float32 stays float32, and mixed arguments give the wider type."""
    for sizes in (2, 5, 3, 4), (3, 8, 6, 5):
        single = [a.astype(np.float32) for a in cell(rng, sizes)]
        assert compare.lstm_sequence(*single, rtol=1e-4, atol=1e-5).dtype == np.float32, (
            "float32 must stay float32."
        )
        for place in range(6):
            mixed = [a.astype(float) if k == place else a for k, a in enumerate(single)]
            compare.lstm_sequence(*mixed, rtol=1e-4, atol=1e-5)


@task("sequence", hint="Turn integers into float64 before you multiply.")
def test_integers(compare, rng):
    """Integers become float64. Products of narrow integers do not overflow."""
    for sizes in (2, 5, 3, 4), (3, 4, 2, 5):
        x, h0, c0, Wx, Wh, b = cell(rng, sizes)
        shapes = [a.shape for a in (x, h0, c0, Wx, Wh, b)]
        compare.lstm_sequence(*(rng.integers(-2, 3, size=shape) for shape in shapes))
        compare.lstm_sequence(*(rng.integers(-2, 3, size=shape).astype(np.int8) for shape in shapes))
        wide = rng.integers(90, 121, size=shapes[0]).astype(np.int8)
        compare.lstm_sequence(wide, h0, c0, rng.integers(-3, 4, size=shapes[3]).astype(np.int8), Wh, b)
        compare.lstm_sequence(x, h0, c0, Wx, Wh, rng.integers(0, 3, size=shapes[5]).astype(np.uint8))


@task("sequence", hint="Do not write into the arguments. Keep nothing between calls.")
def test_layouts_and_repeated_calls(compare, rng):
    """Transposed arrays and slices are accepted. The same call gives the same answer."""
    x, h0, c0, Wx, Wh, b = cell(rng, (3, 6, 4, 5))
    first = (
        x.transpose(2, 1, 0).copy().transpose(2, 1, 0),
        h0[::-1],
        c0,
        np.asfortranarray(Wx),
        Wh[:, ::-1],
        b,
    )
    other = np.repeat(x, 2, axis=1)[:, ::2], h0, np.asfortranarray(c0), Wx[::-1], Wh, np.repeat(b, 2)[::2]
    for case in first, other, first:
        compare.lstm_sequence(*case)


@task("sequence", hint="A state depends on what came before it, and on nothing else.")
def test_order_of_sequences_and_of_time(student, rng):
    """Sequences do not affect each other. A step does not depend on later ones."""
    x, h0, c0, *weights = cell(rng, (5, 8, 3, 4))
    h, order = student.lstm_sequence(x, h0, c0, *weights), rng.permutation(5)
    assert_close(
        student.lstm_sequence(x[order], h0[order], c0[order], *weights),
        h[order],
        what="Sequences in another order must give their states in that order; yours do not.",
    )
    assert_close(
        student.lstm_sequence(x[:, :5], h0, c0, *weights),
        h[:, :5],
        what="The first states must not depend on later inputs; yours do.",
    )
    assert_close(
        student.lstm_sequence(x, h0, c0, *(0 * w for w in weights))[:, 0],
        0.5 * np.tanh(0.5 * c0),
        what="Without weights and biases all gates must be 1/2 and the candidate 0; yours are not.",
    )


@task("sequence", weak=True, hint="Compare the shapes before anything else.")
def test_wrong_shapes(compare, rng):
    """ValueError is raised where the shapes do not fit each other."""
    args = cell(rng, (3, 5, 2, 4))
    wrong = (
        (0, np.ones((3, 5, 3))), (0, np.ones((3, 2))), (0, np.ones((2, 5, 2))), (1, np.ones((1, 4))),
        (1, np.ones(4)), (2, np.ones((1, 4))), (2, np.ones((3, 1))), (2, np.ones(4)), (3, np.ones((2, 4))),
        (3, np.ones((2, 1))), (4, np.ones((4, 1))), (4, np.ones((4, 4))), (5, np.ones(1)), (5, np.ones((1, 16))),
    )  # fmt: skip
    for place, other in wrong:
        compare.raises("ValueError", "lstm_sequence", *args[:place], other, *args[place + 1 :])
