"""Scaled dot-product attention: sizes that differ and that coincide, every mask, scores of any size, gradients."""

from __future__ import annotations

import torch
from support import (
    ALL_DIGITS,
    assert_gradients,
    assert_slope,
    attention,
    drawn,
    exact,
    queries_keys_values,
    some_mask,
    some_queries,
)

from grader.testing import assert_close, task


@task("attention", points=3, hint="There is one row of weights per query. It sums to 1 over the keys.")
def test_means_of_the_values(compare, rng):
    """Each query gets a weighted mean of the values. There may be any axes before positions and features."""
    compare.scaled_dot_product_attention(*queries_keys_values(rng, (2, 3), tq=4, tk=5, d=6, dv=7))
    compare.scaled_dot_product_attention(*queries_keys_values(rng, (), tq=6, tk=3, d=5, dv=2))
    compare.scaled_dot_product_attention(*queries_keys_values(rng, (4,), tq=2, tk=7, d=3, dv=5))
    q, k, v = queries_keys_values(rng, (2,), tq=3, tk=4, d=5, dv=6)
    compare.scaled_dot_product_attention(q, k, 1e5 * v)


@task("attention", points=2, hint="Divide by the root of d, the length of the vectors that are multiplied.")
def test_size_of_a_head_decides_the_scale(compare, rng):
    """The divisor is the square root of the size of queries and keys."""
    for lead, tq, tk, d, dv in ((3,), 4, 6, 50, 2), ((2, 2), 5, 3, 1, 4), ((), 3, 8, 9, 5):
        compare.scaled_dot_product_attention(*queries_keys_values(rng, lead, tq, tk, d, dv, torch.float64))


@task("attention", points=2, hint="With a single key, its weight is 1.")
def test_single_places(compare, rng):
    """One query, one key, or values of size 1 are accepted."""
    compare.scaled_dot_product_attention(*queries_keys_values(rng, (2, 4), tq=1, tk=5, d=3, dv=6))
    compare.scaled_dot_product_attention(*queries_keys_values(rng, (3, 2), tq=7, tk=4, d=2, dv=1))
    compare.scaled_dot_product_attention(*queries_keys_values(rng, (5,), tq=4, tk=1, d=6, dv=3))


@task("attention", points=3, hint="Apply the mask to the scores, before the softmax. It broadcasts.")
def test_masks_of_every_shape(compare, rng):
    """The mask may be one for all, one per sequence, or one per head."""
    for size in (4, 5), (2, 1, 1, 5), (2, 1, 4, 5), (3, 4, 5), (2, 3, 4, 5), (1, 5), (3, 1, 5):
        q, k, v = queries_keys_values(rng, (2, 3), tq=4, tk=5, d=6, dv=7)
        compare.scaled_dot_product_attention(q, k, v, some_mask(rng, *size))


@task("attention", points=3, hint="An axis of length 1 broadcasts.")
def test_masks_for_whole_queries(compare, rng):
    """The last axis of the mask may have length 1. Then a query sees all keys or none."""
    for tq, tk in (4, 5), (4, 4), (3, 7):
        for size in (tq, 1), (2, 1, tq, 1), (3, tq, 1), (2, 3, tq, 1):
            q, k, v = queries_keys_values(rng, (2, 3), tq, tk, d=6, dv=7)
            compare.scaled_dot_product_attention(q, k, v, some_queries(rng, *size))
    q, k, v = queries_keys_values(rng, (3, 2), tq=4, tk=5, d=6, dv=7)
    compare.scaled_dot_product_attention(q, k, v, torch.tensor([True, False, True])[:, None, None, None])


@task(
    "attention",
    points=3,
    hint="Broadcasting starts at the last axis.",
)
def test_as_many_sequences_as_heads(compare, rng):
    """A mask with three axes belongs to the last three axes of the scores, also if B = n."""
    for n in 2, 3, 4:
        for size in (n, 4, 5), (n, 1, 5), (n, 4, 1), (1, 4, 5):
            q, k, v = queries_keys_values(rng, (n, n), tq=4, tk=5, d=6, dv=7)
            mask = some_mask(rng, *size) if size[-1] > 1 else some_queries(rng, *size)
            compare.scaled_dot_product_attention(q, k, v, mask)


@task("attention", points=2, hint="Equal lengths hide a wrong axis. Find an axis by its position.")
def test_all_sizes_equal(compare, rng):
    """All axes have the same length."""
    for lead, size in ((), 5), ((3,), 3), ((4, 4), 4), ((2, 2), 2):
        q, k, v = queries_keys_values(rng, lead, size, size, size, size, torch.float64)
        compare.scaled_dot_product_attention(q, k, v)
        compare.scaled_dot_product_attention(q, k, v, some_mask(rng, size, size))
    q, k, v = queries_keys_values(rng, (3, 2), tq=4, tk=6, d=6, dv=4, dtype=torch.float64)
    compare.scaled_dot_product_attention(q, k, v, some_mask(rng, 4, 6))


@task("attention", points=2, hint="Add no small constant to the sum of the exponentials.")
def test_weights_of_a_row_sum_to_1_exactly(compare, rng):
    """The weights sum to 1 to 13 digits."""
    for lead, tq, tk, d, dv in ((2, 3), 4, 5, 16, 3), ((3,), 5, 2, 4, 6), ((), 3, 1, 4, 2):
        q, k, v = exact(rng, *lead, tq, d), -exact(rng, *lead, tk, d), exact(rng, *lead, tk, dv)
        compare.scaled_dot_product_attention(q, k, v, **ALL_DIGITS)
        mask = (torch.arange(tk) < max(1, tk - 1))[None]
        compare.scaled_dot_product_attention(q, k, v, mask, **ALL_DIGITS)


@task("attention", hint="Do not clip weights, and do not round them to 0.")
def test_small_weights_count(compare, rng):
    """Very small weights count: they multiply large values here."""
    for tq, tk in (3, 5), (4, 2):
        q, k, v = exact(rng, tq, 4), exact(rng, tk, 4), exact(rng, tk, 3)
        k[1] -= 20.0
        v[1] *= 1e17
        compare.scaled_dot_product_attention(q, k, v, rtol=1e-12, atol=0.0)


@task("attention", points=2, hint="True means: may be seen.")
def test_masks_without_a_batch(compare, rng):
    """A mask works for plain matrices, too."""
    for tq, tk, d, dv in (6, 4, 3, 5), (3, 9, 8, 2):
        q, k, v = queries_keys_values(rng, (), tq, tk, d, dv, torch.float64)
        compare.scaled_dot_product_attention(q, k, v, some_mask(rng, tq, tk))


@task("attention", points=2, hint="The softmax of a row of -inf is NaN. Put zeros there.")
def test_query_without_a_key_gets_zeros(compare, rng):
    """A query that may see no key gets zeros. The other queries do not change."""
    for lead, tq, tk, d, dv in ((2, 3), 5, 4, 6, 7), ((4,), 3, 6, 2, 5):
        q, k, v = queries_keys_values(rng, lead, tq, tk, d, dv)
        mask = some_mask(rng, *lead, tq, tk)
        mask[..., 1, :] = False
        mask[0, ..., 2, :] = False
        compare.scaled_dot_product_attention(q, k, v, mask)


@task("attention", points=2, hint="In an empty sequence, each query gets zeros.")
def test_padding_and_order_together(compare, rng):
    """Sequences have different lengths, one is empty, and each position sees earlier positions only."""
    for b, n, t, d, dv in (4, 2, 6, 3, 5), (3, 4, 5, 2, 7):
        q, k, v = queries_keys_values(rng, (b, n), t, t, d, dv)
        lengths = torch.tensor([2, 0, t, 1])[:b]
        mask = (torch.arange(t) < lengths[:, None])[:, None, None, :] & torch.ones(
            t, t, dtype=torch.bool
        ).tril()
        compare.scaled_dot_product_attention(q, k, v, mask)


@task(
    "attention",
    hint="Subtract the largest score of each row before exp.",
)
def test_scores_of_a_thousand(compare, rng):
    """Scores of 1000 and -1000 do not overflow and are not clipped."""
    for lead, tq, tk, d, dv in ((2,), 5, 6, 4, 3), ((3, 2), 4, 3, 7, 2):
        q, k, v = queries_keys_values(rng, lead, tq, tk, d, dv, torch.float64)
        compare.scaled_dot_product_attention(30.0 * q, 40.0 * k, v)


def far_below_zero(rng, lead, tq, tk, d, dv):
    """q, k and v in float64, every score below -1e10."""
    q, k = (torch.from_numpy(rng.uniform(1e5, 2e5, size=(*lead, t, d))) for t in (tq, tk))
    return q, -k, drawn(rng, *lead, tk, dv, dtype=torch.float64)


@task("attention", hint="Use -inf for masked scores, not -1e9.")
def test_scores_far_below_zero(compare, rng):
    """If all allowed scores are far below -1e9, masked keys have no weight all the same."""
    arguments = far_below_zero(rng, (2, 2), tq=3, tk=5, d=4, dv=6)
    compare.scaled_dot_product_attention(*arguments, some_mask(rng, 3, 5))


@task("attention", hint="Use -inf for masked scores, not -1e9.")
def test_one_key_with_a_score_far_below_zero(compare, rng):
    """A single allowed key gets the weight 1, however low its score is."""
    allowed = torch.nn.functional.one_hot(torch.from_numpy(rng.integers(0, 7, size=4)), 7) == 1
    compare.scaled_dot_product_attention(*far_below_zero(rng, (3,), tq=4, tk=7, d=2, dv=5), allowed)


@task("attention", points=2, hint="Apply the mask before anything is summed over the keys.")
def test_masked_keys_and_values_leave_no_trace(compare, student, rng):
    """Masked keys and values have no effect. The order of the keys does not matter."""
    q, k, v = queries_keys_values(rng, (3, 2), tq=4, tk=7, d=5, dv=6)
    mask = (torch.arange(7) < torch.tensor([4, 2, 5])[:, None])[:, None, None, :]
    expected = compare.scaled_dot_product_attention(q, k, v, mask)
    other = [torch.where(mask.mT, a, drawn(rng, *a.shape, scale=30.0)) for a in (k, v)]
    close = {"rtol": 1e-5, "atol": 1e-5}
    assert_close(
        student.scaled_dot_product_attention(q, *other, mask),
        expected,
        what="Masked keys and values must have no effect; in your result they have.",
        **close,
    )
    order = torch.from_numpy(rng.permutation(7))
    shuffled = k[:, :, order], v[:, :, order], mask[..., order]
    assert_close(
        student.scaled_dot_product_attention(q, *shuffled),
        expected,
        what="The order of the keys must not matter; in your result it does.",
        **close,
    )


@task("attention", points=3, hint="Keep everything in torch, without detach.")
def test_gradients_without_and_with_a_mask(student, rng):
    """torch can differentiate the result by queries, keys and values."""
    for lead, tq, tk, d, dv in ((2, 3), 4, 5, 6, 3), ((4,), 3, 6, 2, 5):
        q, k, v = queries_keys_values(rng, lead, tq, tk, d, dv)
        for mask in None, some_mask(rng, tq, tk):
            upstream = drawn(rng, *lead, tq, dv)
            name = "scaled_dot_product_attention"
            assert_gradients(student, name, attention, (q, k, v, mask), (0, 1, 2), upstream)


@task(
    "attention",
    points=3,
    hint="A NaN that you replace in the result comes back in the gradient. Avoid it before the softmax.",
)
def test_gradients_stay_finite_without_a_key(student, rng):
    """A query that may see no key gives a gradient of 0, not NaN."""
    for lead, tq, tk, d, dv in ((2, 3), 4, 6, 5, 2), ((3,), 5, 4, 3, 6):
        args = queries_keys_values(rng, lead, tq, tk, d, dv, torch.float64)
        mask = some_mask(rng, *lead, tq, tk)
        mask[..., 0, :] = False
        mask[1] = False
        upstream = drawn(rng, *lead, tq, dv, dtype=torch.float64)
        name = "scaled_dot_product_attention"
        assert_gradients(student, name, attention, (*args, mask), (0, 1, 2), upstream)


@task("attention", hint="Each step must be differentiable.")
def test_gradients_agree_with_central_differences(student, reference, rng):
    """The gradients agree with finite differences of the output."""
    args = queries_keys_values(rng, (2, 2), tq=3, tk=4, d=5, dv=2, dtype=torch.float64)
    direction = [drawn(rng, *a.shape, dtype=torch.float64) for a in args]
    upstream, mask = drawn(rng, 2, 2, 3, 2, dtype=torch.float64), some_mask(rng, 3, 4)
    name = "scaled_dot_product_attention"
    assert_slope(student, reference, name, (*args, mask), (0, 1, 2), upstream, direction)


@task("attention", hint="Give new tensors the dtype of the inputs. Keep nothing between calls.")
def test_dtypes_and_repeated_calls(compare, rng):
    """float32 stays float32, and float64 stays float64. The same call gives the same answer."""
    single = queries_keys_values(rng, (2,), tq=3, tk=5, d=4, dv=6)
    double = queries_keys_values(rng, (3,), tq=6, tk=2, d=5, dv=4, dtype=torch.float64)
    for arguments in single, double, single:
        compare.scaled_dot_product_attention(*arguments)
