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


@task("attention", points=2, hint="Take the plain formula first, and print the shape of every step.")
def test_attention_of_a_batch(compare, rng):
    """Each sequence of the batch by itself, with lengths and sizes that all differ."""
    for sizes in (2, 5, 7, 3, 4), (3, 6, 4, 8, 5), (4, 9, 11, 2, 3):
        compare.blocked_attention(*sequences(rng, sizes))


@task("attention", points=2, hint="Which axis counts sequences, which places, which features?")
def test_equal_sizes(compare, rng):
    """Where sizes are equal, only the order of the axes tells them apart."""
    for sizes in (4, 4, 4, 4, 4), (3, 3, 5, 3, 3), (2, 6, 6, 6, 6), (5, 2, 5, 4, 5):
        compare.blocked_attention(*sequences(rng, sizes))
        compare.blocked_attention(*sequences(rng, sizes), block=sizes[2])
    q, k, v = sequences(rng, (2, 3, 7, 4, 5))
    compare.blocked_attention(q, k, 1e5 * v)


@task("attention", points=2, hint="No loop ends before its last sequence or its last block.")
def test_many_sequences_and_many_blocks(compare, rng):
    """Forty sequences, and sequences of more than thirty blocks."""
    compare.blocked_attention(*sequences(rng, (40, 3, 4, 2, 3)))
    compare.blocked_attention(*sequences(rng, (2, 37, 35, 3, 2)), block=1)


@task("attention", points=2, hint="The last block may be shorter, for queries and for keys.")
def test_blocks_that_do_not_divide_the_lengths(compare, rng):
    """Any block gives the same answer: one key, a few, all, and more than there are."""
    for block in 1, 2, 3, 4, 7, 50:
        compare.blocked_attention(*sequences(rng, (2, 6, 8, 3, 5)), block=block)
        compare.blocked_attention(*sequences(rng, (2, 7, 5, 4, 3)), block=block)


@task("attention", hint="Your own default block is no divisor of these lengths.")
def test_long_sequences(compare, rng):
    """Lengths beyond any block, odd, and not the same for queries and keys."""
    compare.blocked_attention(*sequences(rng, (1, 301, 531, 6, 5)))
    compare.blocked_attention(*sequences(rng, (2, 517, 263, 5, 7)))
    compare.blocked_attention(*sequences(rng, (1, 67, 1025, 4, 3)), block=64)


@task("attention", points=2, hint="What was summed so far is relative to an older maximum.")
def test_a_maximum_that_moves(compare, rng):
    """Scores that rise from block to block, fall, or have their largest anywhere."""
    for sizes, block in ((2, 4, 11, 3, 4), 3), ((3, 5, 10, 2, 3), 4):
        q, k, v = sequences(rng, sizes)
        q, rising = abs(q), 0.7 * np.arange(sizes[2])[:, np.newaxis]
        compare.blocked_attention(q, k + rising, v, block=block)
        compare.blocked_attention(q, k - rising, v, block=block)
        compare.blocked_attention(4 * q, k, v, block=block)


@task("attention", points=2, hint="exp overflows above 709, in whatever block the largest score stands.")
def test_one_dominating_score(compare, rng):
    """A score thousands above the others takes all the weight, wherever it stands."""
    for place, sizes in (0, (2, 3, 9, 4, 5)), (5, (3, 4, 10, 2, 3)), (-1, (2, 5, 11, 3, 4)):
        q, k, v = sequences(rng, sizes)
        k[:, place] = 4000.0
        compare.blocked_attention(0.5 + abs(q), k, v, block=4)
        compare.blocked_attention(0.5 + abs(q), k, v)


@task(
    "attention", points=2, hint="exp holds up to 709 and gives 0 below -745. Keep every score away from both."
)
def test_scores_at_the_edge_of_exp(compare, rng):
    """Scores of hundreds in all blocks, in the first or in later ones: single exponentials just fit."""
    for ours, theirs in cases_at_the_edge(5, 11):
        compare.blocked_attention(*at_the_edge(rng, (2, 5, 11, 3, 4), ours, theirs), block=4)


@task("attention", hint="The factor between two maxima can overflow as well, unless it is at most 1.")
def test_factors_at_the_edge_of_exp(compare, rng):
    """The same with more places, where sums overflow though no single exponential does."""
    for ours, theirs in cases_at_the_edge(9, 14):
        compare.blocked_attention(*at_the_edge(rng, (3, 9, 14, 2, 3), ours, theirs), block=4)


@task("attention", points=2, hint="The largest score of a row may be far below 0 as well.")
def test_scores_far_from_zero(compare, rng):
    """All scores around -10,000, or around 10,000: only their differences count."""
    for sizes, offset in ((2, 4, 7, 3, 5), 1e4), ((2, 6, 9, 2, 4), -1e4), ((3, 5, 8, 4, 3), -1e4):
        q, k, v = sequences(rng, sizes)
        q[..., 0], k[..., 0] = 1.0, offset
        compare.blocked_attention(q, k, v, block=3)
        compare.blocked_attention(q, k, v)


@task("attention", points=2, hint="float32 has seven digits, and a result in float32 keeps them.")
def test_dtypes(compare, rng):
    """float32 stays float32, integers become float64, and mixed arguments take the wider type."""
    for sizes in (2, 5, 9, 4, 3), (1, 40, 300, 16, 5):
        single = [a.astype(np.float32) for a in sequences(rng, sizes)]
        assert compare.blocked_attention(*single).dtype == np.float32
        q, k, v = single
        compare.blocked_attention(q, k.astype(np.float64), v, block=4, atol=1e-5)
        compare.blocked_attention(q, k, v.astype(np.float64), block=4, atol=1e-5)
    shapes = (2, 3, 4), (2, 6, 4), (2, 6, 5)
    compare.blocked_attention(*(rng.integers(-3, 4, size=shape) for shape in shapes), block=4)


@task("attention", hint="One query, one key, one feature: look at the axes you reduce over.")
def test_single_places(compare, rng):
    """One query, one key, one feature, one sequence."""
    for sizes in (3, 1, 6, 2, 4), (2, 5, 1, 3, 2), (2, 4, 7, 1, 1), (1, 1, 1, 1, 1):
        compare.blocked_attention(*sequences(rng, sizes))


@task("attention", hint="Write into none of the arguments, and remember nothing between calls.")
def test_layouts_and_repeated_calls(compare, rng):
    """Transposed, strided and reversed arrays are as good as any, and a call leaves nothing behind."""
    q, k, v = sequences(rng, (2, 6, 9, 4, 3))
    first = q, k.transpose(0, 2, 1).copy().transpose(0, 2, 1), np.repeat(v, 2, axis=1)[:, ::2]
    other = q[:, ::-1], k[..., ::-1], np.asfortranarray(v)
    for case in first, other, first:
        compare.blocked_attention(*case, block=4)


@task(
    "attention",
    hint="A mean lies between the smallest and the largest, and the order of the keys is no matter.",
)
def test_means_and_order_of_the_keys(student, rng):
    """The result is a mean of values, moves with them, and does not depend on the order of the keys."""
    q, k, v = sequences(rng, (2, 7, 12, 5, 3), spread=2.0)
    o, order = student.blocked_attention(q, k, v, block=5), rng.permutation(12)
    assert_close(
        student.blocked_attention(q, k[:, order], v[:, order], block=5), o, what="keys in another order"
    )
    assert_close(student.blocked_attention(q, k, 2 * v + 3, block=5), 2 * o + 3, what="values moved")
    lowest, highest = v.min(axis=1, keepdims=True), v.max(axis=1, keepdims=True)
    assert ((lowest - 1e-12 <= o) & (o <= highest + 1e-12)).all(), "the result lies outside the values"


@task("attention", weak=True, hint="Look at block before you look at the arrays.")
def test_a_block_below_one(compare, rng):
    """A block of no keys, or of fewer, is a ValueError."""
    for block in 0, -1, -256:
        compare.raises("ValueError", "blocked_attention", *sequences(rng, (1, 3, 4, 2, 2)), block=block)
