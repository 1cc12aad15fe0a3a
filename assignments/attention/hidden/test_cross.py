"""From one sequence to another: lengths and sizes that differ, and sizes that coincide."""

from __future__ import annotations

import torch
from support import (
    ALL_DIGITS,
    assert_gradients,
    cross,
    drawn,
    exact,
    projections,
    some_mask,
    some_queries,
)

from grader.testing import assert_close, task


def case(rng, b, tq, tk, d, m, n, dk, dv, out, dtype=torch.float32):
    """x, memory, the four projections and the number of heads; dk and dv are sizes of one head."""
    x, memory = drawn(rng, b, tq, d, dtype=dtype), drawn(rng, b, tk, m, dtype=dtype)
    return x, memory, *projections(rng, d, m, n * dk, n * dv, out, dtype), n


@task("cross", points=2, hint="There is one output for each query.")
def test_sequences_of_other_length_and_size(compare, rng):
    """x and memory have different lengths and features. There is one output per position of x."""
    compare.cross_attention(*case(rng, b=3, tq=4, tk=6, d=5, m=7, n=2, dk=3, dv=8, out=9))
    compare.cross_attention(*case(rng, b=2, tq=5, tk=3, d=8, m=4, n=3, dk=6, dv=2, out=7))
    compare.cross_attention(*case(rng, b=4, tq=2, tk=5, d=3, m=6, n=3, dk=4, dv=2, out=3))


@task("cross", points=3, hint="Queries are computed from x. Keys and values are computed from memory.")
def test_sequences_of_equal_size(compare, rng):
    """x and memory have the same number of features."""
    compare.cross_attention(*case(rng, b=3, tq=4, tk=7, d=6, m=6, n=2, dk=5, dv=5, out=8))
    compare.cross_attention(*case(rng, b=2, tq=6, tk=5, d=4, m=4, n=3, dk=2, dv=7, out=5))
    compare.cross_attention(*case(rng, b=4, tq=5, tk=5, d=8, m=8, n=4, dk=2, dv=2, out=8))
    compare.cross_attention(*case(rng, b=4, tq=4, tk=4, d=16, m=16, n=4, dk=4, dv=4, out=16))


@task("cross", points=2, hint="The last axis of the mask is that of the memory.")
def test_masks_of_every_shape(compare, rng):
    """The mask may be one for all, one per sequence, or one per head."""
    for b, tq, tk, n in (3, 4, 6, 2), (4, 5, 3, 3):
        for size in (tq, tk), (b, 1, tq, tk), (n, tq, tk), (b, n, tq, tk):
            arguments = case(rng, b, tq, tk, d=5, m=5, n=n, dk=4, dv=4, out=7)
            compare.cross_attention(*arguments, mask=some_mask(rng, *size))


@task("cross", points=2, hint="An axis of length 1 broadcasts. Broadcasting starts at the last axis.")
def test_masks_with_axes_of_length_1_and_as_many_sequences_as_heads(compare, rng):
    """A mask with three axes is one per head, also if B = n. Its last axis may have length 1."""
    for b, tq, tk, n in (3, 4, 6, 3), (2, 5, 5, 2), (4, 5, 3, 2):
        for size in (n, tq, tk), (n, 1, tk), (1, tk):
            arguments = case(rng, b, tq, tk, d=5, m=5, n=n, dk=4, dv=4, out=7)
            compare.cross_attention(*arguments, mask=some_mask(rng, *size))
        for size in (tq, 1), (n, tq, 1), (b, 1, tq, 1):
            arguments = case(rng, b, tq, tk, d=5, m=5, n=n, dk=4, dv=4, out=7)
            compare.cross_attention(*arguments, mask=some_queries(rng, *size))


@task("cross", hint="Add no small constant to the sum of the exponentials.")
def test_weights_of_a_row_sum_to_1_exactly(compare, rng):
    """The weights sum to 1 to 13 digits."""
    for b, tq, tk, d, m, n in (2, 3, 4, 5, 6, 2), (3, 4, 1, 2, 3, 3):
        Wq, Wk = exact(rng, d, 4 * n) / d, -exact(rng, m, 4 * n) / m
        Wv, Wo = exact(rng, m, 3 * n), exact(rng, 3 * n, 7)
        x, memory = exact(rng, b, tq, d), exact(rng, b, tk, m)
        compare.cross_attention(x, memory, Wq, Wk, Wv, Wo, n, **ALL_DIGITS)
        mask = (torch.arange(tk) < max(1, tk - 1))[None]
        compare.cross_attention(x, memory, Wq, Wk, Wv, Wo, n, mask, **ALL_DIGITS)


@task(
    "cross",
    hint="Use -inf for masked scores. Do not clip scores.",
)
def test_scores_of_any_size(compare, rng):
    """Scores are not clipped. Masked scores are lower than any other score."""
    for b, tq, tk, n in (2, 5, 3, 3), (3, 4, 6, 2):
        x, memory, *rest = case(rng, b, tq, tk, d=6, m=5, n=n, dk=4, dv=3, out=7, dtype=torch.float64)
        compare.cross_attention(40.0 * x, 40.0 * memory, *rest)
        low = (
            1e5 * exact(rng, b, tq, 6),
            1e5 * exact(rng, b, tk, 5),
            exact(rng, 6, 4 * n),
            -exact(rng, 5, 4 * n),
        )
        Wv, Wo = exact(rng, 5, 3 * n), exact(rng, 3 * n, 7)
        compare.cross_attention(*low, Wv, Wo, n, some_mask(rng, tq, tk))


@task("cross", hint="A query that may see no key gets zeros.")
def test_padding_in_the_memory(compare, rng):
    """Memories have different lengths, and one is empty."""
    for lengths, tq, tk in ([2, 0, 6, 1], 3, 6), ([4, 1, 0], 5, 4):
        mask = (torch.arange(tk) < torch.tensor(lengths)[:, None])[:, None, None, :]
        arguments = case(rng, len(lengths), tq, tk, d=4, m=6, n=2, dk=3, dv=2, out=5)
        compare.cross_attention(*arguments, mask)


@task("cross", points=2, hint="The softmax is over the keys, not over the queries.")
def test_queries_are_independent_of_each_other(compare, student, rng):
    """An output depends on its own position of x only. The order of the memory does not matter."""
    x, memory, *rest = case(rng, b=2, tq=5, tk=6, d=4, m=4, n=2, dk=3, dv=5, out=7)
    output = compare.cross_attention(x, memory, *rest)
    close = {"rtol": 1e-5, "atol": 1e-5}
    assert_close(
        student.cross_attention(x[:, 2:4], memory, *rest),
        output[:, 2:4],
        what="An output must depend on its own position only; yours depends on others.",
        **close,
    )
    shuffled = memory[:, torch.from_numpy(rng.permutation(6))]
    assert_close(
        student.cross_attention(x, shuffled, *rest),
        output,
        what="The order of the memory must not matter; in your result it does.",
        **close,
    )


@task("cross", points=2, hint="Keep everything in torch, without detach.")
def test_gradients_of_all_six(student, rng):
    """torch can differentiate the result by x, memory and all matrices, without NaN."""
    for b, tq, tk, mask in (2, 4, 3, None), (3, 3, 5, some_mask(rng, 3, 1, 3, 5)):
        if mask is not None:
            mask[1] = False
        arguments = case(rng, b, tq, tk, d=6, m=5, n=2, dk=3, dv=4, out=7, dtype=torch.float64)
        upstream = drawn(rng, b, tq, 7, dtype=torch.float64)
        wrt = (0, 1, 2, 3, 4, 5)
        assert_gradients(student, "cross_attention", cross, (*arguments, mask), wrt, upstream)


@task("cross", hint="Give new tensors the dtype of the inputs. Keep nothing between calls.")
def test_dtypes_and_repeated_calls(compare, rng):
    """float32 stays float32, and float64 stays float64. The same call gives the same answer."""
    single = case(rng, b=2, tq=3, tk=4, d=5, m=6, n=2, dk=4, dv=3, out=7)
    double = case(rng, b=3, tq=6, tk=2, d=4, m=3, n=3, dk=2, dv=5, out=2, dtype=torch.float64)
    for arguments in single, double, single:
        compare.cross_attention(*arguments)


@task("cross", weak=True, hint="Check before you reshape.")
def test_heads_must_divide_the_columns(compare, rng):
    """ValueError is raised if the number of heads is below 1 or does not divide the number of columns."""
    arguments = case(rng, b=2, tq=3, tk=4, d=5, m=6, n=2, dk=3, dv=4, out=7)
    for n_heads in 0, -2, 3, 4, 5:  # 6 columns of Wq, 8 of Wv
        compare.raises("ValueError", "cross_attention", *arguments[:6], n_heads)
