"""One step of an LSTM cell."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, gates, half_range, lstm_state, multiples, single, spread, whole

from grader.testing import assert_close, task


@task("lstm_step", points=3, hint="Compute the four gates first, and print each of them.")
def test_state_and_memory(compare, rng):
    """The result is the new state, then the new memory. Each gate has weights of its own."""
    compare.lstm_step(rng.normal(size=(4, 3)), *lstm_state(rng, 4, 5), *gates(rng, 3, 5))


@task(
    "lstm_step",
    points=3,
    hint="Which gate multiplies the old memory, which the candidate, and which the tanh of the new memory?",
)
def test_more_features_than_units(compare, rng):
    """There are more features than units."""
    compare.lstm_step(rng.normal(size=(2, 6)), *lstm_state(rng, 2, 3), *gates(rng, 6, 3))
    compare.lstm_step(rng.normal(size=(7, 2)), *lstm_state(rng, 7, 4), *gates(rng, 2, 4))


@task(
    "lstm_step",
    points=2,
    hint="Equal sizes hide a wrong transpose or a wrong matrix.",
)
def test_as_many_features_as_units(compare, rng):
    """Some sizes are equal, or all of them."""
    compare.lstm_step(rng.normal(size=(6, 6)), *lstm_state(rng, 6, 6), *gates(rng, 6, 6))
    for b, d, h in COINCIDING:
        compare.lstm_step(rng.normal(size=(b, d)), *lstm_state(rng, b, h), *gates(rng, d, h))


@task("lstm_step", points=2, hint="State and memory of a step are arguments of the next step.")
def test_steps_in_a_row(compare, reference, rng):
    """Several steps, one after the other, are right."""
    cell = gates(rng, 2, 6)
    h = c = np.zeros((3, 6))
    for _ in range(4):
        x = rng.normal(size=(3, 2))
        compare.lstm_step(x, h, c, *cell)
        h, c = reference.lstm_step(x, h, c, *cell)


@task(
    "lstm_step",
    points=2,
    hint="The state is the output gate times tanh of the memory. Do not apply tanh to the memory itself.",
)
def test_large_memory(compare, rng):
    """A large memory stays large. The state stays between -1 and 1."""
    for b, d, size in (3, 4, 5), (5, 3, 2):
        memory = rng.uniform(3.0, 30.0, size=(b, size)) * rng.choice([-1.0, 1.0], size=(b, size))
        h = rng.uniform(0.1, 0.9, size=(b, size)) * np.tanh(memory)
        compare.lstm_step(rng.normal(size=(b, d)), h, memory, *gates(rng, d, size))


@task("lstm_step", points=2, hint="exp(1000) is inf, and inf / inf is NaN.")
def test_gates_wide_open_and_shut(compare, rng):
    """Gates are 0 or 1 for pre-activations of thousands. Nothing overflows."""
    for b, d, size in (4, 2, 6), (3, 5, 4):
        cell = [
            (Wx, Wh, bias + 2e3 * rng.choice([-1.0, 0.0, 1.0], size=size))
            for Wx, Wh, bias in gates(rng, d, size)
        ]
        compare.lstm_step(rng.normal(size=(b, d)), *lstm_state(rng, b, size), *cell)
    for shift in 150.0, 1500.0:  # in float32 e^a is infinite from a = 89 on
        cell = [(Wx, Wh, bias + shift * rng.choice([-1.0, 1.0], size=4)) for Wx, Wh, bias in gates(rng, 3, 4)]
        case = rng.normal(size=(5, 3)), *lstm_state(rng, 5, 4), *cell
        compare.lstm_step(*single(case), rtol=1e-4, atol=1e-4)


@task("lstm_step", points=2, hint="Do not clip gates or pre-activations.")
def test_a_shut_gate_shuts_out_a_large_memory(compare, rng):
    """With pre-activations above 1000, a gate is exactly 0 or 1. A forget gate of 0 removes a memory of 1e9."""
    for b, d, size in (3, 4, 6), (5, 2, 3):
        i, (Wx, Wh, bias), g, o = gates(rng, d, size)
        memory = 1e9 * rng.uniform(1.0, 2.0, size=(b, size)) * rng.choice([-1.0, 1.0], size=(b, size))
        shut = np.where(np.arange(size) % 3 == 2, 2e3, -2e3)
        h = rng.uniform(-0.9, 0.9, size=(b, size))
        compare.lstm_step(rng.normal(size=(b, d)), h, memory, i, (Wx, Wh, bias + shut), g, o)


@task("lstm_step", hint="Do not clip inputs or pre-activations.")
def test_large_inputs_with_small_weights(compare, rng):
    """Large and tiny inputs are used as they are."""
    for scale in 1e3, 1e-6:
        cell = [(Wx / scale, Wh, bias) for Wx, Wh, bias in gates(rng, 3, 4)]
        compare.lstm_step(scale * rng.normal(size=(5, 3)), *lstm_state(rng, 5, 4), *cell)


@task("lstm_step", hint="Put 0 and 1 for the gates into the formulas.")
def test_gates_do_what_they_are_called(student, rng):
    """Forget gate 1 and input gate 0 keep the memory. The reverse replaces it. Output gate 0 gives a state of 0."""
    x, (h, c), (i, f, g, o) = rng.normal(size=(3, 4)), lstm_state(rng, 3, 5), gates(rng, 4, 5)

    def forced(kind, value):
        return kind[0], kind[1], np.full(5, value)

    state, memory = student.lstm_step(x, h, c, forced(i, -60.0), forced(f, 60.0), g, forced(o, 60.0))
    assert_close(memory, c, what="With input gate 0 and forget gate 1, the memory must stay; yours does not.")
    assert_close(
        state, np.tanh(c), what="With output gate 1, the state must be tanh of the memory; yours is not."
    )
    state, memory = student.lstm_step(x, h, c, forced(i, 60.0), forced(f, -60.0), g, forced(o, -60.0))
    assert_close(
        memory,
        np.tanh(x @ g[0] + h @ g[1] + g[2]),
        what="With input gate 1 and forget gate 0, the memory must be the candidate; yours is not.",
    )
    assert_close(state, np.zeros((3, 5)), what="With output gate 0, the state must be 0; yours is not.")


@task("lstm_step", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    case = rng.normal(size=(4, 2)), *lstm_state(rng, 4, 3), *gates(rng, 2, 3)
    results = compare.lstm_step(*single(case), rtol=1e-5, atol=1e-5)
    assert all(r.dtype == np.float32 for r in results), "float32 inputs must give a float32 state and memory."
    for dtype in np.int64, *NARROW:
        cell = [whole(rng, (3, 5), (5, 5), 5, dtype=dtype) for _ in range(4)]
        x, h = whole(rng, (4, 3), (4, 5), dtype=dtype)
        compare.lstm_step(x, h, *spread(rng, dtype, (4, 5)), *cell)
    for dtype in NARROW:  # products that wrap to 0: of inputs with their weights, of states with theirs
        cell = [
            (multiples(rng, dtype, 4, (3, 5)), *whole(rng, (5, 5), 5, dtype=dtype)),
            (*whole(rng, (3, 5), dtype=dtype), multiples(rng, dtype, 4, (5, 5)), *whole(rng, 5, dtype=dtype)),
        ]
        x, h, half = *whole(rng, (4, 3), (4, 5), dtype=dtype), half_range(dtype)
        (c,) = spread(rng, dtype, (4, 5))
        compare.lstm_step(multiples(rng, dtype, half, (4, 3)), h, c, cell[0], cell[1], cell[0], cell[1])
        compare.lstm_step(x, multiples(rng, dtype, half, (4, 5)), c, cell[0], cell[1], cell[1], cell[0])
    turned = [(np.asfortranarray(Wx), Wh.T, b[::-1]) for Wx, Wh, b in gates(rng, 2, 3)]
    compare.lstm_step(rng.normal(size=(2, 6)).T, *lstm_state(rng, 6, 3), *turned)


@task("lstm_step", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first = rng.normal(size=(4, 3)), *lstm_state(rng, 4, 2), *gates(rng, 3, 2)
    other = rng.normal(size=(2, 3)), *lstm_state(rng, 2, 2), *gates(rng, 3, 2)
    for case in first, other, first:
        compare.lstm_step(*case)
