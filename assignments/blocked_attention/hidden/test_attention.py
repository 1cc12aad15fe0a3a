"""Attention in blocks: every length against every block, moving maxima, extremes, dtypes and layouts."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def sequences(rng, sizes, spread=1.0):
    """q, k and v of B sequences: sizes = (B, Tq, Tk, d, dv)."""
    batch, queries, keys, d, dv = sizes
    shapes = (batch, queries, d), (batch, keys, d), (batch, keys, dv)
    return [scale * rng.normal(size=shape) for scale, shape in zip((spread, 1.0, 1.0), shapes, strict=True)]


def at_the_edge(rng, sizes, ours, theirs):
    """Sequences with scores close to ours (for each query) times theirs (for each key), and small values."""
    q, k, v = (0.01 * a for a in sequences(rng, sizes))
    q[..., 0], k[..., 0] = ours, theirs * np.sqrt(sizes[3])
    return q, k, v + 0.02


def cases_at_the_edge(queries, keys):
    """Factors of queries and of keys; block 4. exp overflows above 709.78 and gives 0 below -745.13."""
    first, late = np.arange(keys) < 4, np.arange(keys) >= 4
    both = np.where(np.arange(queries) % 2, -371.0, 371.0)
    return (1.0, 709.3), (1.0, -743.5), (both, 1.0), (1.0, 709.3 * first - 371.0), (1.0, 709.3 * late - 371.0)


@task("attention", points=2, hint="Start with the plain formula, and print the shape of each step.")
def test_attention_of_a_batch(compare, rng):
    """Each sequence of the batch is computed by itself. All sizes are different."""
    for sizes in (2, 5, 7, 3, 4), (3, 6, 4, 8, 5), (4, 9, 11, 2, 3):
        compare.blocked_attention(*sequences(rng, sizes))


@task("attention", points=2, hint="Which axis is that of sequences, of positions, of features?")
def test_equal_sizes(compare, rng):
    """Some sizes are equal. The order of the axes is the same."""
    for sizes in (4, 4, 4, 4, 4), (3, 3, 5, 3, 3), (2, 6, 6, 6, 6), (5, 2, 5, 4, 5):
        compare.blocked_attention(*sequences(rng, sizes))
        compare.blocked_attention(*sequences(rng, sizes), block=sizes[2])
    q, k, v = sequences(rng, (2, 3, 7, 4, 5))
    compare.blocked_attention(q, k, 1e5 * v)
    compare.blocked_attention(1e5 * q, 1e-5 * k, v)


@task("attention", points=2, hint="Do not stop before the last sequence or the last block.")
def test_many_sequences_and_many_blocks(compare, rng):
    """There are forty sequences, and more than thirty blocks."""
    compare.blocked_attention(*sequences(rng, (40, 3, 4, 2, 3)))
    compare.blocked_attention(*sequences(rng, (2, 37, 35, 3, 2)), block=1)


@task("attention", points=2, hint="The last block may be shorter.")
def test_blocks_that_do_not_divide_the_lengths(compare, rng):
    """Each block size gives the same result: one key, a few, all, or more than there are."""
    for block in 1, 2, 3, 4, 7, 50:
        compare.blocked_attention(*sequences(rng, (2, 6, 8, 3, 5)), block=block)
        compare.blocked_attention(*sequences(rng, (2, 7, 5, 4, 3)), block=block)


@task("attention", hint="The last block may be shorter, also with your own default block size.")
def test_long_sequences(compare, rng):
    """Sequences are longer than a block. Queries and keys have different lengths."""
    compare.blocked_attention(*sequences(rng, (1, 301, 531, 6, 5)))
    compare.blocked_attention(*sequences(rng, (2, 517, 263, 5, 7)))
    compare.blocked_attention(*sequences(rng, (1, 67, 1025, 4, 3)), block=64)


@task("attention", points=2, hint="When the maximum changes, rescale what was summed so far.")
def test_a_maximum_that_moves(compare, rng):
    """Scores rise or fall from block to block."""
    for sizes, block in ((2, 4, 11, 3, 4), 3), ((3, 5, 10, 2, 3), 4):
        q, k, v = sequences(rng, sizes)
        q, rising = abs(q), 0.7 * np.arange(sizes[2])[:, np.newaxis]
        compare.blocked_attention(q, k + rising, v, block=block)
        compare.blocked_attention(q, k - rising, v, block=block)
        compare.blocked_attention(4 * q, k, v, block=block)


@task("attention", points=2, hint="exp overflows above 709. Subtract the largest score so far.")
def test_one_dominating_score(compare, rng):
    """One score is larger than the others by thousands. It gets the weight 1, wherever it is."""
    for place, sizes in (0, (2, 3, 9, 4, 5)), (5, (3, 4, 10, 2, 3)), (-1, (2, 5, 11, 3, 4)):
        q, k, v = sequences(rng, sizes)
        k[:, place] = 4000.0
        compare.blocked_attention(0.5 + abs(q), k, v, block=4)
        compare.blocked_attention(0.5 + abs(q), k, v)


@task("attention", points=2, hint="Subtract the largest score so far before exp.")
def test_scores_at_the_edge_of_exp(compare, rng):
    """Scores are in the hundreds, so each exp is nearly too large."""
    for ours, theirs in cases_at_the_edge(5, 11):
        compare.blocked_attention(*at_the_edge(rng, (2, 5, 11, 3, 4), ours, theirs), block=4)


@task("attention", hint="The factor between the old and the new maximum must be at most 1.")
def test_factors_at_the_edge_of_exp(compare, rng):
    """Scores are in the hundreds, so sums of exp overflow."""
    for ours, theirs in cases_at_the_edge(9, 14):
        compare.blocked_attention(*at_the_edge(rng, (3, 9, 14, 2, 3), ours, theirs), block=4)


@task("attention", points=2, hint="The largest score of a row may be far below 0, too.")
def test_scores_far_from_zero(compare, rng):
    """All scores are near -10,000 or near 10,000. Only their differences count."""
    for sizes, offset in ((2, 4, 7, 3, 5), 1e4), ((2, 6, 9, 2, 4), -1e4), ((3, 5, 8, 4, 3), -1e4):
        q, k, v = sequences(rng, sizes)
        q[..., 0], k[..., 0] = 1.0, offset
        compare.blocked_attention(q, k, v, block=3)
        compare.blocked_attention(q, k, v)


@task("attention", points=2, hint="Use np.result_type for the dtype of the result.")
def test_dtypes(compare, rng):
    """float32 stays float32, integers become float64, and mixed arguments give the wider type."""
    for sizes in (2, 5, 9, 4, 3), (1, 40, 300, 16, 5):
        single = [a.astype(np.float32) for a in sequences(rng, sizes)]
        assert compare.blocked_attention(*single).dtype == np.float32, "float32 must stay float32."
        q, k, v = single
        compare.blocked_attention(q, k.astype(np.float64), v, block=4, atol=1e-5)
        compare.blocked_attention(q, k, v.astype(np.float64), block=4, atol=1e-5)
    shapes = (2, 3, 4), (2, 6, 4), (2, 6, 5)
    compare.blocked_attention(*(rng.integers(-3, 4, size=shape) for shape in shapes), block=4)


@task("attention", hint="Keep axes of length 1.")
def test_single_places(compare, rng):
    """There may be one query, one key, one feature or one sequence."""
    for sizes in (3, 1, 6, 2, 4), (2, 5, 1, 3, 2), (2, 4, 7, 1, 1), (1, 1, 1, 1, 1):
        compare.blocked_attention(*sequences(rng, sizes))


@task("attention", hint="Do not write into the arguments. Keep nothing between calls.")
def test_layouts_and_repeated_calls(compare, rng):
    """Transposed arrays and slices are accepted. The same call gives the same answer."""
    q, k, v = sequences(rng, (2, 6, 9, 4, 3))
    first = q, k.transpose(0, 2, 1).copy().transpose(0, 2, 1), np.repeat(v, 2, axis=1)[:, ::2]
    other = q[:, ::-1], k[..., ::-1], np.asfortranarray(v)
    for case in first, other, first:
        compare.blocked_attention(*case, block=4)


@task(
    "attention",
    hint="Divide by the sum of the weights at the end.",
)
def test_means_and_order_of_the_keys(student, rng):
    """The result is a weighted mean of the values. The order of the keys does not matter."""
    q, k, v = sequences(rng, (2, 7, 12, 5, 3), spread=2.0)
    o, order = student.blocked_attention(q, k, v, block=5), rng.permutation(12)
    assert_close(
        student.blocked_attention(q, k[:, order], v[:, order], block=5),
        o,
        what="The order of the keys must not matter; in your result it does.",
    )
    assert_close(
        student.blocked_attention(q, k, 2 * v + 3, block=5),
        2 * o + 3,
        what="With 2 v + 3 in place of v, the result must be 2 o + 3; yours is not.",
    )
    lowest, highest = v.min(axis=1, keepdims=True), v.max(axis=1, keepdims=True)
    assert ((lowest - 1e-12 <= o) & (o <= highest + 1e-12)).all(), (
        "A weighted mean must lie between the smallest and the largest value; yours does not."
    )


@task("attention", weak=True, hint="Check the block size first.")
def test_a_block_below_one(compare, rng):
    """ValueError is raised for a block below 1."""
    for block in 0, -1, -256:
        compare.raises("ValueError", "blocked_attention", *sequences(rng, (1, 3, 4, 2, 2)), block=block)
