"""A GRU on whole sequences."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, gru_state, gru_weights, half_range, multiples, single, whole

from grader.testing import assert_close, task


def case(rng, b, t, d, h):
    """Sequences, a first state and a cell."""
    return rng.normal(size=(b, t, d)), gru_state(rng, b, h), *gru_weights(rng, d, h)


@task("gru_forward", points=3, hint="Compute two steps of one sequence by hand, and print each state.")
def test_states_of_every_step(compare, rng):
    """The result holds the states of all steps. The batch is the first axis."""
    compare.gru_forward(*case(rng, b=3, t=5, d=2, h=4))
    compare.gru_forward(*case(rng, b=2, t=3, d=6, h=5))


@task("gru_forward", points=2, hint="The loop is over time, which is axis 1.")
def test_as_many_sequences_as_steps(compare, rng):
    """Some sizes are equal. The order of the axes is the same."""
    compare.gru_forward(*case(rng, b=4, t=4, d=4, h=4))
    for b, d, h in COINCIDING:
        for t in b, d, h:
            compare.gru_forward(*case(rng, b, t, d, h))


@task("gru_forward", points=2, hint="h0 is the state before the first input. It is not one of the T states.")
def test_first_state_matters(compare, rng):
    """The first step starts from h0."""
    compare.gru_forward(*case(rng, b=4, t=1, d=3, h=2))
    compare.gru_forward(*case(rng, b=2, t=2, d=5, h=6))
    x, h0, *weights = case(rng, b=2, t=3, d=4, h=3)
    compare.gru_forward(x, 1e5 * h0, *weights)


@task("gru_forward", points=2, hint="Each step starts from the state of the step before.")
def test_long_sequences(compare, rng):
    """The state is carried through sixty steps."""
    compare.gru_forward(*case(rng, b=2, t=30, d=3, h=5))
    x, h0, Wz, Wr, Wh = case(rng, b=3, t=60, d=2, h=4)
    Wz = np.concatenate([0.1 * Wz[:4], np.full((2, 4), -1.5)])  # positive inputs nearly shut the update gate
    compare.gru_forward(np.abs(x) + 1.0, h0, Wz, Wr, Wh)


@task("gru_forward", hint="A state depends on its own input and on earlier ones only.")
def test_no_look_ahead(compare, rng):
    """A later input does not change earlier states."""
    x, *rest = case(rng, b=2, t=6, d=3, h=4)
    before = compare.gru_forward(x, *rest)
    x[:, 3] += 1.0
    after = compare.gru_forward(x, *rest)
    assert_close(
        after[:, :3],
        before[:, :3],
        what="A later input must not change earlier states; in your result it does.",
    )


@task("gru_forward", points=2, hint="The last state of the first half is the h0 of the second half.")
def test_a_sequence_in_two_parts(compare, student, rng):
    """Two halves, one after the other, give the same as the whole sequence."""
    x, h0, *weights = case(rng, b=3, t=7, d=2, h=5)
    states = compare.gru_forward(x, h0, *weights)
    begin = student.gru_forward(x[:, :4], h0, *weights)
    end = student.gru_forward(x[:, 4:], begin[:, -1], *weights)
    assert_close(
        np.concatenate([begin, end], axis=1),
        states,
        what="Two halves must give the states of the whole sequence; yours do not.",
    )


@task("gru_forward", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    states = compare.gru_forward(*single(case(rng, b=3, t=4, d=2, h=3)), rtol=1e-4, atol=1e-5)
    assert states.dtype == np.float32, "float32 inputs must give float32 states."
    for dtype in np.int64, *NARROW:
        compare.gru_forward(*whole(rng, (2, 4, 3), (2, 5), (8, 5), (8, 5), (8, 5), dtype=dtype))
    for dtype in NARROW:  # products of inputs with their weights that wrap to 0
        (h0,) = whole(rng, (2, 5), dtype=dtype)
        rows = (1, 5), (4, 3)
        weights = [
            np.concatenate([multiples(rng, dtype, n, (size, 5)) for n, size in rows]) for _ in range(3)
        ]
        compare.gru_forward(multiples(rng, dtype, half_range(dtype), (2, 4, 3)), h0, *weights)
    x, h0, *weights = case(rng, b=6, t=2, d=3, h=2)
    compare.gru_forward(np.ascontiguousarray(x.swapaxes(0, 1)).swapaxes(0, 1), h0, *weights)


@task("gru_forward", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = case(rng, b=2, t=3, d=4, h=3), case(rng, b=2, t=5, d=2, h=3)
    for arguments in first, other, first:
        compare.gru_forward(*arguments)
