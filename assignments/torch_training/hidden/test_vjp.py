"""A vector times the Jacobian."""

from __future__ import annotations

import pytest
from support import normal

from grader.testing import assert_close, own, task


@task("vjp", points=3, hint="f(x).backward(gradient=v), with an x that requires a gradient.")
@pytest.mark.parametrize("f", ["cubes", "running_sums", "centred"])
def test_as_many_values_as_elements(compare, rng, f):
    """The values are weighted by v, and their gradients added up."""
    for n in 3, 5, 8:
        compare.vector_jacobian_product(own(f), normal(rng, n), normal(rng, n))


@task("vjp", points=2, hint="v has the shape of f(x), the result that of x.")
def test_fewer_values_than_elements(compare, rng):
    """v has the shape of f(x), which may be another one than that of x."""
    for n in 3, 6, 9:
        compare.vector_jacobian_product(own("neighbours"), normal(rng, n), normal(rng, n - 1))


@task("vjp", points=1, hint="All axes of f(x) are weighted.")
def test_several_axes(compare, rng):
    """x and v may have several axes, also of equal length."""
    for shape in (4, 3), (3, 3), (2, 4, 3), (3, 3, 3):
        for f in "cubes", "running_sums", "centred":
            compare.vector_jacobian_product(own(f), normal(rng, *shape), normal(rng, *shape))


@task("vjp", points=1, hint="v = (0, …, 1, …, 0) picks one row of the Jacobian.")
def test_one_row_of_the_jacobian(student, compare, rng):
    """A v with a single 1 gives the gradient of that value alone."""
    for n in 4, 6:
        x, v = normal(rng, n), normal(rng, n, size=0.0)
        v[2] = 1
        wanted = 2 * x * (v.cumsum(0) < 1) + 2 * x * v
        row = student.vector_jacobian_product(own("running_sums"), x, v)
        assert_close(
            row, wanted, what="With one 1 in v, the gradient must be that of one value; yours is not."
        )
        compare.vector_jacobian_product(own("cubes"), x, 0 * v)


@task("vjp", hint="Work on a copy: x.detach().clone().requires_grad_().")
def test_calls_leave_nothing_behind(compare, rng):
    """The same call gives the same gradient again. x may require a gradient itself."""
    x, v = normal(rng, 5), normal(rng, 5)
    for _ in range(3):
        compare.vector_jacobian_product(own("running_sums"), x, v)
        compare.vector_jacobian_product(own("running_sums"), x.clone().requires_grad_(), v)
    compare.vector_jacobian_product(own("neighbours"), normal(rng, 7).requires_grad_(), normal(rng, 6))


@task("vjp", hint="Keep the type of x.")
def test_numbers_of_any_size(compare, rng):
    """x and v may be large, tiny, long, of one element, or float32."""
    for size in 1e-7, 3000.0:
        for f in "cubes", "running_sums", "centred":
            x, v = normal(rng, 6, size=size), normal(rng, 6, size=1 / size)
            compare.vector_jacobian_product(own(f), x, v, atol=0.0)
    compare.vector_jacobian_product(own("running_sums"), normal(rng, 40), normal(rng, 40))
    compare.vector_jacobian_product(own("cubes"), normal(rng, 1), normal(rng, 1))
    for n in 4, 9:
        single = normal(rng, n).float(), normal(rng, n).float()
        compare.vector_jacobian_product(own("running_sums"), *single, rtol=1e-4, atol=1e-5)
