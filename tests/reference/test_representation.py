"""The reference of representations against scipy, eigenvectors, brute force and invariances."""

from __future__ import annotations

import doctest
import itertools

import numpy as np
import pytest
import scipy.cluster.vq
import scipy.spatial.distance


@pytest.fixture
def rep(load):
    return load("representation")


@pytest.fixture
def rng():
    return np.random.default_rng(59)


def rotation(rng, d):
    return np.linalg.qr(rng.normal(size=(d, d)))[0]


def test_doctests(rep):
    outcome = doctest.testmod(rep)
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize(("n", "d"), [(20, 4), (5, 9), (6, 6)])
def test_directions_are_eigenvectors_of_the_covariance(rep, rng, n, d):
    X = rng.normal(size=(n, d)) + 7
    k = min(n - 1, d) - 1
    mean, components, variances = rep.pca_fit(X, k)
    covariance = np.cov(X.T, bias=True)
    np.testing.assert_allclose(covariance @ components.T, components.T * variances, atol=1e-12)
    np.testing.assert_allclose(components @ components.T, np.eye(k), atol=1e-12)
    np.testing.assert_allclose(variances, np.linalg.eigvalsh(covariance)[::-1][:k], atol=1e-12)
    assert (np.diff(variances) <= 0).all()
    assert (components[np.arange(k), np.abs(components).argmax(axis=1)] > 0).all()
    np.testing.assert_allclose(mean, X.mean(axis=0))


def test_coordinates_have_the_variances(rep, rng):
    X = rng.normal(size=(30, 5)) @ np.diag([5, 3, 2, 1, 0.5]) - 4
    mean, components, variances = rep.pca_fit(X, 3)
    Z = rep.pca_transform(X, mean, components)
    np.testing.assert_allclose(np.cov(Z.T, bias=True), np.diag(variances), atol=1e-12)
    whole = rep.pca_fit(X, 5)
    np.testing.assert_allclose(rep.pca_transform(X, *whole[:2]) @ whole[1] + whole[0], X)


def test_a_step_against_scipy(rep, rng):
    X, centers = rng.normal(size=(40, 3)), rng.normal(size=(4, 3))
    labels, moved = rep.kmeans_step(X, centers)
    np.testing.assert_array_equal(labels, scipy.cluster.vq.vq(X, centers)[0])
    for j in range(4):
        np.testing.assert_allclose(
            moved[j], X[labels == j].mean(axis=0) if (labels == j).any() else centers[j]
        )


def test_a_step_never_raises_the_error(rep, rng):
    X, centers = rng.normal(size=(60, 2)), rng.normal(size=(7, 2)) * 3
    before = np.inf
    for _ in range(12):
        labels, moved = rep.kmeans_step(X, centers)
        error = np.square(X - moved[labels]).sum()
        assert error <= before + 1e-12
        before, centers = error, moved


def test_empty_clusters_and_ties(rep):
    labels, moved = rep.kmeans_step(np.array([[1.0], [3.0]]), np.array([[2.0], [2.0], [50.0]]))
    assert labels.tolist() == [0, 0]
    assert moved.tolist() == [[2.0], [2.0], [50.0]]


def test_cka_by_centred_gram_matrices(rep, rng):
    X, Y = rng.normal(size=(12, 4)) + 3, rng.normal(size=(12, 6))
    H = np.eye(12) - 1 / 12
    K, L = H @ X @ X.T @ H, H @ Y @ Y.T @ H
    assert rep.linear_cka(X, Y) == pytest.approx((K * L).sum() / np.sqrt((K * K).sum() * (L * L).sum()))


def test_cka_of_the_toy(rep, rng):
    """Invariances, the ends, and a constant."""
    X, Y = rng.normal(size=(9, 3)), rng.normal(size=(9, 5))
    value = rep.linear_cka(X, Y)
    assert 0 < value < 1
    assert rep.linear_cka(Y, X) == pytest.approx(value)
    assert rep.linear_cka(4 * X @ rotation(rng, 3) + 9, -Y @ rotation(rng, 5)) == pytest.approx(value)
    assert rep.linear_cka(X * [1, 5, 20], Y) != pytest.approx(value, rel=1e-3)
    assert rep.linear_cka(X, X) == pytest.approx(1)
    assert rep.linear_cka(X, np.ones((9, 2))) == 0


@pytest.mark.parametrize("k", [1, 3, 8])
def test_neighbours_by_brute_force(rep, rng, k):
    X, Y = rng.normal(size=(9, 2)), rng.normal(size=(9, 4))
    near = []
    for Z in X, Y:
        distances = scipy.spatial.distance.cdist(Z, Z)
        near.append(
            [{j for _, j in sorted((distances[i, j], j) for j in range(9) if j != i)[:k]} for i in range(9)]
        )
    wanted = np.mean([len(a & b) / k for a, b in zip(*near, strict=True)])
    assert rep.mutual_knn_alignment(X, Y, k) == pytest.approx(wanted)


def test_ties_among_neighbours_go_to_the_first(rep):
    """On a grid, by comparing all pairs (distance, index)."""
    grid = np.array(list(itertools.product(range(3), repeat=2)), dtype=float)
    line = np.arange(9.0)[:, None]

    def nearest(Z, i):
        return {j for _, j in sorted((float(((Z[i] - Z[j]) ** 2).sum()), j) for j in range(9) if j != i)[:2]}

    wanted = np.mean([len(nearest(grid, i) & nearest(line, i)) / 2 for i in range(9)])
    assert rep.mutual_knn_alignment(grid, line, 2) == pytest.approx(wanted)


@pytest.mark.parametrize("dtype", [np.float32, np.int8, np.uint16])
def test_kinds_of_numbers(rep, rng, dtype):
    X = (rng.integers(0, 100, size=(7, 3))).astype(dtype)
    wanted = np.float32 if dtype == np.float32 else np.float64
    mean, components, variances = rep.pca_fit(X, 2)
    labels, moved = rep.kmeans_step(X, X[:2])
    found = (mean, components, variances, rep.pca_transform(X, mean, components), moved)
    assert {each.dtype for each in found} == {np.dtype(wanted)}
    assert labels.dtype == np.int64


def test_k_out_of_range(rep):
    for k in 0, 4, -1:
        with pytest.raises(ValueError, match="k must be between 1 and 3"):
            rep.pca_fit(np.ones((5, 3)), k)
        with pytest.raises(ValueError, match="k must be between 1 and 3"):
            rep.mutual_knn_alignment(np.ones((4, 2)), np.ones((4, 2)), k)
