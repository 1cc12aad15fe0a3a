"""A whole network, forward."""

from __future__ import annotations

import numpy as np
from support import NARROW, away_from_kinks, network, whole_network

from grader.testing import assert_close, task


@task("mlp_forward", points=3, hint="Affine, ReLU, affine, ReLU, …, affine. The last layer has no ReLU.")
def test_networks_of_all_depths(compare, rng):
    """Networks with two, three and four layers give the right scores."""
    for B, *widths in (5, 3, 6, 4), (4, 2, 5, 7, 3), (6, 4, 3, 8, 5, 2):
        compare.mlp_forward(network(rng, *widths), rng.normal(size=(B, widths[0])))


@task("mlp_forward", points=2, hint="A single layer has no ReLU.")
def test_one_layer_is_linear(compare, rng):
    """A single layer is affine. Its negative outputs stay."""
    for B, *widths in (7, 3, 4), (4, 6, 2):
        compare.mlp_forward(network(rng, *widths), rng.normal(size=(B, widths[0])))


@task("mlp_forward", points=2, hint="Equal shapes hide a wrong order. The order is h, then W.")
def test_equal_sizes(compare, rng):
    """All widths and the batch have one size, or some of them have."""
    for B, *widths in (3, 3, 3, 3, 3), (4, 4, 4, 4), (5, 3, 3, 3), (4, 3, 4, 2), (2, 2, 5, 2), (6, 4, 4):
        compare.mlp_forward(network(rng, *widths), rng.normal(size=(B, widths[0])))


@task("mlp_forward", points=2, hint="ReLU has no upper limit. Loop over all layers.")
def test_large_activations_and_many_layers(compare, rng):
    """Activations may be large, and there may be twelve layers."""
    for B, *widths in (5, 3, 6, 4), (4, 2, 5, 7, 3):
        compare.mlp_forward(network(rng, *widths), 300.0 * rng.normal(size=(B, widths[0])))
    compare.mlp_forward(network(rng, 3, *[6] * 11, 2), rng.normal(size=(4, 3)))


@task("mlp_forward", hint="Use ReLU after each layer but the last.")
def test_scales_with_its_input_and_ignores_dead_units(student, reference, rng):
    """Without biases, doubled inputs give doubled scores. Weights after a unit that is 0 do not matter."""
    params = [(W, 0 * b) for W, b in network(rng, 4, 6, 5, 3)]
    X = rng.normal(size=(5, 4))
    assert_close(
        student.mlp_forward(params, 2 * X),
        2 * reference.mlp_forward(params, X),
        what="Without biases, doubled inputs must give doubled scores; yours do not.",
    )
    (W1, b1), (W2, b2) = network(rng, 3, 4, 2)
    b1[1] = -1e3
    X, changed = rng.uniform(-1.0, 1.0, size=(6, 3)), W2.copy()
    changed[1] += 7.0
    scores = reference.mlp_forward([(W1, b1), (W2, b2)], X)
    assert_close(
        student.mlp_forward([(W1, b1), (changed, b2)], X),
        scores,
        what="Weights after a unit that is 0 must not matter; in your result they do.",
    )


@task("mlp_forward", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32, integers become float64, and the arguments do not change."""
    params = network(rng, 3, 5, 2)
    X = away_from_kinks(rng, params, 4)
    narrow = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    single = compare.mlp_forward(narrow, X.astype(np.float32), rtol=1e-4, atol=1e-5)
    assert single.dtype == np.float32, "float32 arguments must give float32 scores."
    for dtype in NARROW:
        samples, whole = whole_network(rng, dtype, 5, 3, 4, 2)
        assert compare.mlp_forward(whole, samples).dtype == np.float64, "Integers must become float64."
    for case in X, X[::-1], np.asfortranarray(X), X:
        compare.mlp_forward(params, case)


@task("mlp_forward", weak=True, hint="Check the list of layers first.")
def test_no_layer_is_refused(compare, rng):
    """ValueError is raised when there is no layer."""
    compare.raises("ValueError", "mlp_forward", [], rng.normal(size=(3, 2)))
