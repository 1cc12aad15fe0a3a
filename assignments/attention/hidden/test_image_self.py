"""Self-attention over images: sizes that all differ, and sizes that coincide."""

from __future__ import annotations

import torch
from support import ALL_DIGITS, assert_gradients, drawn, exact, image_self

from grader.testing import assert_close, task


def case(rng, c, h, w, channels, dtype=torch.float32):
    """An image and its three projections."""
    weights = [drawn(rng, channels, c, dtype=dtype, scale=1.3 * c**-0.5) for _ in range(3)]
    return drawn(rng, c, h, w, dtype=dtype), *weights


@task("image_self", points=3, hint="Make columns of the pixels, attend, and make an image of the columns.")
def test_images_of_any_size(compare, rng):
    """Each pixel attends to each pixel. The result has height and width of the image."""
    for c, h, w, channels in (3, 4, 5, 6), (5, 2, 3, 4), (2, 6, 1, 7):
        compare.image_self_attention(*case(rng, c, h, w, channels))
    image, Wq, Wk, Wv = case(rng, 3, 2, 4, 5)
    compare.image_self_attention(image, Wq, Wk, 1e5 * Wv)


@task("image_self", points=2, hint="Equal sizes hide a wrong axis. Find an axis by its position.")
def test_square_images_and_sizes_that_coincide(compare, rng):
    """Images are square, and channels, rows and pixels have equal numbers."""
    for c, h, w, channels in (
        (3, 4, 4, 5),
        (4, 4, 4, 4),
        (2, 2, 3, 6),
        (6, 3, 2, 6),
        (3, 3, 5, 5),
        (2, 2, 2, 2),
    ):
        compare.image_self_attention(*case(rng, c, h, w, channels, torch.float64))


@task("image_self", hint="Do not clip scores. Add no small constant to the sum of the exponentials.")
def test_scores_of_a_thousand_and_exact_weights(compare, rng):
    """Scores of 1000 are not clipped, and the weights sum to 1 to 13 digits."""
    for c, h, w, channels in (3, 4, 2, 4), (5, 2, 3, 9):
        pixels, *weights = case(rng, c, h, w, channels, torch.float64)
        compare.image_self_attention(40.0 * pixels, *weights)
    for c, h, w in (3, 2, 2), (2, 1, 1):
        Wq, Wk, Wv = exact(rng, 4, c) / c, -exact(rng, 4, c) / c, exact(rng, 4, c)
        compare.image_self_attention(exact(rng, c, h, w), Wq, Wk, Wv, **ALL_DIGITS)


@task("image_self", points=2, hint="Wq, Wk and Wv are three different matrices. Where is each of them used?")
def test_as_many_channels_out_as_in(compare, rng):
    """There are as many channels out as in."""
    for c, h, w in (4, 3, 5), (6, 4, 2):
        compare.image_self_attention(*case(rng, c, h, w, c, torch.float64))


@task("image_self", points=2, hint="Use the length of the vectors that are multiplied.")
def test_channels_after_projection_decide_the_scale(compare, rng):
    """The number of channels after the projection decides the scale."""
    for c, h, w, channels in (9, 2, 4, 1), (1, 3, 2, 10), (5, 1, 1, 3):
        compare.image_self_attention(*case(rng, c, h, w, channels, torch.float64))


@task("image_self", hint="Use the same order of pixels when you flatten and when you reshape back.")
def test_pixels_stay_where_they_are(compare, student, rng):
    """A mirrored image gives the mirrored result."""
    pixels, *weights = case(rng, 4, 3, 5, 6, torch.float64)
    output = compare.image_self_attention(pixels, *weights)
    for axis in 1, 2:
        found = student.image_self_attention(pixels.flip(axis), *weights)
        assert_close(
            found, output.flip(axis), what="A mirrored image must give the mirrored result; yours does not."
        )


@task("image_self", points=2, hint="Keep everything in torch, without detach.")
def test_gradients_of_all_four(student, rng):
    """torch can differentiate the result by the image and all three matrices."""
    for c, h, w, channels in (3, 2, 4, 5), (4, 3, 2, 2):
        upstream = drawn(rng, channels, h, w)
        arguments = case(rng, c, h, w, channels)
        assert_gradients(student, "image_self_attention", image_self, arguments, (0, 1, 2, 3), upstream)
