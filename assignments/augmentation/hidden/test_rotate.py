"""Turns by 90 degrees."""

from __future__ import annotations

from support import DTYPES, images, numbered

from grader.testing import assert_close, task


@task("rotate", points=3, hint="Counter-clockwise: the last column becomes the first row.")
def test_one_turn(compare, rng):
    """One turn is counter-clockwise. It swaps height and width."""
    for shape in (2, 3), (4, 4), (5, 1), (1, 6):
        compare.rotate90(images(rng, *shape))


@task("rotate", points=2, hint="Turn so many times; four turns change nothing.")
def test_several_turns(compare, rng):
    """There may be several turns."""
    for times in 1, 2, 3, 0, 4, 5, 7, 42:
        compare.rotate90(images(rng, 3, 4), times)
        compare.rotate90(images(rng, 3, 3), times)


@task("rotate", points=1, hint="A negative number of turns is clockwise.")
def test_turns_in_the_other_direction(compare, rng):
    """A negative number of turns is clockwise."""
    for times in -1, -2, -3, -4, -9:
        compare.rotate90(images(rng, 2, 5), times)
        compare.rotate90(images(rng, 2, 2), times=times)


@task("rotate", points=2, hint="Rows and columns are the last two axes, whatever comes before.")
def test_batches(compare, rng):
    """Batches and channels stay in their place. Only the last two axes turn."""
    for shape in (2, 3, 4, 5), (3, 2, 2), (2, 2, 2, 2), (1, 1, 3, 2), (4, 3, 3, 3):
        compare.rotate90(images(rng, *shape))
        compare.rotate90(images(rng, *shape), 3)
        compare.rotate90(images(rng, *shape), 2)


@task("rotate", points=1, hint="Values are moved, not computed: the dtype stays.")
def test_kinds_of_numbers(compare, rng):
    """Images may be of any dtype, which stays."""
    for dtype in DTYPES:
        compare.rotate90(numbered(2, 4, 3, dtype=dtype))
        compare.rotate90(rng.random((5, 2)) > 0.5, 3)


@task("rotate", points=1, hint="Four turns in a row must give the first image.")
def test_turns_add_up(compare, student, rng):
    """Turning there and back gives the same image."""
    for shape in (3, 5), (2, 4, 4):
        x = images(rng, *shape)
        compare.rotate90(x, 1)
        turned = student.rotate90(student.rotate90(x, 3), -3)
        assert_close(turned, x, what="Three turns and three turns back must change nothing.")
