"""The gradients of a whole network. Samples keep away from kinks, where slopes are not defined."""

from __future__ import annotations

import numpy as np
from support import NARROW, cross_entropy, network, slopes, task_of, whole_network

from grader.testing import assert_close, task


@task(
    "mlp_backward", points=3, hint="Work out the shapes of every product on paper, from the last layer down."
)
def test_two_layers(compare, rng):
    """Gradients of a network with one hidden layer."""
    for B, *widths in (5, 3, 6, 4), (7, 4, 5, 2), (4, 2, 8, 3):
        params = network(rng, *widths)
        compare.mlp_backward(params, *task_of(rng, params, B))


@task("mlp_backward", points=3, hint="Each layer hands its dx on through the rectifier below it.")
def test_deep_networks(compare, rng):
    """Gradients of networks with three, four, five and twelve layers."""
    for B, *widths in (6, 3, 5, 7, 4), (8, 4, 6, 5, 3, 2), (5, 2, 4, 6, 5, 4, 3), (4, 3, *[7] * 11, 2):
        params = network(rng, *widths)
        compare.mlp_backward(params, *task_of(rng, params, B))


@task("mlp_backward", points=2, hint="One layer has no rectifier: this is softmax regression.")
def test_one_layer(compare, rng):
    """Without a hidden layer the gradient is that of softmax regression."""
    for B, *widths in (6, 3, 4), (9, 5, 2):
        params = network(rng, *widths)
        compare.mlp_backward(params, *task_of(rng, params, B))


@task(
    "mlp_backward",
    points=2,
    hint="Which factor is transposed? Equal shapes do not show it, the formula does.",
)
def test_equal_sizes(compare, rng):
    """All widths and the batch have one size, or some of them have: only the values show what is right."""
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


@task("mlp_backward", points=2, hint="A unit that is off for a sample gets no gradient from it.")
def test_dead_units_get_no_gradient(compare, rng):
    """Units that are off for all samples, or on for all, beside ordinary ones."""
    for B, *widths in (6, 3, 5, 4), (5, 4, 6, 5, 2):
        params = network(rng, *widths)
        params[0][1][:2] = -1e3, 1e1
        compare.mlp_backward(params, *task_of(rng, params, B))


@task("mlp_backward", points=2, hint="A gradient is returned as large as it is: nothing is clipped.")
def test_large_samples_give_large_gradients(compare, rng):
    """Samples of hundreds: activations and gradients are of that size too."""
    for B, *widths in (6, 3, 5, 4), (5, 4, 3), (4, 2, 6, 5, 3):
        params = network(rng, *widths)
        X, labels = task_of(rng, params, B)
        compare.mlp_backward(params, 300.0 * X, labels)


@task("mlp_backward", points=2, hint="How far a pre-activation is from 0 plays no part; only its sign does.")
def test_small_pre_activations_pass_the_gradient(compare, rng):
    """Samples of 1e-3 and of 1e-12, in networks whose hidden layers have no biases."""
    for scale, (B, *widths) in (1e-3, (5, 3, 6, 4)), (1e-12, (6, 4, 5, 7, 3)):
        params = [(W, 0 * b) for W, b in network(rng, *widths)]
        X, labels = task_of(rng, params, B)
        compare.mlp_backward(params, scale * X, labels)


@task("mlp_backward", points=2, hint="The softmax must not overflow here either.")
def test_confident_networks(compare, rng):
    """Scores in the thousands: the gradient stays finite, and that of a confident mistake is large."""
    for B, *widths in (6, 3, 5, 4), (4, 2, 7, 3):
        params = network(rng, *widths)
        params[-1] = (1e3 * params[-1][0], params[-1][1])
        compare.mlp_backward(params, *task_of(rng, params, B))


@task("mlp_backward", points=3, hint="Measure it: change one weight a little and see what the loss does.")
def test_agrees_with_central_differences(student, reference, rng):
    """Every gradient is the slope of the mean cross entropy in its parameter."""
    params = network(rng, 3, 4, 5, 3)
    X, labels = task_of(rng, params, 6)
    found = student.mlp_backward(params, X, labels)
    assert len(found) == 3, "there must be one (dW, db) for each layer"
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
    """Every sample twice gives the same gradients, and so does another order."""
    params = network(rng, 3, 6, 4)
    X, labels = task_of(rng, params, 7)
    once = reference.mlp_backward(params, X, labels)
    assert_close(
        student.mlp_backward(params, np.vstack([X, X]), np.tile(labels, 2)), once, what="every sample twice"
    )
    order = rng.permutation(7)
    assert_close(student.mlp_backward(params, X[order], labels[order]), once, what="another order")


@task("mlp_backward", hint="Integers become float64, float32 stays float32; keep no state.")
def test_dtypes_layouts_and_repeated_calls(compare, reference, rng):
    """float32 stays float32, integers become float64, and neither parameters nor samples are changed."""
    params = network(rng, 3, 5, 2)
    X, labels = task_of(rng, params, 6)
    narrow = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    single = compare.mlp_backward(narrow, X.astype(np.float32), labels, rtol=1e-4, atol=1e-5)
    assert all(g.dtype == np.float32 for layer in single for g in layer), "float32 must stay float32"
    for dtype in NARROW:
        samples, whole = whole_network(rng, dtype, 4, 3, 5, 2)
        wrong = reference.mlp_forward(whole, samples).argmin(axis=1).astype(dtype)
        found = compare.mlp_backward(whole, samples, wrong)
        assert all(g.dtype == np.float64 for layer in found for g in layer), "integers must become float64"
    other = network(rng, 2, 4, 3)
    for case in (
        (params, X, labels),
        (other, *task_of(rng, other, 4)),
        (params, X[::2], labels[::2]),
        (params, X, labels),
    ):
        compare.mlp_backward(*case)


@task("mlp_backward", hint="Labels are for counting classes: no arithmetic in their own type.")
def test_narrow_labels_of_many_classes(compare, rng):
    """Labels of one byte among 300 classes, up to the largest that the type holds."""
    params = network(rng, 3, 4, 300)
    for dtype, B in (np.uint8, 5), (np.int8, 4):
        X, _ = task_of(rng, params, B)
        compare.mlp_backward(
            params, X, np.append(rng.integers(0, 100, size=B - 1), np.iinfo(dtype).max).astype(dtype)
        )


@task("mlp_backward", weak=True, hint="What was refused for the loss is refused here.")
def test_bad_labels_and_no_layer_are_refused(compare, rng):
    """Raise ValueError for labels that are no class or do not pair up, and when there is no layer."""
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
