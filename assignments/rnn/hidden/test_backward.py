"""Backpropagation through time: random upstream gradients for every state."""

from __future__ import annotations

import numpy as np
from support import COINCIDING, NARROW, integer_cases, sequences, single, whole

from grader.testing import assert_close, task


def case(rng, b, t, d, h):
    """A random upstream gradient and a forward pass."""
    return rng.normal(size=(b, t, h)), *sequences(rng, b, t, d, h)


@task(
    "backward",
    points=4,
    hint="A state acts on the loss in two ways: by its own dh, and by the next state.",
)
def test_gradients_of_every_argument(compare, rng):
    """All five gradients are right. Each state has an upstream gradient of its own."""
    compare.rnn_backward(*case(rng, b=3, t=5, d=2, h=4))


@task("backward", points=3, hint="The gradient of the last state must reach the first input.")
def test_loss_on_the_last_state_only(compare, rng):
    """Only the last state has an upstream gradient. All inputs have a gradient."""
    for b, t, d, h in (2, 4, 3, 5), (4, 6, 5, 2):
        dh, *rest = case(rng, b, t, d, h)
        dh[:, :-1] = 0.0
        compare.rnn_backward(dh, *rest)


@task("backward", points=2, hint="A state does not depend on later inputs.")
def test_loss_on_one_state_in_the_middle(compare, rng):
    """Only one state has an upstream gradient. Inputs after it have the gradient 0."""
    dh, *rest = case(rng, b=2, t=7, d=3, h=4)
    dh[:, :3] = dh[:, 4:] = 0.0
    dx, *_ = compare.rnn_backward(dh, *rest)
    assert_close(
        dx[:, 4:],
        np.zeros((2, 3, 3)),
        what="Inputs after the state with the loss must have the gradient 0; yours do not.",
    )


@task("backward", points=2, hint="The first step has an old state, too: h0.")
def test_a_single_step(compare, rng):
    """With one step, the state before it is h0."""
    compare.rnn_backward(*case(rng, b=4, t=1, d=3, h=2))
    compare.rnn_backward(*case(rng, b=2, t=1, d=5, h=6))


@task(
    "backward",
    points=3,
    hint="Transpose the weights in the backward pass.",
)
def test_all_sizes_equal(compare, rng):
    """Some sizes are equal, or all of them. A wrong transpose raises no error then."""
    compare.rnn_backward(*case(rng, b=5, t=5, d=5, h=5))
    for sizes in COINCIDING:
        compare.rnn_backward(*case(rng, *sizes))


@task(
    "backward",
    points=3,
    hint="Go back through all steps. Add to the gradients of the weights; do not overwrite them.",
)
def test_long_sequences(compare, rng):
    """All steps count, in sequences of 25 and of 60 steps."""
    dh, x, h0, Wx, Wh, b = case(rng, b=2, t=25, d=3, h=4)
    compare.rnn_backward(dh, 0.3 * x, h0, Wx, 1.5 * Wh, 0.1 * b)
    dh, x, h0, Wx, Wh, b = case(rng, b=3, t=60, d=2, h=4)
    turn, _ = np.linalg.qr(Wh)  # keeps the length of a gradient, so the last one still reaches the first step
    dh[:, :-1] = 0.0
    _, dh0, *_ = compare.rnn_backward(dh, 0.02 * x, 0.1 * h0, Wx, turn, 0.0 * b)
    assert np.abs(dh0).max() > 1e-3, "The gradient must reach h0 through sixty steps; yours is nearly 0."


@task(
    "backward",
    points=2,
    hint="The gradients are linear in dh: 1000 times dh gives 1000 times the gradients.",
)
def test_large_and_tiny_gradients(compare, rng):
    """Large gradients are not clipped, and tiny ones are not rounded to 0."""
    for scale in 1e4, 1e-150:
        dh, *rest = case(rng, b=2, t=6, d=3, h=4)
        compare.rnn_backward(scale * dh, *rest, atol=1e-9 * scale)
    dh, x, h0, Wx, _, b = case(rng, b=3, t=12, d=2, h=3)
    gradients = compare.rnn_backward(dh, 0.0 * x, 0.0 * h0, Wx, 3.0 * np.eye(3), 0.0 * b)
    assert np.abs(gradients[1]).max() > 1e3, (
        "With large weights, the gradient must grow with each step; yours does not."
    )


@task("backward", points=3, hint="Check it yourself: change one number a little and look at the loss.")
def test_agrees_with_central_differences(student, reference, rng):
    """The gradients agree with finite differences of sum(dh * states)."""
    dh, *point = case(rng, b=2, t=4, d=3, h=2)
    Wo = np.eye(2)
    gradients = student.rnn_backward(dh, *point)
    for place, name in enumerate(("dx", "dh0", "dWx", "dWh", "db")):
        slopes = np.empty_like(point[place])
        for index in np.ndindex(slopes.shape):
            losses = []
            for step in 1e-5, -1e-5:
                moved = [a.copy() for a in point]
                moved[place][index] += step
                losses.append(np.sum(dh * reference.rnn_forward(*moved, Wo)[0]))
            slopes[index] = (losses[0] - losses[1]) / 2e-5
        assert_close(gradients[place], slopes, rtol=1e-5, atol=1e-7, what=name)


@task(
    "backward",
    points=2,
    hint="The loss is a sum over samples and steps. So are the gradients of the parameters.",
)
def test_linear_in_the_upstream_gradient(student, rng):
    """The gradients of two losses add up. Those of the parameters are sums over the batch."""
    dh, x, h0, *weights = case(rng, b=3, t=4, d=2, h=5)
    share = rng.uniform(0.2, 0.8, size=dh.shape)
    whole = student.rnn_backward(dh, x, h0, *weights)
    parts = [student.rnn_backward(part, x, h0, *weights) for part in (share * dh, (1 - share) * dh)]
    for full, one, two in zip(whole, *parts, strict=True):
        assert_close(one + two, full, what="The gradients of two losses must add up; yours do not.")
    alone = [student.rnn_backward(dh[[i]], x[[i]], h0[[i]], *weights) for i in range(3)]
    assert_close(
        np.concatenate([one[0] for one in alone]),
        whole[0],
        what="The gradient of x must not depend on the other sequences; yours does.",
    )
    for place in 2, 3, 4:  # dWx, dWh, db
        assert_close(
            sum(one[place] for one in alone),
            whole[place],
            what="The gradients of the parameters must be sums over the batch; yours are not.",
        )
        assert np.abs(whole[place]).max() > 1e-6, "No gradient may be 0 everywhere; one of yours is."


@task("backward", hint="The derivative of tanh is 1 - h². Compute it from the state.")
def test_some_units_saturate(compare, rng):
    """Units at 1 or -1 pass on nearly no gradient. Nothing overflows."""
    for b, t, d, h in (3, 4, 2, 6), (2, 5, 3, 4):
        dh, x, h0, Wx, Wh, bias = case(rng, b, t, d, h)
        bias[::2] = 400.0 * rng.choice([-1.0, 1.0], size=h // 2)
        compare.rnn_backward(dh, x, h0, Wx, Wh, bias)


@task("backward", points=2, hint="Convert integers to float64 first: 100 times 2 overflows in int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    results = compare.rnn_backward(*single(case(rng, b=2, t=4, d=3, h=5)), rtol=1e-4, atol=1e-4)
    assert all(r.dtype == np.float32 for r in results), "float32 inputs must give float32 gradients."
    for dtype in np.int64, *NARROW:
        for arrays in integer_cases(rng, dtype, b=3, t=4, d=5, h=3):
            compare.rnn_backward(*whole(rng, dtype, (3, 4, 3)), *arrays)
    dh, x, h0, Wx, Wh, b = case(rng, b=4, t=3, d=2, h=3)
    time_first = [np.ascontiguousarray(a.swapaxes(0, 1)).swapaxes(0, 1) for a in (dh, x)]
    compare.rnn_backward(*time_first, np.asfortranarray(h0), Wx, Wh.T, b)


@task("backward", hint="Start the gradients at zero in each call. Do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = case(rng, b=2, t=3, d=4, h=3), case(rng, b=3, t=2, d=4, h=3)
    for arguments in first, other, first:
        compare.rnn_backward(*arguments)
