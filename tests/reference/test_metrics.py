"""The reference of the assignment ``metrics`` against scikit-learn, against itself, and at its limits."""

from __future__ import annotations

import doctest
from fractions import Fraction

import numpy as np
import pytest
from sklearn import metrics as sklearn_metrics

BINARY = ["confusion_counts", "precision", "recall", "f1_score"]
MULTICLASS = ["confusion_matrix", "macro_f1", "micro_f1"]


@pytest.fixture
def metrics(load):
    return load("metrics")


@pytest.fixture(params=range(12))
def rng(request):
    return np.random.default_rng(request.param)


@pytest.fixture
def binary(rng):
    """Two arrays of 0 and 1; in a part of the draws a class is missing from one or both."""
    n = int(rng.integers(1, 60))
    shares = rng.choice([0.0, 0.1, 0.5, 0.9, 1.0], size=2)
    return tuple((rng.random(n) < share).astype(np.int64) for share in shares)


@pytest.fixture
def multiclass(rng):
    """Two arrays of labels below k and k; in a part of the draws classes are missing."""
    k = int(rng.integers(1, 9))
    n = int(rng.integers(1, 80))
    return rng.integers(0, int(rng.integers(1, k + 1)), n), rng.integers(0, int(rng.integers(1, k + 1)), n), k


def call(metrics, name, y, y_hat, k=3):
    """One function, with a fitting third argument where it has one."""
    extra = {"f_beta": (2.0,), **dict.fromkeys(MULTICLASS, (k,))}.get(name, ())
    return getattr(metrics, name)(y, y_hat, *extra)


def test_the_examples_in_the_docstrings_run(metrics):
    result = doctest.testmod(metrics)
    assert result.attempted >= 10
    assert result.failed == 0


def test_counts_agree_with_scikit_learn(metrics, binary):
    y, y_hat = binary
    (tn, fp), (fn, tp) = sklearn_metrics.confusion_matrix(y, y_hat, labels=[0, 1])
    assert metrics.confusion_counts(y, y_hat) == (tp, fp, tn, fn)


@pytest.mark.parametrize("name", ["precision", "recall", "f1_score"])
def test_two_class_ratios_agree_with_scikit_learn_where_0_over_0_is_0(metrics, binary, name):
    theirs = getattr(sklearn_metrics, f"{name.removesuffix('_score')}_score")
    expected = theirs(*binary, zero_division=0)
    assert getattr(metrics, name)(*binary) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("beta", [0.01, 0.5, 1, 2.0, 30])
def test_f_beta_agrees_with_scikit_learn(metrics, binary, beta):
    expected = sklearn_metrics.fbeta_score(*binary, beta=beta, zero_division=0)
    assert metrics.f_beta(*binary, beta) == pytest.approx(expected, rel=1e-12)


def test_accuracy_agrees_with_scikit_learn_and_the_error_rate_is_the_rest(metrics, multiclass):
    y, y_hat, _ = multiclass
    assert metrics.accuracy(y, y_hat) == pytest.approx(sklearn_metrics.accuracy_score(y, y_hat), rel=1e-14)
    assert metrics.error_rate(y, y_hat) == pytest.approx(1 - metrics.accuracy(y, y_hat), abs=1e-15)


def test_the_matrix_agrees_with_scikit_learn(metrics, multiclass):
    y, y_hat, k = multiclass
    matrix = metrics.confusion_matrix(y, y_hat, k)
    np.testing.assert_array_equal(matrix, sklearn_metrics.confusion_matrix(y, y_hat, labels=range(k)))
    assert matrix.dtype.kind == "i"


@pytest.mark.parametrize("average", ["macro", "micro"])
def test_averages_agree_with_scikit_learn_when_it_is_told_of_all_classes(metrics, multiclass, average):
    y, y_hat, k = multiclass
    expected = sklearn_metrics.f1_score(y, y_hat, labels=range(k), average=average, zero_division=0)
    assert getattr(metrics, f"{average}_f1")(y, y_hat, k) == pytest.approx(expected, rel=1e-14)


def test_micro_f1_is_the_accuracy(metrics, multiclass):
    y, y_hat, k = multiclass
    assert metrics.micro_f1(y, y_hat, k) == pytest.approx(metrics.accuracy(y, y_hat), rel=1e-15)


def test_exchanging_truth_and_prediction_exchanges_precision_and_recall(metrics, binary):
    y, y_hat = binary
    assert metrics.precision(y_hat, y) == metrics.recall(y, y_hat)
    assert metrics.f1_score(y_hat, y) == metrics.f1_score(y, y_hat)


def test_exchanging_truth_and_prediction_transposes_the_matrix(metrics, multiclass):
    y, y_hat, k = multiclass
    matrix = metrics.confusion_matrix(y, y_hat, k)
    np.testing.assert_array_equal(metrics.confusion_matrix(y_hat, y, k), matrix.T)


def test_new_names_for_the_classes_change_no_average(metrics, multiclass, rng):
    y, y_hat, k = multiclass
    name = rng.permutation(k)
    for average in (metrics.macro_f1, metrics.micro_f1):
        assert average(name[y], name[y_hat], k) == pytest.approx(average(y, y_hat, k), rel=1e-14)


def test_the_order_of_the_samples_does_not_matter(metrics, multiclass, rng):
    y, y_hat, k = multiclass
    order = rng.permutation(len(y))
    for name in ("accuracy", "error_rate", *MULTICLASS):
        once, again = call(metrics, name, y, y_hat, k), call(metrics, name, y[order], y_hat[order], k)
        np.testing.assert_array_equal(once, again)


def test_f1_is_the_harmonic_mean_to_the_last_digit(metrics, binary):
    """The value computed from the counts is the fraction 2PR / (P + R), rounded once."""
    tp, fp, _, fn = metrics.confusion_counts(*binary)
    if tp == 0:
        assert metrics.f1_score(*binary) == 0.0
        return
    p, r = Fraction(tp, tp + fp), Fraction(tp, tp + fn)
    assert metrics.f1_score(*binary) == float(2 * p * r / (p + r))


def test_f_beta_lies_between_precision_and_recall_and_reaches_them(metrics):
    y = np.array([1, 1, 1, 1, 1, 0, 0, 0])
    y_hat = np.array([1, 1, 0, 0, 0, 1, 0, 0])
    p, r = metrics.precision(y, y_hat), metrics.recall(y, y_hat)
    values = [metrics.f_beta(y, y_hat, beta) for beta in (1e-200, 0.3, 1, 3, 1e200)]
    assert values == sorted(values, reverse=True)
    assert values[0] == pytest.approx(p, rel=1e-15)
    assert values[2] == pytest.approx(metrics.f1_score(y, y_hat), rel=1e-15)
    assert values[-1] == pytest.approx(r, rel=1e-15)


def test_the_f1_of_means_is_never_below_the_mean_of_f1_scores(metrics, multiclass):
    """Opitz and Burst, arXiv:1911.03347; the docstring of ``macro_f1`` says so."""
    y, y_hat, k = multiclass
    p = sklearn_metrics.precision_score(y, y_hat, labels=range(k), average="macro", zero_division=0)
    r = sklearn_metrics.recall_score(y, y_hat, labels=range(k), average="macro", zero_division=0)
    assert metrics.macro_f1(y, y_hat, k) <= (2 * p * r / (p + r) if p + r else 0.0) + 1e-15


@pytest.mark.parametrize("name", ["precision", "recall", "f1_score", "f_beta"])
@pytest.mark.parametrize(("truth", "prediction"), [(0, 0), (0, 1), (1, 0)])
def test_zero_over_zero_is_a_plain_0(metrics, name, truth, prediction):
    value = call(metrics, name, np.full(4, truth), np.full(4, prediction))
    assert value == 0.0
    assert type(value) is float


def test_an_absent_class_counts_as_0_in_the_macro_average(metrics):
    y = np.array([0, 2, 2, 0])
    assert metrics.macro_f1(y, y, 5) == pytest.approx(2 / 5, rel=1e-15)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.uint32, np.int64, np.uint64])
def test_small_integer_types_do_not_overflow(metrics, dtype):
    """100 classes and 400 samples: k·y + ŷ and the counts are far beyond 8 bits."""
    y, y_hat = np.random.default_rng(5).integers(0, 100, size=(2, 400))
    for name in ("accuracy", *MULTICLASS):
        small = call(metrics, name, y.astype(dtype), y_hat.astype(dtype), 100)
        np.testing.assert_array_equal(small, call(metrics, name, y, y_hat, 100))
    ones = np.ones(700, dtype=dtype)
    assert metrics.confusion_counts(ones, ones) == (700, 0, 0, 0)


@pytest.mark.parametrize("name", [*BINARY, "f_beta", "accuracy", "error_rate", *MULTICLASS])
def test_read_only_strided_inputs_are_enough(metrics, name):
    table = np.random.default_rng(3).integers(0, 2, size=(31, 2))
    table.flags.writeable = False
    strided = call(metrics, name, table[::2, 0], table[::2, 1])
    np.testing.assert_array_equal(strided, call(metrics, name, table[::2, 0].copy(), table[::2, 1].copy()))


@pytest.mark.parametrize("name", [*BINARY, "f_beta", "accuracy", "error_rate", *MULTICLASS])
def test_arrays_that_do_not_pair_up_are_refused(metrics, name):
    labels = np.array([0, 1, 1, 0])
    for other in (labels[:3], labels[:1], labels[:, None]):
        with pytest.raises(ValueError, match=r"one-dimensional and of one length, got shapes \(4,\) and \("):
            call(metrics, name, labels, other)
    with pytest.raises(ValueError, match=r"one-dimensional .* got shapes \(2, 2\) and \(2, 2\)"):
        call(metrics, name, labels.reshape(2, 2), labels.reshape(2, 2))
    with pytest.raises(ValueError, match="at least one label"):
        call(metrics, name, labels[:0], labels[:0])


@pytest.mark.parametrize("strange", [-1, 2, 0.7, np.nan])
@pytest.mark.parametrize("name", [*BINARY, "f_beta", *MULTICLASS])
def test_a_label_that_is_no_class_is_refused_by_name(metrics, name, strange):
    labels = np.array([0, 1, 1])
    with pytest.raises(ValueError, match=rf"^y must hold labels from range\(2\), got {strange}"):
        call(metrics, name, np.array([0, strange, 1]), labels, 2)
    with pytest.raises(ValueError, match=rf"^y_hat must hold labels from range\(2\), got {strange}"):
        call(metrics, name, labels, np.array([0, strange, 1]), 2)


@pytest.mark.parametrize("beta", [0, 0.0, -1, np.nan])
def test_beta_must_be_positive(metrics, beta):
    with pytest.raises(ValueError, match="beta must be a positive number, got"):
        metrics.f_beta(np.array([0, 1]), np.array([1, 1]), beta)
