"""The share of hidden words that are found."""

from __future__ import annotations

import numpy as np
from support import IGNORED, labels, logits

from grader.testing import task


def often_right(rng, B, T, V, chosen):
    """Scores that are right at about half of the chosen places."""
    z, y = logits(rng, B, T, V), labels(rng, B, T, V, chosen)
    right = (y != IGNORED) & (rng.random(size=y.shape) < 0.5)
    z[right, y[right]] += 20
    return z, y


@task("accuracy", points=3, hint="Compare the token of the highest score with the label, where there is one.")
def test_only_chosen_places_count(compare, rng):
    """Only places with a label count."""
    for B, T, V, chosen in (3, 9, 7, 11), (5, 6, 4, 7), (2, 20, 9, 26):
        compare.masked_accuracy(*often_right(rng, B, T, V, chosen))


@task("accuracy", points=2, hint="Divide by the number of places with a label.")
def test_equal_sizes(compare, rng):
    """Texts, places and tokens may be equally many."""
    for n, chosen in (5, 9), (6, 13), (7, 17):
        compare.masked_accuracy(*often_right(rng, n, n, n, chosen))


@task("accuracy", points=2, hint="Token 0 is a token.")
def test_the_label_0_counts(compare, rng):
    """A label may be 0."""
    for T in 5, 8, 11:
        z, y = often_right(rng, 2, T, 4, T)
        y[0, : T // 2] = 0
        z[0, 0, 0] += 50
        compare.masked_accuracy(z, y)


@task("accuracy", points=1, hint="Of equal scores the lowest id wins, as with argmax.")
def test_equal_scores(compare):
    """Of several highest scores that of the lowest id wins."""
    for V in 3, 5:
        z = np.zeros((1, 4, V))
        z[0, 1, 1:] = 2.0
        compare.masked_accuracy(z, np.array([[0, 1, 1, IGNORED]]))
        compare.masked_accuracy(z, np.array([[V - 1, V - 1, 0, 0]]))


@task("accuracy", weak=True, hint="Without any label the share is 0.")
def test_no_chosen_place(compare, rng):
    """Without any chosen place the share is 0, and it may be 1."""
    for n in 1, 3:
        z = logits(rng, n, 4, 6)
        compare.masked_accuracy(z, np.full((n, 4), IGNORED))
        compare.masked_accuracy(z, z.argmax(axis=-1))


@task("accuracy", points=1, hint="Scores may be float32.")
def test_kinds_of_numbers(compare, rng):
    """Scores may be float32, labels narrow integers."""
    for dtype in np.int8, np.int16:
        z, y = often_right(rng, 4, 10, 5, 17)
        compare.masked_accuracy(z.astype(np.float32), y.astype(dtype))
        compare.masked_accuracy(1e-6 * z, y.astype(dtype))
