"""Public tests. All numbers are worked by hand; README.md has the same examples."""

from __future__ import annotations

import numpy as np
import torch

from grader.testing import assert_close, assert_raises, generator, task, torch_generator


@task("impute")
def test_two_gaps(student):
    """The known values 1 and 5 have the mean 3, the known values 4 and 8 the mean 6."""
    X = np.array([[1.0, 4.0], [np.nan, 8.0], [5.0, np.nan]])
    assert_close(student.impute_mean(X), np.array([[1.0, 4.0], [3.0, 8.0], [5.0, 6.0]]))


@task("impute")
def test_a_column_without_values_is_refused(student):
    """The second column has no known value, so there is no mean."""
    assert_raises("ValueError", student.impute_mean, np.array([[1.0, np.nan], [2.0, np.nan]]))


@task("drop")
def test_rows_and_columns_with_a_gap(student):
    """The gap is in the second row and in the first column."""
    X = np.array([[1.0, 4.0], [np.nan, 8.0], [5.0, 6.0]])
    assert_close(student.drop_missing(X), np.array([[1.0, 4.0], [5.0, 6.0]]))
    assert_close(student.drop_missing(X, axis=1), np.array([[4.0], [8.0], [6.0]]))


@task("weights")
def test_weights_of_four_labels(student):
    """Three samples of label 0 and one of label 2: 4 / (2 · 3) and 4 / (2 · 1)."""
    y = np.array([0, 0, 0, 2])
    assert_close(student.class_weights(y), np.array([2 / 3, 0.0, 2.0]))
    assert_close(student.class_weights(y, 4), np.array([2 / 3, 0.0, 2.0, 0.0]))


@task("one_hot")
def test_two_categories_and_a_gap(student):
    """Columns for 3, for 7 and for missing values."""
    expected = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    hot, categories = student.one_hot_with_missing(np.array([7.0, np.nan, 3.0, 7.0]))
    assert_close(hot, expected)
    assert_close(categories, np.array([3.0, 7.0, np.nan]))


@task("standardize")
def test_two_samples_on_the_scale_of_the_training_set(student):
    """(1 - 2) / 0.5 = -2 and (5 - 2) / 0.5 = 6. The second column has std 0, so only 7 is subtracted."""
    X, mean, std = np.array([[1.0, 7.0], [5.0, 9.0]]), np.array([2.0, 7.0]), np.array([0.5, 0.0])
    assert_close(student.standardize(X, mean, std), np.array([[-2.0, 0.0], [6.0, 2.0]]))


@task("min_max")
def test_a_column_that_varies_and_one_that_does_not(student):
    """The range from 2 to 6 becomes 0 to 1, and the equal values become 0."""
    X = np.array([[2.0, 5.0], [6.0, 5.0], [3.0, 5.0]])
    assert_close(student.min_max_scale(X), np.array([[0.0, 0.0], [1.0, 0.0], [0.25, 0.0]]))


@task("split")
def test_eleven_samples(student):
    """Of 11 samples, int(2.2) = 2 and int(1.1) = 1 are set aside. Each index is in one part."""
    train, validation, test = student.train_val_test_split(11, (0.7, 0.2, 0.1), generator(5))
    assert (len(train), len(validation), len(test)) == (8, 2, 1), "The sizes must be 8, 2 and 1."
    assert_close(np.sort(np.concatenate([train, validation, test])), np.arange(11))


@task("sample")
def test_only_one_index_has_a_weight(student):
    """The indices 0 and 2 have weight 0, so every draw is 1."""
    draws = student.weighted_sample(torch.tensor([0.0, 3.0, 0.0]), 4, torch_generator(5))
    assert_close(draws, torch.tensor([1, 1, 1, 1]))


@task("batches")
def test_ten_samples_in_batches_of_four(student):
    """The batches have 4, 4 and 2 indices. Each index is in one of them."""
    batches = student.minibatches(10, 4, torch_generator(5))
    assert [len(batch) for batch in batches] == [4, 4, 2], "The sizes must be 4, 4 and 2."
    assert_close(torch.cat(list(batches)).sort().values, torch.arange(10))


@task("pad")
def test_a_short_and_a_long_sequence(student):
    """Zeros are added and values are cut off at the same end."""
    seqs = [np.array([7, 8]), np.array([1, 2, 3, 4, 5])]
    assert_close(student.pad_sequences(seqs, 4, "pre"), np.array([[0, 0, 7, 8], [2, 3, 4, 5]]))
    assert_close(student.pad_sequences(seqs, 4, "post"), np.array([[7, 8, 0, 0], [1, 2, 3, 4]]))
