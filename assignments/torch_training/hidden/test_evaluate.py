"""Evaluation."""

from __future__ import annotations

import pytest
from support import labels, network, normal, single

from grader.testing import assert_close, task


def problem(rng, n, d, h, k):
    """A network, samples and labels."""
    return network(rng, d, h, k), normal(rng, n, d), labels(rng, n, k)


@task("evaluate", points=3, hint="Weight the mean of a batch by the number of its samples.")
@pytest.mark.parametrize(("n", "batch_size"), [(8, 3), (11, 5), (7, 6), (13, 4)])
def test_batches_of_different_sizes(compare, rng, n, batch_size):
    """The mean loss is that of all samples, also if the last batch is short."""
    for d, h, k in (3, 4, 2), (2, 5, 3):
        compare.evaluated(*problem(rng, n, d, h, k), batch_size)


@task("evaluate", points=3, hint="Call model.eval() first: batch norm then uses its running statistics.")
@pytest.mark.parametrize("n", [4, 6, 9])
def test_evaluation_mode(compare, rng, n):
    """The model is evaluated in evaluation mode, and its state stays as it is."""
    for d, h, k in (3, 4, 2), (5, 2, 3):
        compare.evaluated(*problem(rng, n, d, h, k), n)


@task("evaluate", points=1, weak=True, hint="Compute under torch.no_grad().")
def test_no_graph_is_made(student, rng):
    """No graph is made, as no gradient will be asked for."""
    for n, batch_size in (5, 5), (7, 2):
        _, _, graph = student.evaluated(*problem(rng, n, 3, 4, 3), batch_size)
        assert_close(float(graph), 0.0, what="Evaluation must make no graph; yours does.")


@task("evaluate", points=1, hint="In evaluation mode a batch may have one sample.")
def test_the_batches_do_not_matter(compare, student, rng):
    """The loss does not depend on how the samples are cut into batches."""
    for n in 5, 8:
        case = problem(rng, n, 2, 4, 3)
        whole, _, _ = compare.evaluated(*case, n)
        for batch_size in 1, 2, n - 1, n + 7:
            loss, _, _ = student.evaluated(*case, batch_size)
            assert_close(loss, whole, what="The loss must not depend on the batches; yours does.")


@task("evaluate", points=1, hint="All sizes may be equal.")
def test_equal_sizes(compare, rng):
    """There may be as many samples, features, hidden units and classes, and as many in a batch."""
    for n in 3, 4:
        compare.evaluated(*problem(rng, n, n, n, n), n)
        compare.evaluated(*problem(rng, 2 * n, n, n, n), n)


@task("evaluate", points=1, hint="Do not set the number of batches.")
def test_many_batches_and_numbers_of_any_size(compare, rng):
    """There may be dozens of batches, and one sample. Losses may be large, and all numbers float32."""
    compare.evaluated(*problem(rng, 80, 2, 3, 2), 2)
    compare.evaluated(*problem(rng, 1, 2, 3, 2), 4)
    for size in 1e-3, 3000.0:
        state, X, y = problem(rng, 7, 3, 4, 3)
        compare.evaluated(state | {"output.weight": size * state["output.weight"]}, X, y, 3)
        compare.evaluated(state, size * X, y, 4)
    for n in 5, 8:
        state, X, y = problem(rng, n, 3, 4, 3)
        compare.evaluated(single(state), X.float(), y, 3, rtol=1e-4, atol=1e-5)
