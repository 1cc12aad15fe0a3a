"""The λ that stands for a prior."""

from __future__ import annotations

from support import PRIORS

from grader.testing import assert_close, task


@task("map", points=2, hint="Write down -log P(w) of the normal distribution, and compare with λ/2 w².")
def test_a_normal_distribution(compare, rng):
    """For weights with a normal distribution, lambda is 1 divided by the variance."""
    for sigma in rng.uniform(0.2, 0.8), rng.uniform(1.5, 4.0), 1.0, 2, 1e-4, 1e4:
        compare.map_penalty("gaussian", float(sigma))


@task("map", points=2, hint="The density is 1/(2a) exp(-|w|/a): what stands before |w| in -log P(w)?")
def test_a_laplace_distribution(compare, rng):
    """For weights with a Laplace distribution, lambda is 1 divided by a."""
    for a in rng.uniform(0.2, 0.8), rng.uniform(1.5, 4.0), 1.0, 3, 1e-4, 1e4:
        compare.map_penalty("laplace", float(a))


@task("map", points=1, hint="Do not mix up the two distributions.")
def test_both_distributions(compare, rng):
    """Each distribution has a lambda of its own."""
    for scale in rng.uniform(0.1, 0.9, size=6):
        for prior in PRIORS:
            compare.map_penalty(prior, float(scale))


@task("map", points=2, hint="Test your λ: the density must fall as the penalty grows.")
def test_penalty_and_density_agree(student, rng):
    """From one weight to another, the log-density falls by as much as the penalty grows."""
    for scale in rng.uniform(0.3, 3.0, size=3):
        u, v = rng.uniform(0.1, 2.0, size=2)
        gaussian = (v * v - u * u) / (2 * scale**2)
        laplace = (v - u) / scale
        assert_close(
            student.map_penalty("gaussian", float(scale)) * (v * v - u * u) / 2,
            gaussian,
            what="λ/2 w² must grow by as much as log P(w) of the normal distribution falls.",
        )
        assert_close(
            student.map_penalty("laplace", float(scale)) * (v - u),
            laplace,
            what="λ |w| must grow by as much as log P(w) of the Laplace distribution falls.",
        )


@task("map", weak=True, hint="Check the scale first.")
def test_other_scales_are_refused(compare):
    """ValueError is raised for a scale that is not positive."""
    for prior in PRIORS:
        for scale in 0, -1.0, -1e-9, float("nan"):
            compare.raises("ValueError", "map_penalty", prior, scale)
