"""A whole network, forward."""

from __future__ import annotations

import numpy as np
from support import away_from_kinks, network

from grader.testing import assert_close, task


@task("mlp_forward", points=3, hint="Affine, ReLU, affine, ReLU, …, affine.")
def test_networks_of_all_depths(compare, rng):
    """Two, three and four layers of different widths."""
    for B, *widths in (5, 3, 6, 4), (4, 2, 5, 7, 3), (6, 4, 3, 8, 5, 2):
        compare.mlp_forward(network(rng, *widths), rng.normal(size=(B, widths[0])))


@task("mlp_forward", points=2, hint="With one layer there is no rectifier at all.")
def test_one_layer_is_linear(compare, rng):
    """A single layer is affine, and its negative outputs stay."""
    for B, *widths in (7, 3, 4), (4, 6, 2):
        compare.mlp_forward(network(rng, *widths), rng.normal(size=(B, widths[0])))


@task("mlp_forward", points=2, hint="Square weights fit on either side; only one is right.")
def test_layers_of_equal_width(compare, rng):
    """All widths and the batch have one size, so that only values tell."""
    for d, depth in (3, 3), (4, 2):
        compare.mlp_forward(network(rng, *[d] * (depth + 1)), rng.normal(size=(d, d)))


@task("mlp_forward", hint="A network without biases and with ReLU scales with its input.")
def test_scales_with_its_input_and_ignores_dead_units(student, reference, rng):
    """Without biases, doubled inputs give doubled scores; a unit that is always off may have any weight onward."""
    params = [(W, 0 * b) for W, b in network(rng, 4, 6, 5, 3)]
    X = rng.normal(size=(5, 4))
    assert_close(
        student.mlp_forward(params, 2 * X), 2 * reference.mlp_forward(params, X), what="doubled inputs"
    )
    (W1, b1), (W2, b2) = network(rng, 3, 4, 2)
    b1[1] = -1e3
    X, changed = rng.uniform(-1.0, 1.0, size=(6, 3)), W2.copy()
    changed[1] += 7.0
    scores = reference.mlp_forward([(W1, b1), (W2, b2)], X)
    assert_close(student.mlp_forward([(W1, b1), (changed, b2)], X), scores, what="scores past a dead unit")


@task("mlp_forward", hint="Integers become float64, float32 stays float32; keep no state.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32, integers become float64, and neither parameters nor samples are changed."""
    params = network(rng, 3, 5, 2)
    X = away_from_kinks(rng, params, 4)
    narrow = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    single = compare.mlp_forward(narrow, X.astype(np.float32), rtol=1e-4, atol=1e-5)
    assert single.dtype == np.float32, "float32 arguments must give float32 scores"
    whole = [(rng.integers(-5, 6, size=s), rng.integers(-5, 6, size=s[1])) for s in ((3, 4), (4, 2))]
    compare.mlp_forward(whole, rng.integers(-9, 10, size=(5, 3)))
    for case in X, X[::-1], np.asfortranarray(X), X:
        compare.mlp_forward(params, case)


@task("mlp_forward", weak=True, hint="What would a network without layers return?")
def test_no_layer_is_refused(compare, rng):
    """Raise ValueError when there is no layer."""
    compare.raises("ValueError", "mlp_forward", [], rng.normal(size=(3, 2)))
