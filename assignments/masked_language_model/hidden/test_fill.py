"""Blanks that are filled with the most probable word."""

from __future__ import annotations

import numpy as np
from support import NARROW, logits

from grader.testing import task


def text(rng, B, T, V, mask, share=0.4):
    """Texts with masks at some places."""
    ids = rng.integers(0, V, size=(B, T))
    ids[rng.random(size=(B, T)) < share] = mask
    ids[0, 0] = mask
    return ids


@task("fill", points=3, hint="Replace the masks only, by the token of the highest score there.")
def test_masks_are_replaced(compare, rng):
    """At each mask stands the word of the highest score. All other places stay."""
    for B, T, V in (2, 5, 9), (4, 3, 6), (3, 8, 30):
        compare.fill_blank(text(rng, B, T, V, 3), logits(rng, B, T, V), 3, [0, 1, 2])


@task("fill", points=2, hint="Look at axis, place and text of a score.")
def test_equal_sizes(compare, rng):
    """Texts, places and tokens may be equally many."""
    for n in 5, 6, 7:
        compare.fill_blank(text(rng, n, n, n, 1), logits(rng, n, n, n), 1, [0])


@task("fill", points=2, hint="Special tokens, the mask among them, are never put in.")
def test_special_tokens_are_never_put_in(compare, rng):
    """A special token is not put in, even if its score is the highest. The mask is special."""
    for special, mask in ([0, 1, 2], 3), ([5, 8], 6), ([], 4), ([4, 7], 4):
        z = logits(rng, 3, 6, 9)
        z[..., [*special, mask]] += 30
        compare.fill_blank(text(rng, 3, 6, 9, mask), z, mask, special)


@task("fill", points=1, hint="Scores may all be negative: 0 is no good start for a maximum.")
def test_negative_scores(compare, rng):
    """All scores of words may be negative, and very small."""
    for size in 1.0, 1e6:
        z = -size * np.abs(logits(rng, 2, 7, 8)) - 1
        compare.fill_blank(text(rng, 2, 7, 8, 2), z, 2, [0, 1])
        compare.fill_blank(text(rng, 2, 7, 8, 7), z, 7, [3])


@task("fill", points=1, hint="Of equal scores the lowest id wins, as with argmax.")
def test_equal_scores(compare):
    """Of several highest scores that of the lowest word wins."""
    for V in 6, 9:
        z = np.zeros((2, 3, V))
        z[1, :, 4:] = 1.0
        ids = np.full((2, 3), 1)
        compare.fill_blank(ids, z, 1, [0])
        compare.fill_blank(ids, z, 1, [0, 2, 4])


@task("fill", weak=True, hint="A text without a mask stays as it is.")
def test_no_mask(compare, rng):
    """A text without a mask stays, special tokens included. There may be no text at all."""
    for shape in (2, 5), (3, 3), (0, 4):
        ids = rng.integers(4, 9, size=shape)
        ids[:, :1] = 0
        compare.fill_blank(ids, logits(rng, *shape, 9), 3, [0, 1, 2])


@task("fill", points=1, hint="The result is int64.")
def test_kinds_of_numbers(compare, rng):
    """Token numbers may be integers of any width; the result is int64. Scores may be float32."""
    for dtype in NARROW:
        ids = text(rng, 3, 5, 12, 3).astype(dtype)
        compare.fill_blank(ids, logits(rng, 3, 5, 12), 3, [0, 1])
        compare.fill_blank(ids, logits(rng, 3, 5, 12).astype(np.float32), 3, (0, 1))
