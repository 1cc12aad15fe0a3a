"""A step in place."""

from __future__ import annotations

import pytest
from support import normal

from grader.testing import task


@task("step", points=3, hint="Write into w itself, under torch.no_grad().")
@pytest.mark.parametrize("n", [3, 5, 8])
def test_the_memory_has_the_new_numbers(compare, rng, n):
    """The parameter has the new numbers, and so has the memory that it had before."""
    for lr in 0.1, 2.5:
        compare.stepped(normal(rng, n), normal(rng, n), lr)


@task("step", points=2, hint="The parameter may have several axes.")
def test_several_axes(compare, rng):
    """The parameter may have several axes, also of equal length."""
    for shape in (4, 3), (3, 3), (2, 4, 3), (5, 1), (3, 3, 3):
        compare.stepped(normal(rng, *shape), normal(rng, *shape), float(rng.uniform(0.1, 2.0)))


@task("step", hint="The gradient stays as it is: grad *= lr would change it.")
def test_the_gradient_stays_as_it_is(compare, rng):
    """The gradient is not changed, and may be 0. The step size may be 0 too."""
    for n in 2, 6:
        w, g = normal(rng, n), normal(rng, n)
        compare.stepped(w, g, 0.5)
        compare.stepped(w, 0 * g, 0.5)
        compare.stepped(w, g, 0.0)
        compare.stepped(w, g, 1)


@task("step", hint="Keep the type of w.")
def test_numbers_of_any_size(compare, rng):
    """Numbers may be large, tiny or float32, and a parameter may have one element."""
    for size in 1e-20, 3000.0:
        compare.stepped(normal(rng, 6, size=size), normal(rng, 6, size=size), 0.3, atol=0.0)
    compare.stepped(normal(rng, 1), normal(rng, 1), 0.3)
    compare.stepped(normal(rng, 2, 50), normal(rng, 2, 50), 0.01)
    for n in 4, 9:
        compare.stepped(normal(rng, n).float(), normal(rng, n).float(), 0.25, rtol=1e-5, atol=1e-6)
