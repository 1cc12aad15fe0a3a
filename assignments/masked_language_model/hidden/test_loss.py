"""The loss at the chosen places."""

from __future__ import annotations

import numpy as np
from support import IGNORED, NARROW, labels, logits

from grader.testing import task


@task("loss", points=3, hint="Take the mean over the places with a label, and no others.")
def test_only_chosen_places_count(compare, rng):
    """The loss is the mean over the places that have a label."""
    for B, T, V, chosen in (2, 5, 7, 3), (4, 3, 5, 6), (3, 8, 4, 1):
        compare.mlm_loss(logits(rng, B, T, V), labels(rng, B, T, V, chosen))


@task("loss", points=2, hint="Divide by the number of places with a label.")
def test_equal_sizes(compare, rng):
    """Texts, places and tokens may be equally many."""
    for n, chosen in (3, 4), (4, 5), (5, 11), (6, 2):
        compare.mlm_loss(logits(rng, n, n, n), labels(rng, n, n, n, chosen))


@task("loss", points=1, hint="Places with the label 0 count. Token 0 is a token.")
def test_the_label_0_counts(compare, rng):
    """A label may be 0, the number of a token like any other."""
    for T, V in (6, 5), (4, 9), (7, 3):
        y = np.full((2, T), IGNORED)
        y[0, 1:3], y[1, T - 1] = 0, V - 1
        compare.mlm_loss(logits(rng, 2, T, V), y)


@task("loss", points=2, hint="Without any label the loss is 0, not NaN.")
def test_no_chosen_place(compare, rng):
    """Without any chosen place the loss is 0. With all places chosen it is the mean over all."""
    for B, T, V in (2, 4, 5), (1, 1, 3), (3, 3, 3):
        compare.mlm_loss(logits(rng, B, T, V), np.full((B, T), IGNORED))
        compare.mlm_loss(logits(rng, B, T, V), labels(rng, B, T, V, B * T))


@task("loss", points=2, hint="Subtract the largest score of each place before you exponentiate.")
def test_large_scores(compare, rng):
    """Scores may be in the hundreds, with large differences between places."""
    for size in 300.0, 1e4:
        z = size * logits(rng, 3, 6, 5)
        z[0] += 5 * size
        z[1] -= 5 * size
        compare.mlm_loss(z, labels(rng, 3, 6, 5, 9))
        compare.mlm_loss(z, labels(rng, 3, 6, 5, 18))


@task("loss", points=1, hint="What stands at places without a label must not matter, whatever it is.")
def test_places_that_do_not_count_may_hold_anything(compare, rng):
    """At places without a label scores may be infinite or NaN."""
    for V in 4, 6:
        z, y = logits(rng, 3, V, V), labels(rng, 3, V, V, 5)
        z[y == IGNORED] = np.nan
        compare.mlm_loss(z, y)
        z[y == IGNORED] = np.inf
        compare.mlm_loss(z, y)


@task("loss", points=1, hint="Labels may be of any signed integer type.")
def test_kinds_of_numbers(compare, rng):
    """Labels may be narrow integers, and scores float32."""
    for dtype in NARROW:
        if np.iinfo(dtype).min < 0:
            compare.mlm_loss(logits(rng, 3, 4, 6), labels(rng, 3, 4, 6, 7).astype(dtype))
    z = logits(rng, 3, 5, 40).astype(np.float32)
    compare.mlm_loss(z, labels(rng, 3, 5, 40, 8), rtol=1e-5, atol=1e-6)
    compare.mlm_loss(logits(rng, 2, 50, 33), labels(rng, 2, 50, 33, 60))
