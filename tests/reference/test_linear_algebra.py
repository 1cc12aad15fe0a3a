"""The reference of linear_algebra against NumPy, PyTorch, its own properties and extremes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch


@pytest.fixture
def la(load):
    return load("linear_algebra")


@pytest.fixture
def rng():
    return np.random.default_rng(17)


def symmetric(rng, values):
    Q = np.linalg.qr(rng.normal(size=(len(values), len(values))))[0]
    A = (Q * values) @ Q.T
    return (A + A.T) / 2, Q


@pytest.mark.parametrize("shape", [(3, 4), (1, 5), (4, 4), (2, 3)])
def test_products_agree_with_numpy(la, rng, shape):
    A, B = rng.normal(size=shape), rng.normal(size=shape)
    np.testing.assert_allclose(la.hadamard(A, B), A * B)
    np.testing.assert_allclose(la.matmul_as_matvecs(A, B.T), A @ B.T, rtol=1e-12)
    np.testing.assert_allclose(la.matvec_as_dots(A, B[0]), A @ B[0], rtol=1e-12)


@pytest.mark.parametrize("p", [1, 1.5, 2, 3, 7, np.inf])
def test_norms_agree_with_pytorch(la, rng, p):
    x = rng.normal(size=6)
    assert la.lp_norm(x, p) == pytest.approx(float(torch.linalg.vector_norm(torch.from_numpy(x), ord=p)))


def test_norms_decrease_with_their_order_and_obey_the_triangle_inequality(la, rng):
    x, y = rng.normal(size=(2, 8))
    norms = [la.lp_norm(x, p) for p in (1, 1.3, 2, 5, 50, np.inf)]
    assert norms == sorted(norms, reverse=True)
    for p in (1, 1.7, 2, 9, np.inf):
        assert la.lp_norm(x + y, p) <= la.lp_norm(x, p) + la.lp_norm(y, p)


@pytest.mark.parametrize("unit", [1e-200, 1e-25, 1.0, 1e25, 1e200])
def test_norms_scale_with_their_unit(la, rng, unit):
    x = rng.normal(size=5)
    for p in (1, 2, 3.5, np.inf):
        assert la.lp_norm(unit * x, p) == pytest.approx(unit * la.lp_norm(x, p), rel=1e-12)
    assert la.frobenius_norm(unit * x[None]) == pytest.approx(unit * la.lp_norm(x, 2), rel=1e-12)


def test_the_frobenius_norm_is_that_of_the_singular_values(la, rng):
    A = rng.normal(size=(4, 6))
    assert la.frobenius_norm(A) == pytest.approx(la.lp_norm(np.linalg.svd(A, compute_uv=False), 2))


def test_all_small_shapes_broadcast_as_numpy_says(la):
    shapes = [s for axes in range(4) for s in itertools.product((0, 1, 2, 3), repeat=axes)]
    for a, b in itertools.product(shapes, repeat=2):
        try:
            expected = np.broadcast_shapes(a, b)
        except ValueError:
            with pytest.raises(ValueError, match="compatible"):
                la.broadcast_shape(a, b)
        else:
            assert la.broadcast_shape(a, b) == expected


@pytest.mark.parametrize(
    "values", [(3.0, 1.0), (-4.0, 3.9, 1.0), (2.0, 1.96, -1.9, 0.0), (-1.0,), (1e-30, 0.0)]
)
@pytest.mark.parametrize("tol", [1e-3, 1e-11])
def test_the_pair_fulfils_the_rule(la, rng, values, tol):
    A, _ = symmetric(rng, np.array(values))
    value, v = la.dominant_eigenpair(A, tol)
    assert np.linalg.norm(A @ v - value * v) <= tol * np.linalg.norm(A) * (1 + 1e-9)
    assert np.linalg.norm(v) == pytest.approx(1.0)
    if tol < 1e-6:
        assert value == pytest.approx(values[0], rel=1e-8)


def test_the_largest_entry_of_the_vector_is_positive(la, rng):
    for _ in range(20):
        _, v = la.dominant_eigenpair(symmetric(rng, np.array([2.0, 1.0, 0.3]))[0], 1e-10)
        assert v[np.abs(v).argmax()] > 0


def test_every_permutation_is_one_and_is_orthogonal(la):
    for order in itertools.permutations(range(4)):
        P = np.eye(4)[list(order)]
        assert la.is_permutation(P)
        assert la.is_orthogonal(P)


def test_of_all_small_matrices_of_zeros_and_ones_only_permutations_are_permutations(la):
    found = sum(la.is_permutation(np.reshape(bits, (3, 3))) for bits in itertools.product((0, 1), repeat=9))
    assert found == 6
    assert not la.is_permutation(np.eye(3)[:2])


@pytest.mark.parametrize("n", [1, 2, 5])
def test_a_gram_matrix_is_positive_definite_if_it_has_full_rank(la, rng, n):
    B = rng.integers(-5, 6, size=(n + 1, n)).astype(float)
    B[:n] += 9 * np.eye(n)
    assert la.is_positive_definite(B.T @ B)
    assert not la.is_positive_definite(B @ B.T)


def test_the_gradient_is_that_of_autograd(la, rng):
    A, x = rng.normal(size=(5, 5)), rng.normal(size=5)
    t = torch.from_numpy(x).requires_grad_()
    value = t @ torch.from_numpy(A) @ t
    value.backward()
    assert la.quadratic_form(A, x) == pytest.approx(value.item())
    np.testing.assert_allclose(la.quadratic_form_gradient(A, x), t.grad.numpy(), rtol=1e-12)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.uint16])
def test_integers_are_never_multiplied_in_their_own_type(la, dtype):
    top = np.iinfo(dtype).max
    A = np.full((2, 2), top, dtype=dtype)
    assert la.hadamard(A, A)[0, 0] == float(top) ** 2
    assert la.dot(A[0], A[0]) == 2 * float(top) ** 2
    assert la.quadratic_form(A, A[0]) == 4 * float(top) ** 3
