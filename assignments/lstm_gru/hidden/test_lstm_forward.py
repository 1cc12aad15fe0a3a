"""An LSTM on whole sequences, with stacked weights."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, half_range, lstm_state, multiples, single, stacked, turn, whole

from grader.testing import assert_close, task


def case(rng, b, t, d, h):
    """Sequences, a first state and memory, and stacked weights."""
    return rng.normal(size=(b, t, d)), *lstm_state(rng, b, h), *stacked(rng, d, h)


@task(
    "lstm_forward",
    points=3,
    hint="Which H columns belong to which gate? The third block is the candidate: tanh, not sigmoid.",
)
def test_states_and_memories(compare, rng):
    """The result is the states of all steps, then the memories of all steps. The batch is the first axis."""
    compare.lstm_forward(*case(rng, b=3, t=5, d=2, h=4))
    compare.lstm_forward(*case(rng, b=2, t=3, d=6, h=5))


@task(
    "lstm_forward",
    points=2,
    hint="The blocks of columns are in the order i, f, g, o.",
)
def test_a_single_step(compare, rng):
    """A single step is right."""
    compare.lstm_forward(*case(rng, b=4, t=1, d=3, h=2))
    compare.lstm_forward(*case(rng, b=2, t=1, d=5, h=6))


@task("lstm_forward", points=2, hint="The loop is over time, which is axis 1.")
def test_as_many_sequences_as_steps(compare, rng):
    """Some sizes are equal. The order of the axes is the same."""
    compare.lstm_forward(*case(rng, b=4, t=4, d=4, h=4))
    for b, d, h in COINCIDING:
        for t in b, d, h:
            compare.lstm_forward(*case(rng, b, t, d, h))


@task("lstm_forward", points=2, hint="Each step starts from the state and the memory of the step before.")
def test_long_sequences(compare, rng):
    """State and memory are carried through sixty steps."""
    compare.lstm_forward(*case(rng, b=2, t=30, d=3, h=5))
    x, h0, c0, Wx, _, b = case(rng, b=3, t=60, d=2, h=4)
    b[4:8] += 6.0  # the forget gate stays open
    compare.lstm_forward(0.3 * x, h0, c0, Wx, np.tile(0.2 * turn(rng, 4), 4), b)


@task(
    "lstm_forward",
    points=2,
    hint="Do not clip gates or pre-activations.",
)
def test_gates_wide_open_and_shut(compare, rng):
    """With pre-activations above 1000, a gate is exactly 0 or 1, also with a memory of 1e9."""
    x, h0, c0, Wx, Wh, b = case(rng, b=3, t=4, d=2, h=6)
    compare.lstm_forward(x, h0, c0, Wx, Wh, b + 2e3 * rng.choice([-1.0, 0.0, 1.0], size=24))
    b[6:12] = np.where(np.arange(6) % 3 == 2, 2e3, -2e3)
    compare.lstm_forward(x, h0, 1e9 * c0, Wx, Wh, b)


@task("lstm_forward", hint="A state depends on its own input and on earlier ones only.")
def test_no_look_ahead(compare, rng):
    """A later input does not change earlier states and memories."""
    x, *rest = case(rng, b=2, t=6, d=3, h=4)
    before = compare.lstm_forward(x, *rest)
    x[:, 3] += 1.0
    after = compare.lstm_forward(x, *rest)
    for one, two in zip(after, before, strict=True):
        assert_close(
            one[:, :3],
            two[:, :3],
            what="A later input must not change earlier states and memories; in your result it does.",
        )


@task("lstm_forward", points=2, hint="The last state and memory of the first half start the second half.")
def test_a_sequence_in_two_parts(compare, student, rng):
    """Two halves, one after the other, give the same as the whole sequence."""
    x, h0, c0, *weights = case(rng, b=3, t=7, d=2, h=5)
    whole_run = compare.lstm_forward(x, h0, c0, *weights)
    begin = student.lstm_forward(x[:, :4], h0, c0, *weights)
    end = student.lstm_forward(x[:, 4:], begin[0][:, -1], begin[1][:, -1], *weights)
    for place in 0, 1:  # states, memories
        joined = np.concatenate([begin[place], end[place]], axis=1)
        assert_close(
            joined,
            whole_run[place],
            what="Two halves must give the states and memories of the whole sequence; yours do not.",
        )


@task("lstm_forward", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    results = compare.lstm_forward(*single(case(rng, b=3, t=4, d=2, h=3)), rtol=1e-4, atol=1e-5)
    assert all(r.dtype == np.float32 for r in results), "float32 inputs must give float32 results."
    for dtype in np.int64, *NARROW:
        compare.lstm_forward(*whole(rng, (2, 4, 3), (2, 5), (2, 5), (3, 20), (5, 20), 20, dtype=dtype))
    for dtype in NARROW:  # products that wrap to 0: of inputs with their weights, of states with theirs
        x, h0, c0, Wx, Wh, b = whole(rng, (2, 4, 3), (2, 5), (2, 5), (3, 20), (5, 20), 20, dtype=dtype)
        large_x, large_h = (multiples(rng, dtype, half_range(dtype), size) for size in ((2, 4, 3), (2, 5)))
        compare.lstm_forward(large_x, h0, c0, multiples(rng, dtype, 4, (3, 20)), Wh, b)
        compare.lstm_forward(x, large_h, c0, Wx, multiples(rng, dtype, 4, (5, 20)), b)
    x, h0, c0, Wx, Wh, b = case(rng, b=6, t=2, d=3, h=2)
    time_first = np.ascontiguousarray(x.swapaxes(0, 1)).swapaxes(0, 1)
    compare.lstm_forward(time_first, h0, c0, np.asfortranarray(Wx), np.asfortranarray(Wh), b)


@task("lstm_forward", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = case(rng, b=2, t=3, d=4, h=3), case(rng, b=2, t=5, d=2, h=3)
    for arguments in first, other, first:
        compare.lstm_forward(*arguments)
