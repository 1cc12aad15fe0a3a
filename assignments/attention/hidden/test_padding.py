"""The padding mask: every length from 0 to T, and its four axes."""

from __future__ import annotations

import torch

from grader.testing import task


def lengths(rng, b, T):
    """``b`` lengths from 1 to T - 1, in random order, with one empty and one full sequence among them."""
    inner = rng.integers(1, T, size=b - 2)
    return torch.from_numpy(rng.permutation([0, T, *inner]))


@task("padding", points=2, hint="A sequence of length 2 has the positions 0 and 1.")
def test_places_before_the_length_are_real(compare, rng):
    """A sequence of length L has L True at the beginning. The rest is False."""
    compare.padding_mask(lengths(rng, 30, 7), 7)
    compare.padding_mask(lengths(rng, 5, 9), T=9)


@task("padding", points=2, hint="The mask broadcasts to scores (B, n, Tq, Tk). The keys are the last axis.")
def test_four_axes(compare, rng):
    """The shape is (B, 1, 1, T), also if there are as many sequences as positions."""
    compare.padding_mask(lengths(rng, 26, 11), 11)
    compare.padding_mask(lengths(rng, 6, 6), 6)


@task("padding", points=2, hint="Try a length of 0 and one of T.")
def test_empty_and_full_sequences(compare, rng):
    """An empty sequence has no True. A full one has no False. T may be larger than all lengths."""
    compare.padding_mask(torch.tensor([0, 25, 3, 25, 0]), 25)
    compare.padding_mask(torch.tensor([4, 1, 2]), 29)
    compare.padding_mask(torch.tensor([1]), 1)
    compare.padding_mask(torch.tensor([0, 0]), 3)


@task("padding", hint="Accept any integer type.")
def test_int32_and_repeated_calls(compare, rng):
    """Lengths may be int32. The same call gives the same answer."""
    first, other = lengths(rng, 24, 8), lengths(rng, 7, 13).to(torch.int32)
    for given, T in (first, 8), (other, 13), (first, 8):
        compare.padding_mask(given, T)


@task(
    "padding",
    hint="300 overflows in int8. Compare in int64.",
)
def test_lengths_of_8_and_16_bits(compare, rng):
    """Lengths may have 8 or 16 bits. T may be larger than this type holds."""
    for dtype, most in (torch.int8, 127), (torch.uint8, 255), (torch.int16, 300):
        given = torch.from_numpy(rng.permutation([0, 1, most, *rng.integers(2, most, size=4)])).to(dtype)
        compare.padding_mask(given, 300)
        compare.padding_mask(given, most)


@task("padding", weak=True, hint="Compare each length with 0 and with T.")
def test_impossible_lengths_are_refused(compare):
    """ValueError is raised if any length is negative or larger than T."""
    for given in [2, -1, 3], [5, 2, 0], [-2, 7], [0, 4, 1, 5], [4, 3, 2, -1]:
        for dtype in torch.int64, torch.int8:
            compare.raises("ValueError", "padding_mask", torch.tensor(given, dtype=dtype), 4)
    compare.raises("ValueError", "padding_mask", torch.tensor([4, 3, 255], dtype=torch.uint8), 254)
    compare.raises("ValueError", "padding_mask", torch.tensor([4, 300, 301], dtype=torch.int16), 300)
