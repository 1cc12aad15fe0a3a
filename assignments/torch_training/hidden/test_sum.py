"""The gradient of a sum."""

from __future__ import annotations

import pytest
from support import normal

from grader.testing import assert_close, own, task

FUNCTIONS = "cubes", "running_sums", "neighbours"


@task("sum", points=3, hint="f(x).sum().backward(), with an x that requires a gradient.")
@pytest.mark.parametrize("f", FUNCTIONS)
def test_all_values_are_added_up(compare, rng, f):
    """The gradient of the sum of all values has a number for each element of x."""
    for n in 3, 5, 8:
        compare.grad_of_sum(own(f), normal(rng, n))


@task("sum", points=2, hint="The sum goes over all axes.")
def test_several_axes(compare, rng):
    """x may have several axes, also of equal length."""
    for shape in (4, 3), (3, 3), (2, 4, 3), (3, 3, 3):
        for f in FUNCTIONS:
            compare.grad_of_sum(own(f), normal(rng, *shape))


@task("sum", weak=True, hint="A gradient may be 0.")
def test_gradients_of_0(student, rng):
    """The differences from the mean have the sum 0, whatever x is: the gradient is 0."""
    for n in 3, 6:
        gradient = student.grad_of_sum(own("centred"), normal(rng, n))
        assert_close(
            gradient, normal(rng, n, size=0.0), atol=1e-12, what="The gradient must be 0; yours is not."
        )


@task("sum", hint="Work on a copy: x.detach().clone().requires_grad_().")
def test_calls_leave_nothing_behind(compare, rng):
    """The same call gives the same gradient again. x may require a gradient itself."""
    x = normal(rng, 5)
    for _ in range(3):
        compare.grad_of_sum(own("cubes"), x)
        compare.grad_of_sum(own("cubes"), x.clone().requires_grad_())
    compare.grad_of_sum(own("neighbours"), normal(rng, 7).requires_grad_())


@task("sum", hint="Keep the type of x.")
def test_numbers_of_any_size(compare, rng):
    """x may be large, tiny, long, of one element, or float32."""
    for size in 1e-7, 3000.0:
        for f in FUNCTIONS:
            compare.grad_of_sum(own(f), normal(rng, 6, size=size), atol=0.0)
    compare.grad_of_sum(own("running_sums"), normal(rng, 40))
    compare.grad_of_sum(own("cubes"), normal(rng, 1))
    for n in 4, 9:
        compare.grad_of_sum(own("running_sums"), normal(rng, n).float(), rtol=1e-4, atol=1e-5)
