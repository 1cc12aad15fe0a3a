"""The gradients of a whole network. Samples keep away from kinks, where slopes are not defined."""

from __future__ import annotations

import numpy as np
from support import NARROW, cross_entropy, network, slopes, task_of, whole_network

from grader.testing import assert_close, task


@task(
    "mlp_backward", points=3, hint="Write down the shape of each product, from the last layer to the first."
)
def test_two_layers(compare, rng):
    """The gradients of a network with one hidden layer are right."""
    for B, *widths in (5, 3, 6, 4), (7, 4, 5, 2), (4, 2, 8, 3):
        params = network(rng, *widths)
        compare.mlp_backward(params, *task_of(rng, params, B))


@task("mlp_backward", points=3, hint="Each layer gives its dx to the ReLU before it.")
def test_deep_networks(compare, rng):
    """The gradients of networks with 3, 4, 5 and 12 layers are right."""
    for B, *widths in (6, 3, 5, 7, 4), (8, 4, 6, 5, 3, 2), (5, 2, 4, 6, 5, 4, 3), (4, 3, *[7] * 11, 2):
        params = network(rng, *widths)
        compare.mlp_backward(params, *task_of(rng, params, B))


@task("mlp_backward", points=2, hint="A single layer has no ReLU.")
def test_one_layer(compare, rng):
    """Without a hidden layer, the gradient is that of softmax regression."""
    for B, *widths in (6, 3, 4), (9, 5, 2):
        params = network(rng, *widths)
        compare.mlp_backward(params, *task_of(rng, params, B))


@task(
    "mlp_backward",
    points=2,
    hint="Equal shapes hide a wrong transpose. Which factor is transposed?",
)
def test_equal_sizes(compare, rng):
    """All widths and the batch have one size, or some of them have."""
    for B, *widths in (
        (4, 4, 4, 4),
        (3, 3, 3, 3, 3),
        (6, 4, 4, 4),
        (4, 3, 4, 2),
        (3, 5, 2, 3),
        (5, 3, 3),
        (4, 4, 3),
    ):
        params = network(rng, *widths)
        compare.mlp_backward(params, *task_of(rng, params, B))


@task("mlp_backward", points=2, hint="A unit gets no gradient from a sample for which it is off.")
def test_dead_units_get_no_gradient(compare, rng):
    """Some units are off for all samples, and some are on for all."""
    for B, *widths in (6, 3, 5, 4), (5, 4, 6, 5, 2):
        params = network(rng, *widths)
        params[0][1][:2] = -1e3, 1e1
        compare.mlp_backward(params, *task_of(rng, params, B))


@task("mlp_backward", points=2, hint="Do not clip the gradient.")
def test_large_samples_give_large_gradients(compare, rng):
    """Samples of hundreds give large gradients."""
    for B, *widths in (6, 3, 5, 4), (5, 4, 3), (4, 2, 6, 5, 3):
        params = network(rng, *widths)
        X, labels = task_of(rng, params, B)
        compare.mlp_backward(params, 300.0 * X, labels)


@task("mlp_backward", points=2, hint="Compare the pre-activation with 0, without a tolerance.")
def test_small_pre_activations_pass_the_gradient(compare, rng):
    """Very small positive pre-activations pass the gradient."""
    for scale, (B, *widths) in (1e-3, (5, 3, 6, 4)), (1e-12, (6, 4, 5, 7, 3)):
        params = [(W, 0 * b) for W, b in network(rng, *widths)]
        X, labels = task_of(rng, params, B)
        compare.mlp_backward(params, scale * X, labels)


@task("mlp_backward", points=2, hint="Subtract the largest score of a row before exp.")
def test_confident_networks(compare, rng):
    """With scores of thousands, the gradient is finite."""
    for B, *widths in (6, 3, 5, 4), (4, 2, 7, 3):
        params = network(rng, *widths)
        params[-1] = (1e3 * params[-1][0], params[-1][1])
        compare.mlp_backward(params, *task_of(rng, params, B))


@task("mlp_backward", points=3, hint="Check it yourself: change one weight a little and look at the loss.")
def test_agrees_with_central_differences(student, reference, rng):
    """Each gradient agrees with finite differences of the loss."""
    params = network(rng, 3, 4, 5, 3)
    X, labels = task_of(rng, params, 6)
    found = student.mlp_backward(params, X, labels)
    assert len(found) == 3, "There must be one pair (dW, db) for each layer; yours has another number."
    for level in range(3):
        for part in range(2):

            def loss(array, level=level, part=part):
                changed = [list(layer) for layer in params]
                changed[level][part] = array
                return cross_entropy(labels, reference.mlp_forward(changed, X))

            expected = slopes(loss, params[level][part])
            what = f"{('dW', 'db')[part]} of layer {level + 1}"
            assert_close(found[level][part], expected, rtol=1e-5, atol=1e-7, what=what)


@task("mlp_backward", hint="The loss is a mean over the batch.")
def test_samples_twice_change_nothing(student, reference, rng):
    """Every sample twice, or another order, gives the same gradients."""
    params = network(rng, 3, 6, 4)
    X, labels = task_of(rng, params, 7)
    once = reference.mlp_backward(params, X, labels)
    assert_close(
        student.mlp_backward(params, np.vstack([X, X]), np.tile(labels, 2)),
        once,
        what="Every sample twice must give the same gradients; yours change.",
    )
    order = rng.permutation(7)
    assert_close(
        student.mlp_backward(params, X[order], labels[order]),
        once,
        what="The order of the samples must not matter; in your result it does.",
    )


@task("mlp_backward", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_dtypes_layouts_and_repeated_calls(compare, reference, rng):
    """float32 stays float32, integers become float64, and the arguments do not change."""
    params = network(rng, 3, 5, 2)
    X, labels = task_of(rng, params, 6)
    narrow = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    single = compare.mlp_backward(narrow, X.astype(np.float32), labels, rtol=1e-4, atol=1e-5)
    assert all(g.dtype == np.float32 for layer in single for g in layer), "float32 must stay float32."
    for dtype in NARROW:
        samples, whole = whole_network(rng, dtype, 4, 3, 5, 2)
        wrong = reference.mlp_forward(whole, samples).argmin(axis=1).astype(dtype)
        found = compare.mlp_backward(whole, samples, wrong)
        assert all(g.dtype == np.float64 for layer in found for g in layer), "Integers must become float64."
    other = network(rng, 2, 4, 3)
    for case in (
        (params, X, labels),
        (other, *task_of(rng, other, 4)),
        (params, X[::2], labels[::2]),
        (params, X, labels),
    ):
        compare.mlp_backward(*case)


@task("mlp_backward", hint="Do not compute with the labels in their own type.")
def test_narrow_labels_of_many_classes(compare, rng):
    """There are 300 classes, and the labels have one byte each."""
    params = network(rng, 3, 4, 300)
    for dtype, B in (np.uint8, 5), (np.int8, 4):
        X, _ = task_of(rng, params, B)
        compare.mlp_backward(
            params, X, np.append(rng.integers(0, 100, size=B - 1), np.iinfo(dtype).max).astype(dtype)
        )


@task("mlp_backward", weak=True, hint="Raise the same errors as the loss.")
def test_bad_labels_and_no_layer_are_refused(compare, rng):
    """ValueError is raised for bad labels, for a wrong number of labels, and for a network without layers."""
    params, X = network(rng, 2, 4, 3), rng.normal(size=(3, 2))
    for bad in (
        [0, 3, 1],
        [0, -1, 1],
        [0, 1, 3],
        [2, 1, -1],
        [0, 1],
        [0, 1, 2, 0],
        [[0], [1], [2]],
        [0.0, 1.0, 2.0],
    ):
        compare.raises("ValueError", "mlp_backward", params, X, np.array(bad))
    compare.raises("ValueError", "mlp_backward", [], X, np.array([0, 1, 2]))
