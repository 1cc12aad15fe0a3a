"""Both sides draw the same numbers, from where the generator stands."""

import torch

from grader.testing import generator, task, torch_generator


@task("noise", hint="Draw from rng, in the order of the statement.")
def test_the_noise_comes_from_the_generator(compare, rng):
    """Every element gets noise of its own, drawn from the generator that is given."""
    compare.add_noise(rng.normal(size=(4, 3)), 0.5, generator(int(rng.integers(2**32))))
    used = generator(3)
    used.normal(size=int(rng.integers(1, 9)))
    compare.add_noise(rng.normal(size=5), 2.0, rng=used)


@task("mask")
def test_the_mask_comes_from_the_torch_generator(compare, rng):
    """Elements are kept where a number of the generator lies below p."""
    source = torch_generator(int(rng.integers(2**32)))
    for _ in range(2):
        compare.keep(torch.ones(20, 5), 0.3, source)
        torch.rand(7, generator=source)
