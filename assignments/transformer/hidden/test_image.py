"""Places of an image: rows and columns, sizes that differ and that coincide."""

from __future__ import annotations

from grader.testing import assert_close, task


@task("image", points=2, hint="The first half of the channels is for rows, the second half for columns.")
def test_rows_and_columns(compare):
    """Half of the channels tell the row, and half tell the column."""
    compare.positions_2d(3, 5, 8)
    compare.positions_2d(6, 2, 4)


@task("image", hint="Each half has d/2 channels. So its exponents are divided by d/2.")
def test_many_channels(compare):
    """Each half is a complete encoding with d/2 channels."""
    compare.positions_2d(4, 7, 12)
    compare.positions_2d(5, 3, 16)


@task("image", hint="In a half with an odd number of channels the last one is a sine.")
def test_halves_with_an_odd_number_of_channels(compare):
    """d is even, but d/2 is odd."""
    compare.positions_2d(4, 3, 6)
    compare.positions_2d(2, 5, 10)
    compare.positions_2d(3, 4, 2)


@task("image", hint="The axes of the result are row, column, channel.")
def test_square_images(compare):
    """As many rows as columns, and as many as channels."""
    compare.positions_2d(4, 4, 8)
    compare.positions_2d(6, 6, 6)
    compare.positions_2d(4, 4, 4)


@task("image", hint="Compute a row for each place, however many there are.")
def test_long_images(compare):
    """One side is much longer than the other."""
    compare.positions_2d(45, 2, 4)
    compare.positions_2d(1, 50, 6)


@task("image", weak=True, hint="The first half does not change along a row of the image.")
def test_halves_are_independent(student):
    """The first half is the same for all columns, the second half for all rows."""
    P = student.positions_2d(4, 6, 8)
    assert_close(
        P[..., :4],
        P[:, :1, :4].expand(4, 6, 4),
        what="The first half must depend on the row only; yours does not.",
    )
    assert_close(
        P[..., 4:],
        P[:1, :, 4:].expand(4, 6, 4),
        what="The second half must depend on the column only; yours does not.",
    )


@task("image", weak=True, hint="Check d before you divide it.")
def test_an_odd_number_of_channels_is_refused(compare):
    """An odd number of channels has no halves: ValueError."""
    for d in 1, 5, 9:
        compare.raises("ValueError", "positions_2d", 3, 4, d)
