"""The hidden tests of the tasks that `benchmarks.scale` grades, as an instructor writes them without an engine."""

from __future__ import annotations

import metrics
import numpy as np
import pytest

import reference

FUNCTIONS = pytest.mark.parametrize("name", ["accuracy", "error_rate"])


@pytest.fixture
def rng(request):
    return np.random.default_rng(len(request.node.name))


def labelled(rng, low, high, dtype=np.int64):
    counts = rng.integers(low, high)
    pairs = np.repeat(np.indices(counts.shape).reshape(2, -1), counts.ravel(), axis=1)
    y, y_hat = rng.permutation(pairs, axis=1).astype(dtype)
    return y, y_hat


def check(name, y, y_hat):
    found = getattr(metrics, name)(y.copy(), y_hat.copy())
    assert found == pytest.approx(getattr(reference, name)(y, y_hat), rel=1e-13, abs=1e-14)


@FUNCTIONS
def test_two_classes(name, rng):
    check(name, *labelled(rng, [[4, 22], [1, 7]], [[7, 26], [4, 11]]))


@FUNCTIONS
def test_positives_are_rare(name, rng):
    check(name, *labelled(rng, [[60, 2], [11, 5]], [[75, 5], [16, 8]], np.int32))


@FUNCTIONS
def test_three_classes(name, rng):
    check(name, rng.integers(0, 3, size=47), rng.integers(0, 3, size=47))


@FUNCTIONS
def test_many_classes(name, rng):
    y = rng.integers(0, 9, size=183)
    check(name, y, np.where(rng.random(183) < 0.5, y, rng.integers(0, 9, size=183)))


@FUNCTIONS
def test_labels_are_names(name, rng):
    low = np.array([[40, 33, 1], [9, 25, 5], [3, 14, 17]])
    y, y_hat = labelled(rng, low, low + 3)
    names = np.array([250, 7, 31], dtype=np.uint8)
    check(name, names[y], names[y_hat])
    names = np.array([1, 257, 30001])
    check(name, names[y].astype(np.int16), names[y_hat].astype(np.int16))
    check(name, names[y].astype(np.uint16), names[y_hat])


@FUNCTIONS
def test_hundreds_of_8_bit_labels(name, rng):
    check(name, *labelled(rng, [[140, 260], [200, 150]], [[145, 270], [220, 180]], np.int8))
    check(name, *labelled(rng, [[280, 320], [260, 380]], [[300, 350], [275, 420]], np.uint8))


@FUNCTIONS
def test_every_prediction_right_and_every_one_wrong(name, rng):
    y = rng.integers(0, 2, size=19).astype(np.int8)
    check(name, y, y)
    check(name, y, 1 - y)


@FUNCTIONS
def test_arrays_that_do_not_pair_up_are_refused(name):
    labels = np.array([0, 1, 1, 0])
    for y, y_hat in (
        (labels, labels[:3]),
        (labels, labels[:, None]),
        (labels[None], labels),
        (labels[:0], labels[:0]),
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - the statement asks for no words
            getattr(metrics, name)(y, y_hat)
