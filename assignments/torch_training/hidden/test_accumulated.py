"""Gradients of batches add up."""

from __future__ import annotations

import pytest
import torch
from support import normal

from grader.testing import assert_close, own, task


def cut(rows, *sizes):
    """The rows in batches of these sizes."""
    return list(rows.split(sizes))


@task("accumulated", points=3, hint="Add up the sums of the losses, and divide by the number of all samples.")
@pytest.mark.parametrize("sizes", [(4, 4, 1), (1, 6), (3, 2, 5, 1)])
def test_batches_of_different_sizes(compare, rng, sizes):
    """Each sample counts the same, in a large batch and in a small one."""
    for d in 2, 3, 5:
        batches = cut(normal(rng, sum(sizes), d + 1), *sizes)
        compare.accumulated_grad(own("squared_errors"), normal(rng, d), batches)


@task("accumulated", points=2, hint="All batches count, not only the last one.")
@pytest.mark.parametrize("sizes", [(3, 3), (4, 4, 4), (1, 1, 1, 1)])
def test_batches_of_equal_sizes(compare, rng, sizes):
    """All batches count."""
    for d in 3, 4:
        batches = cut(normal(rng, sum(sizes), d + 1), *sizes)
        compare.accumulated_grad(own("squared_errors"), normal(rng, d), batches)


@task("accumulated", points=1, hint="The gradient does not depend on how the samples are cut into batches.")
def test_the_batches_do_not_matter(student, rng):
    """One batch of all samples gives the same gradient as many small ones."""
    for n, d in (6, 2), (9, 4):
        rows, w = normal(rng, n, d + 1), normal(rng, d)
        whole = student.accumulated_grad(own("squared_errors"), w, [rows])
        for sizes in [1] * n, [n - 1, 1], [2, n - 2]:
            assert_close(
                student.accumulated_grad(own("squared_errors"), w, cut(rows, *sizes)),
                whole,
                what="The gradient must not depend on the batches; yours does.",
            )
        residual = rows[:, :d] @ w - rows[:, d]
        assert_close(
            whole,
            2 / n * rows[:, :d].T @ residual,
            what="The gradient of one batch must be right; yours is not.",
        )


@task("accumulated", points=1, hint="Work on a copy of w. Start from 0 in every call.")
def test_calls_leave_nothing_behind(compare, rng):
    """The same call gives the same gradient again. w may require a gradient itself."""
    batches, w = cut(normal(rng, 7, 4), 3, 4), normal(rng, 3)
    for _ in range(3):
        compare.accumulated_grad(own("squared_errors"), w, batches)
        compare.accumulated_grad(own("squared_errors"), w.clone().requires_grad_(), batches)
    compare.accumulated_grad(own("squared_errors"), w, tuple(batches))


@task("accumulated", points=1, hint="Do not set the number of batches.")
def test_many_batches_and_numbers_of_any_size(compare, rng):
    """There may be dozens of batches, or one sample. Numbers may be large, tiny or float32."""
    compare.accumulated_grad(own("squared_errors"), normal(rng, 2), cut(normal(rng, 75, 3), *[2] * 37, 1))
    compare.accumulated_grad(own("squared_errors"), normal(rng, 1), [normal(rng, 1, 2)])
    for size in 1e-10, 3000.0:
        batches = cut(normal(rng, 6, 5, size=size), 4, 2)
        compare.accumulated_grad(own("squared_errors"), normal(rng, 4), batches, atol=0.0)
    for n in 3, 4:
        batches = [normal(rng, n, n + 1).float() for _ in range(n)]
        compare.accumulated_grad(own("squared_errors"), normal(rng, n).float(), batches, rtol=1e-4, atol=1e-5)
    compare.accumulated_grad(own("squared_errors"), torch.zeros(3).double(), [torch.zeros(2, 4).double()] * 3)
