"""Places as waves: even and odd numbers of channels, long texts, and a property of shifts."""

from __future__ import annotations

import torch

from grader.testing import assert_close, task


@task("positions", points=2, hint="Channels 2i and 2i + 1 have the same angle.")
def test_even_numbers_of_channels(compare):
    """Sines stand in the even channels, cosines in the odd ones."""
    compare.sinusoidal_positions(7, 4)
    compare.sinusoidal_positions(5, 8)


@task("positions", hint="The exponent is 2i/d: for channel 2 it is 2/d.")
def test_wavelengths(compare):
    """Each pair of channels has its own wavelength."""
    compare.sinusoidal_positions(9, 10)
    compare.sinusoidal_positions(4, 16)


@task("positions", points=2, hint="The last channel is a sine. The exponent is divided by d as it is given.")
def test_odd_numbers_of_channels(compare):
    """With an odd number of channels the last one is a sine."""
    compare.sinusoidal_positions(6, 5)
    compare.sinusoidal_positions(8, 7)


@task("positions", hint="The last channel is a sine. The exponent is divided by d as it is given.")
def test_three_channels(compare):
    """Three channels are a pair and a sine of another wavelength."""
    compare.sinusoidal_positions(40, 3)
    compare.sinusoidal_positions(11, 3)


@task("positions", hint="Rows are places, columns are channels.")
def test_as_many_places_as_channels(compare):
    """The table is square."""
    compare.sinusoidal_positions(6, 6)
    compare.sinusoidal_positions(5, 5)


@task("positions", hint="Compute one row for each place, however many there are.")
def test_long_texts(compare):
    """There are more places than usual."""
    compare.sinusoidal_positions(300, 6)
    compare.sinusoidal_positions(130, 9)


@task("positions", hint="The first place is 0. A single channel is a sine.")
def test_one_place_or_one_channel(compare):
    """A text of one place and an encoding of one channel are legal."""
    compare.sinusoidal_positions(1, 6)
    compare.sinusoidal_positions(1, 3)
    compare.sinusoidal_positions(5, 1)
    compare.sinusoidal_positions(1, 1)


@task("positions", weak=True, hint="A sine and the cosine of the same angle turn together.")
def test_products_depend_on_the_distance(student):
    """The inner product of two places depends on their distance only."""
    P = student.sinusoidal_positions(20, 8)
    products = (P @ P.T).double()
    for distance in 1, 3, 7:
        line = torch.diagonal(products, distance)
        assert_close(
            line,
            line[:1].expand(len(line)),
            rtol=1e-4,
            atol=1e-3,
            what="Pairs of places at the same distance must have the same inner product; yours do not.",
        )
