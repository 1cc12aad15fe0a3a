"""Back through one LSTM step: random upstream gradients of state and memory."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, gates, half_range, lstm_state, multiples, single, whole

from grader.testing import assert_close, task

PARTS = ("dx", "dh_old", "dc_old", "the input gate", "the forget gate", "the candidate", "the output gate")


def case(rng, b, d, h):
    """Upstream gradients and the arguments of a step."""
    upstream = rng.normal(size=(b, h)), rng.normal(size=(b, h))
    return *upstream, rng.normal(size=(b, d)), *lstm_state(rng, b, h), *gates(rng, d, h)


@task(
    "lstm_backward",
    points=3,
    hint="Draw the cell. Write the derivative beside each arrow.",
)
def test_gradients_of_every_argument(compare, rng):
    """All gradients are right. State and memory both have an upstream gradient."""
    compare.lstm_step_backward(*case(rng, b=4, d=3, h=5))
    compare.lstm_step_backward(*case(rng, b=2, d=6, h=3))


@task(
    "lstm_backward",
    points=2,
    hint="The state is computed from the memory: dh adds to the gradient of the memory.",
)
def test_loss_on_the_state_only(compare, rng):
    """Only the new state has an upstream gradient. The memory and all gates have a gradient."""
    for b, d, h in (3, 2, 4), (5, 4, 2):
        dh, dc, *rest = case(rng, b, d, h)
        compare.lstm_step_backward(dh, 0.0 * dc, *rest)


@task("lstm_backward", points=2, hint="The output gate acts on the state, not on the memory.")
def test_loss_on_the_memory_only(compare, rng):
    """Only the new memory has an upstream gradient. The output gate has the gradient 0."""
    for b, d, h in (2, 5, 3), (4, 3, 6):
        dh, dc, *rest = case(rng, b, d, h)
        *_, output = compare.lstm_step_backward(0.0 * dh, dc, *rest)
        assert_close(
            output,
            tuple(0.0 * part for part in rest[-1]),
            what="If only the memory has an upstream gradient, that of the output gate must be 0; yours is not.",
        )


@task(
    "lstm_backward",
    points=2,
    hint="Transpose the weights in the backward pass.",
)
def test_all_sizes_equal(compare, rng):
    """Some sizes are equal, or all of them. A wrong transpose raises no error then."""
    compare.lstm_step_backward(*case(rng, b=5, d=5, h=5))
    for sizes in COINCIDING:
        compare.lstm_step_backward(*case(rng, *sizes))


@task(
    "lstm_backward",
    points=2,
    hint="The gradients are linear in dh and dc: 1000 times both gives 1000 times the gradients.",
)
def test_large_and_tiny_gradients(compare, rng):
    """Large gradients are not clipped, and tiny ones are not rounded to 0."""
    for scale in 1e4, 1e-150:
        dh, dc, *rest = case(rng, b=4, d=3, h=5)
        compare.lstm_step_backward(scale * dh, scale * dc, *rest, atol=1e-9 * scale)
    dh, dc, x, h, c, *cell = case(rng, b=3, d=2, h=4)
    compare.lstm_step_backward(dh, 1e5 * dc, x, h, 20.0 * c, *cell, atol=1e-7)


@task("lstm_backward", points=3, hint="Check it yourself: change one number a little and look at the loss.")
def test_agrees_with_central_differences(student, reference, rng):
    """The gradients agree with finite differences of sum(dh * h_new) + sum(dc * c_new)."""
    dh, dc, x, h, c, *cell = case(rng, b=2, d=3, h=2)
    point = [x, h, c, *(part for gate in cell for part in gate)]

    def loss(values):
        state, memory = reference.lstm_step(*values[:3], *zip(*[iter(values[3:])] * 3, strict=True))
        return np.sum(dh * state) + np.sum(dc * memory)

    gradients = student.lstm_step_backward(dh, dc, x, h, c, *cell)
    flat = [*gradients[:3], *(part for gate in gradients[3:] for part in gate)]
    names = [*PARTS[:3], *(f"{part} of {name}" for name in PARTS[3:] for part in ("dWx", "dWh", "db"))]
    for place, (name, gradient) in enumerate(zip(names, flat, strict=True)):
        slopes = np.empty_like(point[place])
        for index in np.ndindex(slopes.shape):
            losses = []
            for step in 1e-5, -1e-5:
                moved = [a.copy() for a in point]
                moved[place][index] += step
                losses.append(loss(moved))
            slopes[index] = (losses[0] - losses[1]) / 2e-5
        assert_close(gradient, slopes, rtol=1e-5, atol=1e-7, what=name)


@task(
    "lstm_backward",
    points=2,
    hint="Give dh_old and dc_old to the step before. Add the gradients of the parameters.",
)
def test_two_steps_in_a_row(compare, reference, rng):
    """Gradients go back through two steps."""
    cell = gates(rng, 2, 4)
    x, (h, c) = rng.normal(size=(2, 3, 2)), lstm_state(rng, 3, 4)
    middle = reference.lstm_step(x[0], h, c, *cell)
    _, dh, dc, *_ = compare.lstm_step_backward(
        rng.normal(size=(3, 4)), rng.normal(size=(3, 4)), x[1], *middle, *cell
    )
    compare.lstm_step_backward(dh, dc, x[0], h, c, *cell)


@task("lstm_backward", hint="The loss is a sum over the samples. So are the gradients of the parameters.")
def test_sequences_one_by_one(student, rng):
    """The gradients of x, h and c do not depend on other samples. Those of the parameters are sums over the batch."""
    dh, dc, x, h, c, *cell = case(rng, b=3, d=2, h=4)
    together = student.lstm_step_backward(dh, dc, x, h, c, *cell)
    alone = [student.lstm_step_backward(*(a[[n]] for a in (dh, dc, x, h, c)), *cell) for n in range(3)]
    for place in range(3):
        joined = np.concatenate([one[place] for one in alone])
        assert_close(
            joined,
            together[place],
            what="The gradients of x, h and c must not depend on other samples; yours do.",
        )
        assert np.abs(joined).max() > 1e-6, "No gradient may be 0 everywhere; one of yours is."
    for place in range(3, 7):
        total = tuple(sum(one[place][part] for one in alone) for part in range(3))
        assert_close(
            total,
            together[place],
            what="The gradients of the parameters must be sums over the batch; yours are not.",
        )
        assert np.abs(total[2]).max() > 1e-6, (
            "No gradient of the parameters may be 0 everywhere; one of yours is."
        )


@task(
    "lstm_backward",
    hint="The derivative of a gate is g(1 - g). Compute it from the gate.",
)
def test_gates_wide_open_and_shut(compare, rng):
    """Gates at 0 or 1 have the gradient 0. Nothing overflows."""
    for b, d, h in (4, 2, 6), (3, 5, 4):
        dh, dc, x, h_old, c_old, *cell = case(rng, b, d, h)
        cell = [(Wx, Wh, bias + 2e3 * rng.choice([-1.0, 0.0, 1.0], size=h)) for Wx, Wh, bias in cell]
        compare.lstm_step_backward(dh, dc, x, h_old, c_old, *cell)
        i, (Wx, Wh, bias), g, o = gates(rng, d, h)
        forget = Wx, Wh, bias + 2e3 * rng.choice([-1.0, 1.0], size=h)
        compare.lstm_step_backward(dh, dc, x, h_old, 1e9 * c_old, i, forget, g, o)
    for shift in 150.0, 1500.0:  # in float32 e^a is infinite from a = 89 on
        *arrays, i, f, g, o = case(rng, b=5, d=3, h=4)
        i, f, o = ((Wx, Wh, bias + shift * rng.choice([-1.0, 1.0], size=4)) for Wx, Wh, bias in (i, f, o))
        compare.lstm_step_backward(*single((*arrays, i, f, g, o)), rtol=1e-4, atol=1e-4)


@task("lstm_backward", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    results = compare.lstm_step_backward(*single(case(rng, b=4, d=2, h=3)), rtol=1e-4, atol=1e-4)
    leaves = [*results[:3], *(part for gate in results[3:] for part in gate)]
    assert all(leaf.dtype == np.float32 for leaf in leaves), "float32 inputs must give float32 gradients."
    for dtype in np.int64, *NARROW:
        cell = [whole(rng, (3, 5), (5, 5), 5, dtype=dtype) for _ in range(4)]
        compare.lstm_step_backward(*whole(rng, (4, 5), (4, 5), (4, 3), (4, 5), (4, 5), dtype=dtype), *cell)
    for dtype in NARROW:  # products that wrap to 0: of inputs with their weights, of states with theirs
        wide = multiples(rng, dtype, 4, (3, 5)), *whole(rng, (5, 5), 5, dtype=dtype)
        deep = *whole(rng, (3, 5), dtype=dtype), multiples(rng, dtype, 4, (5, 5)), *whole(rng, 5, dtype=dtype)
        dh, dc, x, h, c = whole(rng, (4, 5), (4, 5), (4, 3), (4, 5), (4, 5), dtype=dtype)
        large_x, large_h = (multiples(rng, dtype, half_range(dtype), size) for size in ((4, 3), (4, 5)))
        compare.lstm_step_backward(dh, dc, large_x, h, c, wide, deep, deep, wide)
        compare.lstm_step_backward(dh, dc, x, large_h, c, wide, deep, wide, deep)
    dh, dc, x, h, c, *cell = case(rng, b=2, d=4, h=6)
    compare.lstm_step_backward(*(np.asfortranarray(a) for a in (dh, dc, x, h, c)), *cell)


@task("lstm_backward", hint="Start the gradients at zero in each call. Do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = case(rng, b=2, d=4, h=3), case(rng, b=3, d=2, h=3)
    for arguments in first, other, first:
        compare.lstm_step_backward(*arguments)
