"""The reference of data_preparation against scikit-learn, scipy, torch, its own properties and extremes."""

from __future__ import annotations

import doctest
import itertools
import math
import re

import numpy as np
import pytest
import scipy.stats
import torch

NAN = math.nan


@pytest.fixture
def dp(load):
    return load("data_preparation")


@pytest.fixture
def rng():
    return np.random.default_rng(31)


def seeded(seed):
    return torch.Generator().manual_seed(seed)


def gappy(rng, n, d):
    """A table with a gap in each column, and three or more known values."""
    X = rng.normal(3.0, 2.0, size=(n, d))
    for j in range(d):
        X[rng.permutation(n)[: 1 + j % (n - 3)], j] = NAN
    return X


def test_doctests(dp):
    """The examples in the docstrings run and print what they say."""
    outcome = doctest.testmod(dp)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_worked_example_of_the_statement(dp):
    """The numbers that the statement works out by hand."""
    X = np.array([[1.0, 4.0], [NAN, 8.0], [5.0, NAN]])
    np.testing.assert_array_equal(dp.impute_mean(X), [[1, 4], [3, 8], [5, 6]])
    np.testing.assert_array_equal(dp.drop_missing(X), [[1, 4]])
    assert dp.drop_missing(X, axis=1).shape == (3, 0)
    np.testing.assert_allclose(dp.class_weights(np.array([0, 0, 0, 2]), 4), [2 / 3, 0, 2, 0])
    scaled = dp.standardize(np.array([[5.0, 9.0]]), np.array([2.0, 7.0]), np.array([0.5, 0.0]))
    np.testing.assert_array_equal(scaled, [[6, 2]])
    np.testing.assert_array_equal(dp.min_max_scale(np.array([[2], [6], [3]])), [[0], [1], [0.25]])
    parts = dp.train_val_test_split(11, (0.7, 0.2, 0.1), np.random.default_rng(2))
    assert [len(part) for part in parts] == [8, 2, 1]
    seqs = [np.array([1, 2, 3, 4, 5]), np.array([7, 8])]
    np.testing.assert_array_equal(dp.pad_sequences(seqs, 4), [[2, 3, 4, 5], [0, 0, 7, 8]])
    np.testing.assert_array_equal(dp.pad_sequences(seqs, 4, "post"), [[1, 2, 3, 4], [7, 8, 0, 0]])


def test_figure_of_the_misconceptions(dp):
    """1, 2, 3 become ±1.2247 with the population's deviation, and a constant column stays finite."""
    X = np.array([[1.0, 4.0], [2.0, 4.0], [3.0, 4.0]])
    scaled = dp.standardize(X, X.mean(axis=0), X.std(axis=0))
    np.testing.assert_allclose(scaled, [[-1.224745, 0], [0, 0], [1.224745, 0]], atol=5e-7)


@pytest.mark.parametrize(("n", "d"), [(4, 3), (9, 9), (5, 12)])
def test_missing_values_and_scales_agree_with_scikit_learn(dp, rng, n, d):
    """SimpleImputer, StandardScaler and MinMaxScaler."""
    impute = pytest.importorskip("sklearn.impute")
    preprocessing = pytest.importorskip("sklearn.preprocessing")
    X = gappy(rng, n, d)
    filled = dp.impute_mean(X)
    np.testing.assert_allclose(filled, impute.SimpleImputer().fit_transform(X), rtol=1e-12)
    filled[:, 0] = 2.5
    scaler = preprocessing.StandardScaler().fit(filled)
    test = rng.normal(size=(6, d))
    scaled = dp.standardize(test, filled.mean(axis=0), filled.std(axis=0))
    np.testing.assert_allclose(scaled, scaler.transform(test), rtol=1e-9, atol=1e-12)
    expected = preprocessing.MinMaxScaler().fit_transform(filled)
    np.testing.assert_allclose(dp.min_max_scale(filled), expected, rtol=1e-9, atol=1e-12)


def test_class_weights_agree_with_scikit_learn(dp, rng):
    """Of the classes that have a sample; all weights of the samples sum to n."""
    weights = pytest.importorskip("sklearn.utils.class_weight")
    y = rng.choice([0, 1, 3, 6], p=[0.1, 0.5, 0.3, 0.1], size=200)
    present = np.unique(y)
    expected = weights.compute_class_weight("balanced", classes=present, y=y)
    found = dp.class_weights(y, 9)
    np.testing.assert_allclose(found[present], expected)
    assert found.shape == (9,)
    assert found.sum() == pytest.approx(expected.sum())
    assert found[y].sum() == pytest.approx(200)


def test_one_hot_agrees_with_scikit_learn(dp, rng):
    """OneHotEncoder has the missing values last as well."""
    preprocessing = pytest.importorskip("sklearn.preprocessing")
    values = rng.choice([4.0, -1.0, 2.5, NAN], size=30)
    encoder = preprocessing.OneHotEncoder(sparse_output=False)
    expected = encoder.fit_transform(values[:, None])
    hot, categories = dp.one_hot_with_missing(values)
    np.testing.assert_array_equal(hot, expected)
    np.testing.assert_array_equal(categories, encoder.categories_[0])


def test_one_hot_rows_give_the_values_back(dp, rng):
    """The category of the column with the 1 is the value."""
    for gaps in 0, 1, 5:
        values = rng.integers(-3, 4, size=12) * 0.5
        values[:gaps] = NAN
        hot, categories = dp.one_hot_with_missing(values)
        np.testing.assert_array_equal(categories[hot.argmax(axis=1)], values)
        np.testing.assert_array_equal(hot.sum(axis=1), np.ones(12))
        assert np.isnan(categories).sum() == min(gaps, 1)


def test_nothing_but_missing_values(dp):
    """One column for one-hot rows, no row or column when they are left out, and no mean."""
    hot, categories = dp.one_hot_with_missing(np.full(3, NAN))
    np.testing.assert_array_equal(hot, np.ones((3, 1)))
    np.testing.assert_array_equal(categories, [NAN])
    X = np.full((3, 2), NAN)
    assert dp.drop_missing(X).shape == (0, 2)
    assert dp.drop_missing(X, 1).shape == (3, 0)
    with pytest.raises(ValueError, match="got none in column 0"):
        dp.impute_mean(X)


def test_infinities_are_not_missing(dp):
    """They stay when rows are left out, and they are categories."""
    X = np.array([[np.inf, 1.0], [NAN, 2.0], [-np.inf, 3.0]])
    np.testing.assert_array_equal(dp.drop_missing(X), X[[0, 2]])
    _, categories = dp.one_hot_with_missing(X[:, 0])
    np.testing.assert_array_equal(categories, [-np.inf, np.inf, NAN])


def test_dropping_columns_is_dropping_rows_of_the_transpose(dp, rng):
    """And what is left has no gap."""
    X = rng.normal(size=(9, 7))
    X[[0, 3, 3], [1, 1, 5]] = NAN
    np.testing.assert_array_equal(dp.drop_missing(X, 1), dp.drop_missing(X.T).T)
    assert np.isfinite(dp.drop_missing(X)).all()
    assert dp.drop_missing(X).shape == (7, 7)


@pytest.mark.parametrize("unit", [1e-25, 1.0, 1e25])
def test_tiny_and_huge_units(dp, rng, unit):
    """Scaled columns do not depend on the unit."""
    X = rng.normal(size=(8, 3))
    np.testing.assert_allclose(dp.min_max_scale(X * unit), dp.min_max_scale(X), rtol=1e-9)
    m, s = X.mean(axis=0), X.std(axis=0)
    scaled = dp.standardize(X * unit, m * unit, s * unit)
    np.testing.assert_allclose(scaled, dp.standardize(X, m, s), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("dtype", ["int8", "int16", "uint8", "uint16"])
def test_narrow_integers_give_what_their_floats_give(dp, rng, dtype):
    """Differences of these numbers do not fit into their type."""
    ends = np.iinfo(dtype)
    X = rng.integers(ends.min, ends.max + 1, size=(6, 3)).astype(dtype)
    X[0], X[1] = ends.max, ends.min
    wide = X.astype(float)
    for name in "impute_mean", "drop_missing", "min_max_scale":
        np.testing.assert_array_equal(getattr(dp, name)(X), getattr(dp, name)(wide))
    np.testing.assert_array_equal(dp.standardize(X, X[1], X[0]), dp.standardize(wide, wide[1], wide[0]))
    for where in "pre", "post":
        padded = dp.pad_sequences([X[0], X[1, :1], X[:, 0]], 4, where)
        assert padded.dtype == np.int64
        np.testing.assert_array_equal(padded, dp.pad_sequences([wide[0], wide[1, :1], wide[:, 0]], 4, where))
    y = np.array([0, ends.max, 0, 3], dtype=dtype)
    np.testing.assert_array_equal(dp.class_weights(y), dp.class_weights(y.astype(np.int64)))
    assert len(dp.class_weights(y)) == int(ends.max) + 1


def test_types_of_results(dp, rng):
    """float32 stays float32; weights of classes and one-hot rows are float64; indices are int64."""
    X = rng.normal(size=(4, 3)).astype(np.float32)
    tables = dp.impute_mean(X), dp.drop_missing(X), dp.min_max_scale(X), dp.standardize(X, X[0], X[1] ** 2)
    assert {table.dtype for table in tables} == {np.dtype(np.float32)}
    assert dp.pad_sequences([X[0]], 5).dtype == np.float32
    hot, categories = dp.one_hot_with_missing(np.array([1.0, NAN], dtype=np.float32))
    assert (hot.dtype, categories.dtype) == (np.float64, np.float32)
    assert dp.class_weights(np.array([0])).dtype == np.float64
    assert {part.dtype for part in dp.train_val_test_split(9, (0.5, 0.3, 0.2), rng)} == {np.dtype(np.int64)}
    assert dp.weighted_sample(torch.ones(3), 2, seeded(1)).dtype == torch.int64
    assert {batch.dtype for batch in dp.minibatches(5, 2, seeded(1))} == {torch.int64}


def test_arguments_are_not_modified(dp, rng):
    """Read-only arrays are enough."""
    X, y = gappy(rng, 6, 3), np.array([0, 2, 1])
    mean, std = np.nanmean(X, axis=0), np.zeros(3)
    for array in X, y, mean, std:
        array.flags.writeable = False
    dp.impute_mean(X)
    dp.drop_missing(X)
    dp.class_weights(y)
    dp.one_hot_with_missing(X[:, 0])
    dp.standardize(X, mean, std)
    dp.min_max_scale(X)
    dp.pad_sequences([y, y], 2)
    weights = torch.tensor([1.0, 2.0])
    dp.weighted_sample(weights, 3, seeded(2))
    assert weights.tolist() == [1.0, 2.0]


@pytest.mark.parametrize("n", [1, 2, 3, 10, 11, 99, 1000])
@pytest.mark.parametrize("fractions", [(0.7, 0.2, 0.1), (0.0, 0.5, 0.5), (1.0, 0.0, 0.0), (0.34, 0.33, 0.33)])
def test_parts_are_disjoint_and_complete(dp, rng, n, fractions):
    """Nothing is lost in rounding: the training set gets the rest."""
    train, validation, test = dp.train_val_test_split(n, fractions, rng)
    assert (len(validation), len(test)) == (int(n * fractions[1]), int(n * fractions[2]))
    np.testing.assert_array_equal(np.sort(np.concatenate([train, validation, test])), np.arange(n))


def test_all_divisions_are_equally_likely(dp, rng):
    """Of five samples into 2, 2 and 1, by a chi-squared test with a fixed seed."""
    counts = dict.fromkeys(set(itertools.permutations([0, 0, 1, 1, 2])), 0)
    for _ in range(6000):
        place = np.zeros(5, dtype=int)
        for number, part in enumerate(dp.train_val_test_split(5, (0.4, 0.4, 0.2), rng)):
            place[part] = number
        counts[tuple(place.tolist())] += 1
    assert len(counts) == 30
    assert scipy.stats.chisquare(list(counts.values())).pvalue > 1e-3


def test_samples_follow_the_weights(dp):
    """By a chi-squared test with a fixed seed, also for pairs of neighbours, which are independent."""
    weights = torch.tensor([1, 0, 4, 3, 2])
    draws = dp.weighted_sample(weights, 20_000, seeded(3)).numpy()
    counts = np.bincount(draws, minlength=5)
    assert counts[1] == 0
    p = np.array([0.1, 0.4, 0.3, 0.2])
    assert scipy.stats.chisquare(counts[[0, 2, 3, 4]], 20_000 * p).pvalue > 1e-3
    pairs = np.bincount(5 * draws[0::2] + draws[1::2], minlength=25).reshape(5, 5)[
        np.ix_([0, 2, 3, 4], [0, 2, 3, 4])
    ]
    assert scipy.stats.chisquare(pairs.ravel(), 10_000 * np.outer(p, p).ravel()).pvalue > 1e-3


def test_samples_agree_with_torch(dp):
    """WeightedRandomSampler draws the same indices from the same generator."""
    weights = torch.tensor([0.5, 2.0, 1.5], dtype=torch.float64)
    sampler = torch.utils.data.WeightedRandomSampler(weights.tolist(), 50, generator=seeded(4))
    assert dp.weighted_sample(weights, 50, seeded(4)).tolist() == list(sampler)


@pytest.mark.parametrize("scale", [1e-25, 1e25])
def test_only_ratios_of_weights_count(dp, scale):
    """Also where the weights are tiny or huge, by a chi-squared test with a fixed seed."""
    weights = torch.tensor([1.0, 3.0, 4.0], dtype=torch.float64)
    draws = dp.weighted_sample(weights * scale, 8000, seeded(5)).numpy()
    assert scipy.stats.chisquare(np.bincount(draws), 1000 * weights.numpy()).pvalue > 1e-3


@pytest.mark.parametrize(("n", "batch_size"), [(10, 4), (9, 3), (1, 1), (5, 8), (7, 1), (300, 64)])
def test_batches_are_those_of_a_loader(dp, n, batch_size):
    """The sizes are those of torch's DataLoader, and each index occurs once."""
    batches = dp.minibatches(n, batch_size, seeded(6))
    loader = torch.utils.data.DataLoader(range(n), batch_size=batch_size, shuffle=True)
    assert [len(batch) for batch in batches] == [len(batch) for batch in loader]
    assert torch.cat(batches).sort().values.tolist() == list(range(n))


def test_orders_of_batches_are_equally_likely(dp):
    """All 24 orders of four indices, by a chi-squared test with a fixed seed; each call draws anew."""
    source, counts = seeded(7), dict.fromkeys(itertools.permutations(range(4)), 0)
    for _ in range(4800):
        counts[tuple(torch.cat(dp.minibatches(4, 3, source)).tolist())] += 1
    assert scipy.stats.chisquare(list(counts.values())).pvalue > 1e-3


@pytest.mark.parametrize("lengths", [(0, 3, 5), (4,), (1, 2), (6, 0, 6, 9)])
def test_padding_agrees_with_torch(dp, rng, lengths):
    """``pad_sequence`` to the longest length, and its mirror image in front."""
    seqs = [rng.normal(size=length) for length in lengths]
    longest = max(lengths)
    expected = torch.nn.utils.rnn.pad_sequence([torch.tensor(seq) for seq in seqs], batch_first=True)
    np.testing.assert_array_equal(dp.pad_sequences(seqs, longest, "post"), expected)
    mirrored = dp.pad_sequences([seq[::-1] for seq in seqs], longest, "pre")[:, ::-1]
    np.testing.assert_array_equal(mirrored, expected)
    for length in 1, longest + 2:
        for where, kept in ("pre", slice(-length, None)), ("post", slice(None, length)):
            for row, seq in zip(dp.pad_sequences(seqs, length, where), seqs, strict=True):
                np.testing.assert_array_equal(row[row != 0], seq[kept])


def test_many_sequences(dp):
    """There may be more sequences than numpy takes arguments."""
    padded = dp.pad_sequences([np.arange(1, 1 + k % 7) for k in range(500)], 3)
    assert padded.shape == (500, 3)


ONE, X, SQUARE = np.array([1.0]), np.ones((3, 2)), np.eye(2)
TABLE = "X must have shape (n, d) with n >= 1 and d >= 1, got "
FRACTIONS = "fractions must be three numbers >= 0 with sum 1, got "
WEIGHTS = "weights must be finite numbers >= 0, not all of them 0, got "
SOURCE, TORCH = np.random.default_rng(1), torch.Generator()
BAD_CALLS = [
    ("impute_mean", (ONE,), TABLE + "(1,)"),
    ("impute_mean", (X[:0],), TABLE + "(0, 2)"),
    (
        "impute_mean",
        (np.array([[1.0, NAN], [2.0, NAN]]),),
        "each column of X must have a known value, got none in column 1",
    ),
    ("drop_missing", (X[:, :0],), TABLE + "(3, 0)"),
    ("drop_missing", (X, 2), "axis must be 0 or 1, got 2"),
    ("drop_missing", (X, -1), "axis must be 0 or 1, got -1"),
    ("class_weights", (np.zeros((2, 2), int),), "y must have shape (n,) with n >= 1, got (2, 2)"),
    ("class_weights", (np.zeros(0, int), 3), "y must have shape (n,) with n >= 1, got (0,)"),
    ("class_weights", (np.array([0, 3]), 3), "y must hold labels from 0 to 2, got 0 to 3"),
    ("class_weights", (np.array([2, -1]),), "y must hold labels from 0 to 2, got -1 to 2"),
    ("one_hot_with_missing", (X,), "values must have shape (n,) with n >= 1, got (3, 2)"),
    ("one_hot_with_missing", (ONE[:0],), "values must have shape (n,) with n >= 1, got (0,)"),
    ("standardize", (ONE, ONE, ONE), TABLE + "(1,)"),
    ("standardize", (X, ONE, ONE), "mean and std must have shape (2,), got (1,) and (1,)"),
    ("standardize", (X, X[0], SQUARE), "mean and std must have shape (2,), got (2,) and (2, 2)"),
    ("standardize", (X, X[0], -X[0]), "std must hold numbers >= 0, got [-1. -1.]"),
    ("standardize", (X, X[0], NAN * X[0]), "std must hold numbers >= 0, got [nan nan]"),
    ("min_max_scale", (ONE,), TABLE + "(1,)"),
    ("train_val_test_split", (0, (1, 0, 0), SOURCE), "n must be at least 1, got 0"),
    ("train_val_test_split", (5, (0.5, 0.5), SOURCE), FRACTIONS + "(0.5, 0.5)"),
    ("train_val_test_split", (5, (1.5, -0.5, 0.0), SOURCE), FRACTIONS + "(1.5, -0.5, 0.0)"),
    ("train_val_test_split", (5, (0.5, 0.3, 0.1), SOURCE), FRACTIONS + "(0.5, 0.3, 0.1)"),
    ("weighted_sample", (torch.ones(3), 0, TORCH), "k must be at least 1, got 0"),
    ("weighted_sample", (torch.ones(3, 1), 2, TORCH), "weights must have shape (n,) with n >= 1, got (3, 1)"),
    ("weighted_sample", (torch.ones(0), 2, TORCH), "weights must have shape (n,) with n >= 1, got (0,)"),
    ("weighted_sample", (torch.zeros(2), 2, TORCH), WEIGHTS + "tensor([0., 0.]"),
    ("weighted_sample", (torch.tensor([1.0, -1.0]), 2, TORCH), WEIGHTS + "tensor([ 1., -1.]"),
    ("weighted_sample", (torch.tensor([1.0, NAN]), 2, TORCH), WEIGHTS + "tensor([1., nan]"),
    ("weighted_sample", (torch.tensor([1.0, math.inf]), 2, TORCH), WEIGHTS + "tensor([1., inf]"),
    ("minibatches", (0, 2, TORCH), "n must be at least 1, got 0"),
    ("minibatches", (3, 0, TORCH), "batch_size must be at least 1, got 0"),
    ("pad_sequences", ([], 2), "seqs must hold arrays of shape (t,), got []"),
    ("pad_sequences", ([ONE, SQUARE], 2), "seqs must hold arrays of shape (t,), got [(1,), (2, 2)]"),
    ("pad_sequences", ([ONE], 0), "length must be at least 1, got 0"),
    ("pad_sequences", ([ONE], 2, "front"), 'where must be "pre" or "post", got \'front\''),
]


@pytest.mark.parametrize(("name", "args", "message"), BAD_CALLS)
def test_bad_input_is_refused_with_the_name_of_the_argument(dp, name, args, message):
    """Every message starts with what is wrong and ends with what came."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        getattr(dp, name)(*args)
