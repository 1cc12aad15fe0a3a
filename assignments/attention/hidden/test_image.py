"""Attention in the column layout: columns are places, rows are channels."""

from __future__ import annotations

import torch
from support import ALL_DIGITS, assert_gradients, drawn, exact, image

from grader.testing import assert_close, task


def case(rng, channels, places, dtype=torch.float32):
    """Q, K and V of one image."""
    q, k = (drawn(rng, channels, places, dtype=dtype, scale=1.2) for _ in range(2))
    return q, k, drawn(rng, channels, places, dtype=dtype)


@task("image", points=3, hint="Column a is a sum over positions b. Which index of A is summed over?")
def test_more_places_than_channels_and_fewer(compare, rng):
    """Column a of the result is the mean of all values, weighted by row a of the attention."""
    for channels, places in (4, 7), (6, 3), (5, 12):
        compare.image_attention(*case(rng, channels, places))
    Q, K, V = case(rng, 3, 8)
    compare.image_attention(Q, K, 1e5 * V)


@task(
    "image",
    points=2,
    hint="Equal sizes hide a wrong transpose. Which axis of the scores is that of the keys?",
)
def test_as_many_places_as_channels(compare, rng):
    """There are as many positions as channels."""
    for size in 5, 4, 2, 9:
        compare.image_attention(*case(rng, size, size, torch.float64))


@task("image", points=2, hint="Use the length of the vectors that are multiplied for the scale.")
def test_one_channel_one_place_many_channels(compare, rng):
    """One channel, one position and fifty channels are accepted."""
    for channels, places in (1, 6), (3, 1), (50, 4):
        compare.image_attention(*case(rng, channels, places, torch.float64))


@task("image", hint="Subtract the largest score of each row before exp.")
def test_scores_of_a_thousand(compare, rng):
    """Scores of 1000 and -1000 do not overflow and are not clipped."""
    for channels, places in (4, 6), (9, 5):
        q, k, v = case(rng, channels, places, torch.float64)
        compare.image_attention(40.0 * q, 50.0 * k, v)


@task("image", hint="Add no small constant to the sum of the exponentials.")
def test_weights_of_a_row_sum_to_1_exactly(compare, rng):
    """The weights sum to 1 to 13 digits."""
    for channels, places in (4, 3), (16, 5), (4, 1):
        Q, K, V = exact(rng, channels, places), -exact(rng, channels, places), exact(rng, channels, places)
        compare.image_attention(Q, K, V, **ALL_DIGITS)


@task("image", hint="The result does not depend on where a position stands.")
def test_places_may_be_shuffled(compare, student, rng):
    """Positions in another order give results in that order."""
    arguments = case(rng, 4, 9, torch.float64)
    output = compare.image_attention(*arguments)
    order = torch.from_numpy(rng.permutation(9))
    assert_close(student.image_attention(*[a[:, order] for a in arguments]), output[:, order])


@task("image", points=2, hint="Keep everything in torch, without detach.")
def test_gradients(student, rng):
    """torch can differentiate the result by Q, K and V."""
    for channels, places in (3, 5), (6, 4):
        upstream = drawn(rng, channels, places)
        assert_gradients(student, "image_attention", image, case(rng, channels, places), (0, 1, 2), upstream)
