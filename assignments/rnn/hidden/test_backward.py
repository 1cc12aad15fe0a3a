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
    hint="In how many ways does a state act on the loss? Draw two steps and count the arrows.",
)
def test_gradients_of_every_argument(compare, rng):
    """All five gradients are right when every state has an upstream gradient of its own."""
    compare.rnn_backward(*case(rng, b=3, t=5, d=2, h=4))


@task("backward", points=3, hint="The gradient of the last state has to reach the first input.")
def test_loss_on_the_last_state_only(compare, rng):
    """A loss that reads nothing but the last state still has a gradient at every input."""
    for b, t, d, h in (2, 4, 3, 5), (4, 6, 5, 2):
        dh, *rest = case(rng, b, t, d, h)
        dh[:, :-1] = 0.0
        compare.rnn_backward(dh, *rest)


@task("backward", points=2, hint="A state does not depend on the inputs that come after it.")
def test_loss_on_one_state_in_the_middle(compare, rng):
    """A loss that reads one state has no gradient at the inputs that come after it."""
    dh, *rest = case(rng, b=2, t=7, d=3, h=4)
    dh[:, :3] = dh[:, 4:] = 0.0
    dx, *_ = compare.rnn_backward(dh, *rest)
    assert_close(dx[:, 4:], np.zeros((2, 3, 3)), what="dx after the state that is read")


@task("backward", points=2, hint="The first step has a state before it, too: h0.")
def test_a_single_step(compare, rng):
    """With one step there is no later one, and the state before it is h0."""
    compare.rnn_backward(*case(rng, b=4, t=1, d=3, h=2))
    compare.rnn_backward(*case(rng, b=2, t=1, d=5, h=6))


@task(
    "backward",
    points=3,
    hint="Transpose the weights on the way back. Square matrices raise no error if you forget it.",
)
def test_all_sizes_equal(compare, rng):
    """Where sizes are equal, all of them or two of them, a matrix that is transposed by mistake raises no error."""
    compare.rnn_backward(*case(rng, b=5, t=5, d=5, h=5))
    for sizes in COINCIDING:
        compare.rnn_backward(*case(rng, *sizes))


@task(
    "backward", points=3, hint="Do not stop after a few steps, and do not overwrite what earlier ones gave."
)
def test_long_sequences(compare, rng):
    """All steps take part, twenty-five of them as well as sixty; none can be left out."""
    dh, x, h0, Wx, Wh, b = case(rng, b=2, t=25, d=3, h=4)
    compare.rnn_backward(dh, 0.3 * x, h0, Wx, 1.5 * Wh, 0.1 * b)
    dh, x, h0, Wx, Wh, b = case(rng, b=3, t=60, d=2, h=4)
    turn, _ = np.linalg.qr(Wh)  # keeps the length of a gradient, so the last one still reaches the first step
    dh[:, :-1] = 0.0
    _, dh0, *_ = compare.rnn_backward(dh, 0.02 * x, 0.1 * h0, Wx, turn, 0.0 * b)
    assert np.abs(dh0).max() > 1e-3, "sixty steps that keep the length of a gradient do not make it vanish"


@task(
    "backward",
    points=2,
    hint="Gradients are linear in dh: a thousand times dh gives a thousand times as much.",
)
def test_large_and_tiny_gradients(compare, rng):
    """Gradients far beyond 10 are not clipped, and gradients far below 1e-12 are not rounded to zero."""
    for scale in 1e4, 1e-150:
        dh, *rest = case(rng, b=2, t=6, d=3, h=4)
        compare.rnn_backward(scale * dh, *rest, atol=1e-9 * scale)
    dh, x, h0, Wx, _, b = case(rng, b=3, t=12, d=2, h=3)
    gradients = compare.rnn_backward(dh, 0.0 * x, 0.0 * h0, Wx, 3.0 * np.eye(3), 0.0 * b)
    assert np.abs(gradients[1]).max() > 1e3, "weights of 3 let the gradient grow with every step"


@task("backward", points=3, hint="Compare with central differences of your forward pass, entry by entry.")
def test_agrees_with_central_differences(student, reference, rng):
    """The gradients are those of the loss sum(dh * states), measured by small changes of each argument."""
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
    hint="The loss is a sum over samples and steps, and so are the parameters' gradients.",
)
def test_linear_in_the_upstream_gradient(student, rng):
    """Gradients of two losses add up, and parameters collect those of every sequence of the batch."""
    dh, x, h0, *weights = case(rng, b=3, t=4, d=2, h=5)
    share = rng.uniform(0.2, 0.8, size=dh.shape)
    whole = student.rnn_backward(dh, x, h0, *weights)
    parts = [student.rnn_backward(part, x, h0, *weights) for part in (share * dh, (1 - share) * dh)]
    for name, full, one, two in zip(("dx", "dh0", "dWx", "dWh", "db"), whole, *parts, strict=True):
        assert_close(one + two, full, what=f"{name} of two losses")
    alone = [student.rnn_backward(dh[[i]], x[[i]], h0[[i]], *weights) for i in range(3)]
    assert_close(np.concatenate([one[0] for one in alone]), whole[0], what="dx of the sequences one by one")
    for place, name in (2, "dWx"), (3, "dWh"), (4, "db"):
        assert_close(
            sum(one[place] for one in alone), whole[place], what=f"{name} of the sequences one by one"
        )
        assert np.abs(whole[place]).max() > 1e-6, f"{name} is zero"


@task("backward", hint="Where a unit saturates, its derivative is nearly 0; take it from the state.")
def test_some_units_saturate(compare, rng):
    """Units at 1 or -1 pass on nearly no gradient, the other units do; nothing overflows."""
    for b, t, d, h in (3, 4, 2, 6), (2, 5, 3, 4):
        dh, x, h0, Wx, Wh, bias = case(rng, b, t, d, h)
        bias[::2] = 400.0 * rng.choice([-1.0, 1.0], size=h // 2)
        compare.rnn_backward(dh, x, h0, Wx, Wh, bias)


@task("backward", points=2, hint="Turn integers into float64 first: 100 times 2 does not fit into int8.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers of any width become float64, and time-first arrays seen as batch first work."""
    results = compare.rnn_backward(*single(case(rng, b=2, t=4, d=3, h=5)), rtol=1e-4, atol=1e-4)
    assert all(r.dtype == np.float32 for r in results), "float32 inputs must give float32 gradients"
    for dtype in np.int64, *NARROW:
        for arrays in integer_cases(rng, dtype, b=3, t=4, d=5, h=3):
            compare.rnn_backward(*whole(rng, dtype, (3, 4, 3)), *arrays)
    dh, x, h0, Wx, Wh, b = case(rng, b=4, t=3, d=2, h=3)
    time_first = [np.ascontiguousarray(a.swapaxes(0, 1)).swapaxes(0, 1) for a in (dh, x)]
    compare.rnn_backward(*time_first, np.asfortranarray(h0), Wx, Wh.T, b)


@task("backward", hint="Keep no state outside the arguments, and write into none of them.")
def test_same_call_gives_the_same_answer(compare, rng):
    """Gradients start at zero in every call, and the upstream gradient is left as it was."""
    first, other = case(rng, b=2, t=3, d=4, h=3), case(rng, b=3, t=2, d=4, h=3)
    for arguments in first, other, first:
        compare.rnn_backward(*arguments)
