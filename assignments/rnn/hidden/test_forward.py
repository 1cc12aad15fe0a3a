"""A whole sequence: states in order, outputs of every step."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, integer_cases, layer, sequences, single, spread

from grader.testing import assert_close, task


def case(rng, b, t, d, h, k):
    """Sequences, a first state, a layer and the weights of the output."""
    return *sequences(rng, b, t, d, h), rng.normal(size=(h, k))


@task("forward", points=3, hint="Compute two steps of one sequence by hand, and print each state.")
def test_states_and_outputs_of_every_step(compare, rng):
    """The result is the states of all steps, then the outputs of all steps. The batch is the first axis."""
    compare.rnn_forward(*case(rng, b=3, t=5, d=2, h=4, k=6))


@task("forward", points=2, hint="The loop is over time, which is axis 1.")
def test_as_many_sequences_as_steps(compare, rng):
    """Some sizes are equal. The order of the axes is the same."""
    compare.rnn_forward(*case(rng, b=4, t=4, d=4, h=4, k=4))
    for b, t, d, h in COINCIDING:
        for k in t, h:
            compare.rnn_forward(*case(rng, b, t, d, h, k))


@task(
    "forward",
    points=2,
    hint="h0 is the state before the first input. It is not one of the T states.",
)
def test_first_state_matters(compare, rng):
    """The first step starts from h0."""
    compare.rnn_forward(*case(rng, b=2, t=1, d=3, h=5, k=2))
    compare.rnn_forward(*case(rng, b=5, t=2, d=3, h=2, k=4))


@task("forward", hint="Each step starts from the state of the step before.")
def test_long_sequences(compare, rng):
    """The state is carried through sixty steps."""
    compare.rnn_forward(*case(rng, b=2, t=30, d=3, h=6, k=1))
    x, h0, Wx, Wh, b, Wo = case(rng, b=3, t=60, d=2, h=4, k=5)
    turn, _ = np.linalg.qr(Wh)  # keeps the length of a state, so the first one is still seen in the last
    compare.rnn_forward(0.02 * x, 0.1 * h0, Wx, turn, 0.0 * b, Wo)


@task("forward", points=2, hint="h_t depends on x_1 to x_t only.")
def test_no_look_ahead(compare, rng):
    """A later input does not change earlier states and outputs."""
    x, *rest = case(rng, b=2, t=6, d=3, h=4, k=3)
    states, outputs = compare.rnn_forward(x, *rest)
    x[:, 3] += 1.0
    changed, read = compare.rnn_forward(x, *rest)
    assert_close(
        changed[:, :3],
        states[:, :3],
        what="A later input must not change earlier states; in your result it does.",
    )
    assert_close(
        read[:, :3],
        outputs[:, :3],
        what="A later input must not change earlier outputs; in your result it does.",
    )


@task("forward", points=2, hint="The last state of the first half is the h0 of the second half.")
def test_a_sequence_in_two_parts(compare, student, rng):
    """Two halves, one after the other, give the same as the whole sequence."""
    x, h0, *rest = case(rng, b=3, t=7, d=2, h=5, k=2)
    whole = compare.rnn_forward(x, h0, *rest)
    begin = student.rnn_forward(x[:, :4], h0, *rest)
    end = student.rnn_forward(x[:, 4:], begin[0][:, -1], *rest)
    assert_close(
        np.concatenate([begin[0], end[0]], axis=1),
        whole[0],
        what="Two halves must give the states of the whole sequence; yours do not.",
    )
    assert_close(
        np.concatenate([begin[1], end[1]], axis=1),
        whole[1],
        what="Two halves must give the outputs of the whole sequence; yours do not.",
    )


@task("forward", hint="There is no bias and no tanh in the output: O_t = h_t @ Wo.")
def test_outputs_are_not_squashed(compare, rng):
    """Outputs are linear in the state. They may be large."""
    x, h0, Wx, Wh, b, Wo = case(rng, b=4, t=3, d=5, h=2, k=3)
    compare.rnn_forward(x, h0, Wx, Wh, b, 50.0 * Wo)


@task("forward", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    results = compare.rnn_forward(*single(case(rng, b=3, t=4, d=2, h=3, k=5)), atol=1e-5, rtol=1e-5)
    assert all(r.dtype == np.float32 for r in results), "float32 inputs must give float32 results."
    for dtype in np.int64, *NARROW:
        for arrays in integer_cases(rng, dtype, b=2, t=4, d=3, h=5):
            compare.rnn_forward(*arrays, spread(rng, dtype, (5, 2)))
    Wx, Wh, b = layer(rng, 3, 2)
    time_first = rng.normal(size=(6, 2, 3))
    compare.rnn_forward(time_first.swapaxes(0, 1), np.zeros((2, 2)), Wx, Wh.T, b, rng.normal(size=(4, 2)).T)


@task("forward", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first = case(rng, b=2, t=3, d=4, h=3, k=2)
    other = case(rng, b=2, t=5, d=2, h=3, k=4)
    for arguments in first, other, first:
        compare.rnn_forward(*arguments)
