"""A whole sequence: states in order, outputs of every step."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, integer_cases, layer, sequences, single, spread

from grader.testing import assert_close, task


def case(rng, b, t, d, h, k):
    """Sequences, a first state, a layer and the weights of the output."""
    return *sequences(rng, b, t, d, h), rng.normal(size=(h, k))


@task("forward", points=3, hint="Follow one sequence by hand for two steps, and print every state.")
def test_states_and_outputs_of_every_step(compare, rng):
    """The states of all steps come first, then the outputs of all steps, both batch first."""
    compare.rnn_forward(*case(rng, b=3, t=5, d=2, h=4, k=6))


@task("forward", points=2, hint="The loop runs over time, which is axis 1.")
def test_as_many_sequences_as_steps(compare, rng):
    """Where some of the sizes are equal, only the order of the axes tells them apart."""
    compare.rnn_forward(*case(rng, b=4, t=4, d=4, h=4, k=4))
    for b, t, d, h in COINCIDING:
        for k in t, h:
            compare.rnn_forward(*case(rng, b, t, d, h, k))


@task(
    "forward",
    points=2,
    hint="h0 is the state before the first input; it is not one of the T states returned.",
)
def test_first_state_matters(compare, rng):
    """The first step starts from h0, whatever it is."""
    compare.rnn_forward(*case(rng, b=2, t=1, d=3, h=5, k=2))
    compare.rnn_forward(*case(rng, b=5, t=2, d=3, h=2, k=4))


@task("forward", hint="One state is handed from step to step; it is not set back on the way.")
def test_long_sequences(compare, rng):
    """The state is carried through sixty steps, as it is through two."""
    compare.rnn_forward(*case(rng, b=2, t=30, d=3, h=6, k=1))
    x, h0, Wx, Wh, b, Wo = case(rng, b=3, t=60, d=2, h=4, k=5)
    turn, _ = np.linalg.qr(Wh)  # keeps the length of a state, so the first one is still seen in the last
    compare.rnn_forward(0.02 * x, 0.1 * h0, Wx, turn, 0.0 * b, Wo)


@task("forward", points=2, hint="What does h_t depend on, and what does it not depend on?")
def test_no_look_ahead(compare, rng):
    """A change of a later input leaves the earlier states and outputs alone, and moves the later ones."""
    x, *rest = case(rng, b=2, t=6, d=3, h=4, k=3)
    states, outputs = compare.rnn_forward(x, *rest)
    x[:, 3] += 1.0
    changed, read = compare.rnn_forward(x, *rest)
    assert_close(changed[:, :3], states[:, :3], what="the states before the change")
    assert_close(read[:, :3], outputs[:, :3], what="the outputs before the change")


@task("forward", points=2, hint="The last state of the first half is the h0 of the second half.")
def test_a_sequence_in_two_parts(compare, student, rng):
    """Two halves in a row give what the whole sequence gives, if the state is handed over."""
    x, h0, *rest = case(rng, b=3, t=7, d=2, h=5, k=2)
    whole = compare.rnn_forward(x, h0, *rest)
    begin = student.rnn_forward(x[:, :4], h0, *rest)
    end = student.rnn_forward(x[:, 4:], begin[0][:, -1], *rest)
    assert_close(np.concatenate([begin[0], end[0]], axis=1), whole[0], what="the states of both halves")
    assert_close(np.concatenate([begin[1], end[1]], axis=1), whole[1], what="the outputs of both halves")


@task("forward", hint="No bias and no tanh on the way out: O_t = h_t @ Wo.")
def test_outputs_are_not_squashed(compare, rng):
    """Outputs are linear in the state, and may be as large as Wo makes them."""
    x, h0, Wx, Wh, b, Wo = case(rng, b=4, t=3, d=5, h=2, k=3)
    compare.rnn_forward(x, h0, Wx, Wh, b, 50.0 * Wo)


@task("forward", points=2, hint="Turn integers into float64 first: 100 times 2 does not fit into int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers of any width become float64, and a time-first array seen as batch first works."""
    results = compare.rnn_forward(*single(case(rng, b=3, t=4, d=2, h=3, k=5)), atol=1e-5, rtol=1e-5)
    assert all(r.dtype == np.float32 for r in results), "float32 inputs must give float32 results"
    for dtype in np.int64, *NARROW:
        for arrays in integer_cases(rng, dtype, b=2, t=4, d=3, h=5):
            compare.rnn_forward(*arrays, spread(rng, dtype, (5, 2)))
    Wx, Wh, b = layer(rng, 3, 2)
    time_first = rng.normal(size=(6, 2, 3))
    compare.rnn_forward(time_first.swapaxes(0, 1), np.zeros((2, 2)), Wx, Wh.T, b, rng.normal(size=(4, 2)).T)


@task("forward", hint="Keep no state outside the arguments, and write into none of them.")
def test_same_call_gives_the_same_answer(compare, rng):
    """Every call starts from its own h0, not from where the last call ended."""
    first = case(rng, b=2, t=3, d=4, h=3, k=2)
    other = case(rng, b=2, t=5, d=2, h=3, k=4)
    for arguments in first, other, first:
        compare.rnn_forward(*arguments)
