"""One step of a GRU, in the form of the lecture notes."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, gru_state, gru_weights, half_range, multiples, single, whole

from grader.testing import assert_close, task


@task("gru_step", points=3, hint="Where state and input are joined, the state comes first.")
def test_new_state(compare, rng):
    """The gates, the candidate and the new state follow the four formulas."""
    compare.gru_step(rng.normal(size=(4, 3)), gru_state(rng, 4, 5), *gru_weights(rng, 3, 5))


@task("gru_step", points=3, hint="With z = 0, what is left of the old state? With z = 1?")
def test_more_features_than_units(compare, rng):
    """There are more features than units."""
    compare.gru_step(rng.normal(size=(2, 6)), gru_state(rng, 2, 3), *gru_weights(rng, 6, 3))
    compare.gru_step(rng.normal(size=(7, 2)), gru_state(rng, 7, 4), *gru_weights(rng, 2, 4))


@task("gru_step", points=2, hint="Equal sizes hide a wrong order of state and input.")
def test_as_many_features_as_units(compare, rng):
    """Some sizes are equal, or all of them."""
    compare.gru_step(rng.normal(size=(6, 6)), gru_state(rng, 6, 6), *gru_weights(rng, 6, 6))
    for b, d, h in COINCIDING:
        compare.gru_step(rng.normal(size=(b, d)), gru_state(rng, b, h), *gru_weights(rng, d, h))


@task(
    "gru_step",
    points=2,
    hint="Is the state multiplied by r before the product with the weights, or after it?",
)
def test_reset_gate_acts_unit_by_unit(compare, rng):
    """The reset gate is different for each unit."""
    for b, d, h in (3, 2, 5), (5, 4, 3):
        Wz, Wr, Wh = gru_weights(rng, d, h)
        compare.gru_step(rng.normal(size=(b, d)), gru_state(rng, b, h), Wz, 4.0 * Wr, 2.0 * Wh)


@task("gru_step", points=2, hint="The new state of a step is the old state of the next step.")
def test_steps_in_a_row(compare, reference, rng):
    """Several steps, one after the other, are right."""
    weights, h = gru_weights(rng, 2, 6), np.zeros((3, 6))
    for _ in range(4):
        x = rng.normal(size=(3, 2))
        compare.gru_step(x, h, *weights)
        h = reference.gru_step(x, h, *weights)


@task("gru_step", points=2, hint="exp(1000) is inf, and inf / inf is NaN.")
def test_gates_wide_open_and_shut(compare, rng):
    """Gates are 0 or 1 for pre-activations of thousands. Nothing overflows."""
    for b, d, h in (4, 3, 5), (3, 5, 2):
        x = 3e3 * rng.uniform(0.5, 1.0, size=(b, d)) * rng.choice([-1.0, 1.0], size=(b, d))
        compare.gru_step(x, gru_state(rng, b, h), *gru_weights(rng, d, h))
    for scale in 300.0, 3e3:  # in float32 e^a is infinite from a = 89 on
        Wz, Wr, Wh = gru_weights(rng, 3, 4)
        Wz[4:], Wr[4:] = rng.choice(
            [-1.0, 1.0], size=(2, 1, 4)
        )  # one sign per unit: no sum of inputs is small
        x = scale * rng.uniform(0.5, 1.0, size=(5, 3))
        compare.gru_step(*single((x, gru_state(rng, 5, 4), Wz, Wr, Wh / scale)), rtol=1e-4, atol=1e-4)


@task("gru_step", points=2, hint="Put z = 0, z = 1 and r = 0 into the formulas.")
def test_gates_do_what_they_are_called(student, rng):
    """z = 0 keeps the old state, z = 1 replaces it, and r = 0 removes it from the candidate."""
    x, h, (_, _, Wh) = np.abs(rng.normal(size=(3, 4))) + 0.5, gru_state(rng, 3, 5), gru_weights(rng, 4, 5)
    wide = np.concatenate([np.zeros((5, 5)), np.full((4, 5), 1e3)])  # x is positive, so this opens a gate
    exact = {"rtol": 1e-12, "atol": 1e-12}  # a gate at 1000 is 0 or 1
    assert_close(
        student.gru_step(x, h, -wide, wide, Wh),
        h,
        **exact,
        what="With z = 0, the old state must stay; yours does not.",
    )
    fresh = np.tanh(x @ Wh[5:])
    kept = student.gru_step(x, h, wide, -wide, Wh)
    assert_close(
        kept,
        fresh,
        **exact,
        what="With z = 1 and r = 0, the old state must have no effect; in your result it has.",
    )
    mixed = np.tanh(h @ Wh[:5] + x @ Wh[5:])
    assert_close(
        student.gru_step(x, h, wide, wide, Wh),
        mixed,
        **exact,
        what="With z = 1 and r = 1, the new state must be the candidate with the whole old state; yours is not.",
    )


@task("gru_step", hint="Do not clip inputs or pre-activations.")
def test_large_inputs_with_small_weights(compare, rng):
    """Large and tiny inputs are used as they are."""
    for scale in 1e3, 1e-6:
        share = np.concatenate([np.ones((4, 1)), np.full((3, 1), 1 / scale)])
        weights = [W * share for W in gru_weights(rng, 3, 4)]
        compare.gru_step(scale * rng.normal(size=(5, 3)), gru_state(rng, 5, 4), *weights)


@task("gru_step", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    case = rng.normal(size=(4, 2)), gru_state(rng, 4, 3), *gru_weights(rng, 2, 3)
    h = compare.gru_step(*single(case), rtol=1e-5, atol=1e-5)
    assert h.dtype == np.float32, "float32 inputs must give a float32 state."
    for dtype in np.int64, *NARROW:
        compare.gru_step(*whole(rng, (5, 3), (5, 4), (7, 4), (7, 4), (7, 4), dtype=dtype))
    for dtype in NARROW:  # products of inputs with their weights, and of states with theirs, that wrap to 0
        half, (x, h) = half_range(dtype), whole(rng, (4, 3), (4, 5), dtype=dtype)
        of_state, of_input = (4, 1), (1, 4)
        for factors, arrays in (
            (of_input, (multiples(rng, dtype, half, (4, 3)), h)),
            (of_state, (x, multiples(rng, dtype, half, (4, 5)))),
        ):
            weights = [
                np.concatenate(
                    [multiples(rng, dtype, n, (rows, 5)) for n, rows in zip(factors, (5, 3), strict=True)]
                )
                for _ in range(3)
            ]
            compare.gru_step(*arrays, *weights)
    weights = [np.asfortranarray(W) for W in gru_weights(rng, 2, 3)]
    compare.gru_step(rng.normal(size=(2, 6)).T, gru_state(rng, 6, 3), *weights)


@task("gru_step", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first = rng.normal(size=(4, 3)), gru_state(rng, 4, 2), *gru_weights(rng, 3, 2)
    other = rng.normal(size=(2, 3)), gru_state(rng, 2, 2), *gru_weights(rng, 3, 2)
    for case in first, other, first:
        compare.gru_step(*case)
