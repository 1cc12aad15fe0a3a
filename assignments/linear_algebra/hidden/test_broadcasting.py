"""The common shape of two arrays."""

from __future__ import annotations

from grader.testing import task


def lengths(rng, *pattern):
    """A shape with 1 where the pattern says 1, and random lengths from 2 to 9, all different, elsewhere."""
    fresh = iter(rng.permutation(range(2, 10)).tolist())
    return tuple(1 if size == 1 else next(fresh) for size in pattern)


@task("broadcasting", points=2, hint="Two lengths fit if they are equal or one of them is 1.")
def test_shapes_with_as_many_axes(compare, rng):
    """A length of 1 becomes the length of the other shape."""
    for _ in range(4):
        m, n = lengths(rng, 0, 0)
        compare.broadcast_shape((m, 1), (1, n))
        compare.broadcast_shape((m, n), (m, 1))
        compare.broadcast_shape((m, n), (m, n))
        compare.broadcast_shape((1000 * m, 1), (1000 * m, 70_000 * n))


@task("broadcasting", points=2, hint="Align the shapes at their last axis.")
def test_shapes_with_fewer_axes(compare, rng):
    """Missing axes are on the left."""
    for _ in range(4):
        m, n, k = lengths(rng, 0, 0, 0)
        compare.broadcast_shape((m, 1), (m,))
        compare.broadcast_shape((1, m, n), (n,))
        compare.broadcast_shape((m, n, k), (k,))
        compare.broadcast_shape((n, 1), (m, 1, k))
        compare.broadcast_shape((n,), (m, 1))
        compare.broadcast_shape((m, m, n), (m, 1))


@task("broadcasting", points=2, hint="() is the shape of a number. It fits every shape.")
def test_numbers_and_single_axes(compare, rng):
    """One shape is that of a number, or both are."""
    m, n = lengths(rng, 0, 0)
    for a, b in ((1, 1), (m,)), ((), ()), ((), (m, n)), ((n,), ()), ((1,), (n,)), ((1, 1, 1), ()):
        compare.broadcast_shape(a, b)


@task("broadcasting", points=2, hint="The result is not always the larger length: 0 against 1 is 0.")
def test_lengths_of_zero(compare, rng):
    """An axis may have the length 0."""
    m, n = lengths(rng, 0, 0)
    for a, b in (
        ((1, 0), (0,)),
        ((0,), (1,)),
        ((1, n), (0, 1)),
        ((m, 0), (m, 1)),
        ((0, 0), (0,)),
        ((), (0,)),
        ((m, 1), (0,)),
    ):
        compare.broadcast_shape(a, b)


@task("broadcasting", hint="A shape may be a tuple or a list. The result is a tuple.")
def test_lists_and_many_axes(compare, rng):
    """Shapes are lists, or have up to six axes."""
    m, n, k = lengths(rng, 0, 0, 0)
    compare.broadcast_shape([1, k], (m, 1, 1))
    compare.broadcast_shape([m, 1], [n])
    compare.broadcast_shape((m, 1, n, 1, k, 1), (n, m, 1, n))


@task("broadcasting", points=2, hint="Compare the lengths of each pair of axes.")
def test_lengths_that_do_not_fit_are_refused(compare, rng):
    """ValueError is raised when two lengths differ and none is 1; others are accepted."""
    m, n, k = lengths(rng, 0, 0, 0)
    compare.broadcast_shape((m, n), (n,))
    for a, b in (
        ((m, n), (m,)),
        ((m,), (n,)),
        ((0,), (m,)),
        ((m, n), (m, k)),
        ((m, n), (k, n)),
        ((m, 1), (n, k)),
    ):
        compare.raises("ValueError", "broadcast_shape", a, b)
    compare.raises("ValueError", "broadcast_shape", (m, n, k), (n, k, k))
