"""Several heads: sizes that differ and that coincide, masks of every shape, gradients of all five tensors."""

from __future__ import annotations

import torch
from support import (
    ALL_DIGITS,
    assert_gradients,
    assert_slope,
    drawn,
    exact,
    heads,
    projections,
    some_mask,
    some_queries,
)

from grader.testing import assert_close, task


def case(rng, b, t, d, n, dk, dv, out, dtype=torch.float32):
    """x, the four projections and the number of heads; dk and dv are sizes of one head."""
    return drawn(rng, b, t, d, dtype=dtype), *projections(rng, d, d, n * dk, n * dv, out, dtype), n


@task("heads", points=3, hint="A head is a block of neighbouring columns of Q, K and V.")
def test_two_to_four_heads(compare, rng):
    """Each head attends by itself. Wo mixes their outputs."""
    compare.multi_head_attention(*case(rng, b=3, t=5, d=6, n=2, dk=4, dv=7, out=9))
    compare.multi_head_attention(*case(rng, b=2, t=7, d=5, n=3, dk=2, dv=4, out=8))
    compare.multi_head_attention(*case(rng, b=4, t=3, d=7, n=4, dk=5, dv=2, out=6))
    compare.multi_head_attention(*case(rng, b=2, t=5, d=3, n=3, dk=4, dv=2, out=3))


@task("heads", points=2, hint="Use the length of the vectors that are multiplied.")
def test_scale_is_that_of_one_head(compare, rng):
    """The divisor is the square root of the size of one head."""
    compare.multi_head_attention(*case(rng, b=2, t=6, d=10, n=3, dk=9, dv=4, out=5, dtype=torch.float64))
    compare.multi_head_attention(*case(rng, b=3, t=4, d=3, n=6, dk=1, dv=2, out=7, dtype=torch.float64))


@task("heads", points=2, hint="Equal sizes hide a wrong axis. Find an axis by its position.")
def test_all_sizes_as_in_a_usual_layer(compare, rng):
    """There are as many columns as features."""
    compare.multi_head_attention(*case(rng, b=2, t=5, d=12, n=3, dk=4, dv=4, out=12))
    compare.multi_head_attention(*case(rng, b=3, t=4, d=8, n=4, dk=2, dv=2, out=8))
    compare.multi_head_attention(*case(rng, b=3, t=6, d=6, n=2, dk=3, dv=3, out=6))
    compare.multi_head_attention(*case(rng, b=4, t=4, d=16, n=4, dk=4, dv=4, out=16))
    compare.multi_head_attention(*case(rng, b=2, t=9, d=9, n=3, dk=3, dv=3, out=9))


@task("heads", hint="With one head, this is attention between three projections.")
def test_one_head(compare, rng):
    """A single head is accepted."""
    compare.multi_head_attention(*case(rng, b=3, t=4, d=5, n=1, dk=6, dv=7, out=2, dtype=torch.float64))
    compare.multi_head_attention(*case(rng, b=2, t=6, d=4, n=1, dk=3, dv=5, out=8, dtype=torch.float64))


@task(
    "heads",
    points=2,
    hint="The scores have shape (B, n, T, T). The mask broadcasts to it.",
)
def test_masks_of_every_shape(compare, rng):
    """The mask may be one for all, one per sequence, or one per head."""
    for b, t, n in (2, 5, 3), (4, 6, 2):
        for size in (t, t), (b, 1, 1, t), (b, 1, t, t), (n, t, t), (b, n, t, t):
            x, *rest = case(rng, b, t, d=7, n=n, dk=4, dv=3, out=8)
            compare.multi_head_attention(x, *rest, some_mask(rng, *size))


@task(
    "heads",
    points=3,
    hint="Broadcasting starts at the last axis.",
)
def test_as_many_sequences_as_heads(compare, rng):
    """A mask with three axes is one per head, also if B = n. Its last axis may have length 1."""
    for b, t in (3, 5), (2, 4), (4, 4):
        for size in (b, t, t), (b, 1, t), (b, 1, t, t):
            x, *rest = case(rng, b, t, d=7, n=b, dk=4, dv=3, out=8)
            compare.multi_head_attention(x, *rest, some_mask(rng, *size))
        x, *rest = case(rng, b, t, d=7, n=b, dk=4, dv=3, out=8)
        compare.multi_head_attention(x, *rest, some_queries(rng, b, t, 1))


@task("heads", points=2, hint="An axis of length 1 broadcasts.")
def test_masks_for_whole_queries(compare, rng):
    """The last axis of the mask may have length 1. Then a query sees all keys or none."""
    for b, t, n in (2, 5, 3), (4, 3, 2):
        for size in (t, 1), (b, 1, t, 1), (n, t, 1), (b, n, t, 1):
            x, *rest = case(rng, b, t, d=7, n=n, dk=4, dv=3, out=8)
            compare.multi_head_attention(x, *rest, some_queries(rng, *size))
        x, *rest = case(rng, b, t, d=7, n=n, dk=4, dv=3, out=8)
        compare.multi_head_attention(x, *rest, some_mask(rng, 1, t))


@task("heads", points=2, hint="Add no small constant to the sum of the exponentials.")
def test_weights_of_a_row_sum_to_1_exactly(compare, rng):
    """The weights sum to 1 to 13 digits."""
    for b, t, d, n, dk, dv, out in (2, 3, 5, 2, 4, 3, 6), (3, 1, 2, 3, 1, 2, 4):
        x, Wq, Wk = exact(rng, b, t, d), exact(rng, d, n * dk) / d, -exact(rng, d, n * dk) / d
        Wv, Wo = exact(rng, d, n * dv), exact(rng, n * dv, out)
        compare.multi_head_attention(x, Wq, Wk, Wv, Wo, n, **ALL_DIGITS)
        mask = torch.ones(t, t, dtype=torch.bool).tril()
        compare.multi_head_attention(x, Wq, Wk, Wv, Wo, n, mask, **ALL_DIGITS)


@task(
    "heads",
    hint="Use -inf for masked scores. Do not clip scores.",
)
def test_scores_of_any_size(compare, rng):
    """Scores are not clipped. Masked scores are lower than any other score."""
    for b, t, n in (2, 5, 3), (3, 4, 2):
        x, *rest = case(rng, b, t, d=6, n=n, dk=4, dv=3, out=7, dtype=torch.float64)
        compare.multi_head_attention(40.0 * x, *rest)
        low = 1e5 * exact(rng, b, t, 6), exact(rng, 6, 4 * n), -exact(rng, 6, 4 * n)
        Wv, Wo = exact(rng, 6, 3 * n), exact(rng, 3 * n, 7)
        compare.multi_head_attention(*low, Wv, Wo, n, some_mask(rng, t, t))


def padding(lengths, t):
    return (torch.arange(t) < torch.tensor(lengths)[:, None])[:, None, None, :]


@task("heads", hint="A query that may see no key gets zeros, in each head.")
def test_padding_with_an_empty_sequence(compare, rng):
    """Sequences have different lengths, and one is empty."""
    arguments = case(rng, b=4, t=6, d=3, n=2, dk=5, dv=2, out=7)
    compare.multi_head_attention(*arguments, mask=padding([2, 0, 6, 3], 6))


@task("heads", hint="A key is allowed if both masks allow it: use 'and'.")
def test_padding_and_order_together(compare, rng):
    """Sequences have different lengths, one is empty, and each position sees earlier positions only."""
    mask = padding([5, 2, 0], 5) & torch.ones(5, 5, dtype=torch.bool).tril()
    compare.multi_head_attention(*case(rng, b=3, t=5, d=7, n=4, dk=2, dv=3, out=6), mask)


@task(
    "heads",
    points=2,
    hint="Apply the mask in each head, before the softmax.",
)
def test_nothing_from_the_future(compare, student, rng):
    """With a causal mask, later positions do not change earlier outputs."""
    x, *rest = case(rng, b=3, t=8, d=5, n=2, dk=4, dv=3, out=6)
    mask = torch.ones(8, 8, dtype=torch.bool).tril()
    output = compare.multi_head_attention(x, *rest, mask)
    for now in 1, 4, 7:
        other = x.clone()
        other[:, now:] = drawn(rng, 3, 8 - now, 5, scale=20.0)
        found = student.multi_head_attention(other, *rest, mask)[:, :now]
        what = "Later positions must not change earlier outputs; in your result they do."
        assert_close(found, output[:, :now], rtol=1e-5, atol=1e-5, what=what)


@task(
    "heads",
    points=2,
    hint="The order of the columns decides which head they belong to.",
)
def test_places_and_heads_may_be_shuffled(compare, student, rng):
    """Positions in another order give outputs in that order. Heads in another order change nothing."""
    n, dk, dv = 3, 4, 2
    x, Wq, Wk, Wv, Wo, _ = case(rng, b=2, t=6, d=5, n=n, dk=dk, dv=dv, out=7)
    output = compare.multi_head_attention(x, Wq, Wk, Wv, Wo, n)
    close = {"rtol": 1e-5, "atol": 1e-5}
    order = torch.from_numpy(rng.permutation(6))
    found = student.multi_head_attention(x[:, order], Wq, Wk, Wv, Wo, n)
    assert_close(
        found,
        output[:, order],
        what="Positions in another order must give outputs in that order; yours do not.",
        **close,
    )
    turned = [W.unflatten(1, (n, -1)).roll(1, 1).flatten(1) for W in (Wq, Wk, Wv)]
    found = student.multi_head_attention(x, *turned, Wo.unflatten(0, (n, -1)).roll(1, 0).flatten(0, 1), n)
    assert_close(
        found, output, what="Heads in another order must change nothing; in your result they do.", **close
    )


@task("heads", points=3, hint="Keep everything in torch, without detach.")
def test_gradients_of_all_five(student, rng):
    """torch can differentiate the result by x and all four matrices."""
    for b, t, n, mask in (2, 4, 3, None), (3, 5, 2, some_mask(rng, 5, 5)):
        arguments = case(rng, b, t, d=6, n=n, dk=2, dv=4, out=7)
        upstream = drawn(rng, b, t, 7)
        name = "multi_head_attention"
        assert_gradients(student, name, heads, (*arguments, mask), (0, 1, 2, 3, 4), upstream)


@task(
    "heads",
    points=2,
    hint="A NaN that you replace in the result comes back in the gradient. Avoid it before the softmax.",
)
def test_gradients_with_an_empty_sequence(student, rng):
    """An empty sequence adds nothing to a gradient, and no NaN."""
    arguments = case(rng, b=3, t=4, d=5, n=2, dk=3, dv=4, out=6, dtype=torch.float64)
    mask = padding([3, 0, 1], 4)
    upstream = drawn(rng, 3, 4, 6, dtype=torch.float64)
    assert_gradients(student, "multi_head_attention", heads, (*arguments, mask), (0, 1, 2, 3, 4), upstream)


@task("heads", hint="Each step must be differentiable.")
def test_gradients_agree_with_central_differences(student, reference, rng):
    """The gradients agree with finite differences of the output."""
    arguments = case(rng, b=2, t=4, d=3, n=2, dk=2, dv=3, out=5, dtype=torch.float64)
    direction = [drawn(rng, *a.shape, dtype=torch.float64) for a in arguments[:5]]
    upstream, mask = drawn(rng, 2, 4, 5, dtype=torch.float64), some_mask(rng, 4, 4)
    name = "multi_head_attention"
    assert_slope(student, reference, name, (*arguments, mask), (0, 1, 2, 3, 4), upstream, direction)


@task("heads", hint="Give new tensors the dtype of the inputs. Keep nothing between calls.")
def test_dtypes_and_repeated_calls(compare, rng):
    """float32 stays float32, and float64 stays float64. The same call gives the same answer."""
    single = case(rng, b=2, t=3, d=5, n=2, dk=4, dv=3, out=7)
    double = case(rng, b=3, t=6, d=4, n=3, dk=2, dv=5, out=2, dtype=torch.float64)
    for arguments in single, double, single:
        compare.multi_head_attention(*arguments)


@task("heads", weak=True, hint="Check before you reshape.")
def test_heads_must_divide_the_columns(compare, rng):
    """ValueError is raised if the number of heads is below 1 or does not divide the number of columns."""
    x, Wq, Wk, Wv, Wo, _ = case(rng, b=2, t=3, d=5, n=2, dk=3, dv=4, out=7)
    for n_heads in 0, -1, 3, 4, 5:  # 6 columns of Wq, 8 of Wv
        compare.raises("ValueError", "multi_head_attention", x, Wq, Wk, Wv, Wo, n_heads)
