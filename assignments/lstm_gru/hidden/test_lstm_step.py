"""One step of an LSTM cell."""

from __future__ import annotations

import numpy as np
from support import gates, lstm_state, single, whole

from grader.testing import assert_close, task


@task("lstm_step", points=3, hint="Compute the four gates on their own first, and print each of them.")
def test_state_and_memory(compare, rng):
    """Each gate has weights of its own; the new state comes first, then the new memory."""
    compare.lstm_step(rng.normal(size=(4, 3)), *lstm_state(rng, 4, 5), *gates(rng, 3, 5))


@task("lstm_step", points=3, hint="Which gate lets old memory through, which new, and which shows it?")
def test_more_features_than_units(compare, rng):
    """The roles of the four gates hold for any sizes."""
    compare.lstm_step(rng.normal(size=(2, 6)), *lstm_state(rng, 2, 3), *gates(rng, 6, 3))
    compare.lstm_step(rng.normal(size=(7, 2)), *lstm_state(rng, 7, 4), *gates(rng, 2, 4))


@task("lstm_step", points=2, hint="Where all sizes agree no error tells you that a matrix lies on its side.")
def test_as_many_features_as_units(compare, rng):
    """With as many samples as features and units, only the formula says which matrix goes where."""
    compare.lstm_step(rng.normal(size=(4, 4)), *lstm_state(rng, 4, 4), *gates(rng, 4, 4))
    compare.lstm_step(rng.normal(size=(6, 6)), *lstm_state(rng, 6, 6), *gates(rng, 6, 6))


@task("lstm_step", points=2, hint="Two results go out, and both come in again.")
def test_steps_in_a_row(compare, reference, rng):
    """From an empty memory, each step starts from the state and the memory that the last one left."""
    cell = gates(rng, 2, 6)
    h = c = np.zeros((3, 6))
    for _ in range(4):
        x = rng.normal(size=(3, 2))
        compare.lstm_step(x, h, c, *cell)
        h, c = reference.lstm_step(x, h, c, *cell)


@task(
    "lstm_step",
    points=2,
    hint="The memory may grow by 1 in every step. What keeps the state between -1 and 1?",
)
def test_large_memory(compare, rng):
    """A memory that has grown over many steps stays large; the state does not."""
    for b, d, size in (3, 4, 5), (5, 3, 2):
        memory = rng.uniform(3.0, 30.0, size=(b, size)) * rng.choice([-1.0, 1.0], size=(b, size))
        h = rng.uniform(0.1, 0.9, size=(b, size)) * np.tanh(memory)
        compare.lstm_step(rng.normal(size=(b, d)), h, memory, *gates(rng, d, size))


@task("lstm_step", points=2, hint="e^1000 is infinite in floating point, and infinity over infinity is NaN.")
def test_gates_wide_open_and_shut(compare, rng):
    """Pre-activations of thousands, of either sign, open or shut a gate; nothing overflows."""
    for b, d, size in (4, 2, 6), (3, 5, 4):
        cell = [
            (Wx, Wh, bias + 2e3 * rng.choice([-1.0, 0.0, 1.0], size=size))
            for Wx, Wh, bias in gates(rng, d, size)
        ]
        compare.lstm_step(rng.normal(size=(b, d)), *lstm_state(rng, b, size), *cell)


@task("lstm_step", hint="Open and shut the gates in the formula of the memory: what is left?")
def test_gates_do_what_they_are_called(student, rng):
    """Forget open and input shut keep the memory; the other way round it is new; output shut hides it."""
    x, (h, c), (i, f, g, o) = rng.normal(size=(3, 4)), lstm_state(rng, 3, 5), gates(rng, 4, 5)

    def forced(kind, value):
        return kind[0], kind[1], np.full(5, value)

    state, memory = student.lstm_step(x, h, c, forced(i, -60.0), forced(f, 60.0), g, forced(o, 60.0))
    assert_close(memory, c, what="the memory with input shut and forget open")
    assert_close(state, np.tanh(c), what="the state with output open")
    state, memory = student.lstm_step(x, h, c, forced(i, 60.0), forced(f, -60.0), g, forced(o, -60.0))
    assert_close(
        memory, np.tanh(x @ g[0] + h @ g[1] + g[2]), what="the memory with input open and forget shut"
    )
    assert_close(state, np.zeros((3, 5)), what="the state with output shut")


@task("lstm_step", hint="Avoid fixed dtypes: let numpy choose the result's dtype from the inputs.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and a transposed array is as good as any."""
    case = rng.normal(size=(4, 2)), *lstm_state(rng, 4, 3), *gates(rng, 2, 3)
    results = compare.lstm_step(*single(case), rtol=1e-5, atol=1e-5)
    assert all(r.dtype == np.float32 for r in results), "float32 inputs must give a float32 state and memory"
    cell = [whole(rng, (3, 4), (4, 4), 4) for _ in range(4)]
    compare.lstm_step(*whole(rng, (5, 3), (5, 4), (5, 4)), *cell)
    turned = [(np.asfortranarray(Wx), Wh.T, b[::-1]) for Wx, Wh, b in gates(rng, 2, 3)]
    compare.lstm_step(rng.normal(size=(2, 6)).T, *lstm_state(rng, 6, 3), *turned)


@task("lstm_step", hint="Keep no state outside the arguments, and write into none of them.")
def test_same_call_gives_the_same_answer(compare, rng):
    """Nothing is remembered between calls but what is passed in."""
    first = rng.normal(size=(4, 3)), *lstm_state(rng, 4, 2), *gates(rng, 3, 2)
    other = rng.normal(size=(2, 3)), *lstm_state(rng, 2, 2), *gates(rng, 3, 2)
    for case in first, other, first:
        compare.lstm_step(*case)
