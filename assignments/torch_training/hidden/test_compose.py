"""Several transforms in one."""

from __future__ import annotations

import torch
from support import normal

from grader.testing import own, task


@task("compose", points=2, hint="The first transform comes first.")
def test_two_transforms(compare, rng):
    """The first transform is applied first, the second one to its result."""
    for n in 3, 5, 8:
        for pair in ("cubes", "centred"), ("centred", "cubes"), ("running_sums", "centred"):
            compare.composed(normal(rng, n), *map(own, pair))


@task("compose", points=2, hint="Each transform gets the result of the one before.")
def test_many_transforms(compare, rng):
    """There may be three transforms or more, also the same one several times."""
    for n in 4, 6:
        compare.composed(normal(rng, n), own("centred"), own("cubes"), own("running_sums"))
        compare.composed(normal(rng, n), own("neighbours"), own("cubes"), own("centred"), own("neighbours"))
        compare.composed(normal(rng, n), *[own("neighbours")] * 3)


@task("compose", hint="A transform may change the shape.")
def test_transforms_that_change_the_shape(compare, rng):
    """A transform may return a tensor of another shape, and x may have several axes."""
    for shape in (5, 3), (3, 3), (4, 2, 2):
        compare.composed(normal(rng, *shape), own("neighbours"), own("running_sums"))
        compare.composed(
            normal(rng, *shape).float(), own("running_sums"), own("neighbours"), rtol=1e-4, atol=1e-5
        )


@task("compose", hint="Start with x itself.")
def test_one_transform_and_none(compare, rng):
    """One transform is applied as it is. Without any, x comes back."""
    for n in 1, 4:
        compare.composed(normal(rng, n), own("cubes"))
        compare.composed(normal(rng, n))
    compare.composed(1e-20 * torch.arange(1.0, 4.0).double())


@task("compose", hint="Do not set the number of transforms.")
def test_forty_transforms(compare, rng):
    """There may be dozens of transforms."""
    for n in 41, 45:
        compare.composed(normal(rng, n, size=0.1), *[own("centred"), own("centred")] * 20)
        compare.composed(1 + normal(rng, n, size=0.01), *[own("neighbours")] * 5, own("cubes"))
