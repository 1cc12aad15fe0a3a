"""A data set of one's own."""

from __future__ import annotations

import numpy as np
import torch
from support import NARROW, narrow

from grader.testing import own, task


@task("dataset", points=2, hint="__len__ gives the number of samples, __getitem__ a sample and its label.")
def test_length_samples_and_labels(compare, rng):
    """The length is the number of samples. Item i is the pair of sample i and label i."""
    for n, d in (5, 3), (4, 7), (9, 2):
        X, y = rng.normal(size=(n, d)), np.arange(n) % 3
        compare.labelled_rows(X, y, [0, n - 1, 2])
        compare.labelled_rows(X, y, list(range(n)))


@task("dataset", points=3, hint="Call the transform in __getitem__, with the sample that is read.")
def test_each_sample_is_transformed(compare, rng):
    """The transform gets the sample that is read, and no other."""
    for n, d in (6, 4), (3, 5), (8, 3):
        X, y = rng.normal(size=(n, d)), rng.integers(0, 4, size=n)
        for transform in "centred", "cubes", "running_sums":
            compare.labelled_rows(X, y, [n - 1, 0, 1], own(transform))


@task("dataset", hint="Leave the stored sample as it is: transform it each time it is read.")
def test_a_sample_is_read_again(compare, rng):
    """A sample that is read again is the same as before."""
    for n, d in (3, 4), (5, 2):
        X, y = rng.normal(size=(n, d)), rng.integers(0, 4, size=n)
        for transform in "cubes", "running_sums":
            compare.labelled_rows(X, y, [1, 1, 0, 1, 0], own(transform))


@task("dataset", hint="The transform may change the shape. It does not touch the label.")
def test_equal_sizes_and_other_shapes(compare, rng):
    """There may be as many samples as features. The transform may change the shape of a sample."""
    for n in 3, 4, 6:
        X, y = rng.normal(size=(n, n)), rng.integers(0, n, size=n)
        compare.labelled_rows(X, y, [1, 0, 1, n - 1], own("neighbours"))
        compare.labelled_rows(X, y, list(range(n)), own("centred"))


@task("dataset", hint="Convert the samples to float32 and the labels to int64.")
def test_types(compare, rng):
    """Samples become float32 before the transform, and labels int64, whatever they were."""
    for dtype in *NARROW, np.float32, np.float64:
        whole = np.dtype(dtype).kind != "f"
        X = narrow(rng, dtype, 5, 3) if whole else rng.normal(size=(5, 3)).astype(dtype)
        y = rng.integers(0, 3, size=5).astype(dtype if whole else np.int32)
        for transform in None, own("centred"):
            _, features, classes = compare.labelled_rows(X, y, [4, 0], transform, rtol=1e-4, atol=1e-3)
            assert features.dtype == torch.float32, "The samples must be float32."
            assert classes.dtype == torch.int64, "The labels must be int64."


@task("dataset", hint="A sample may have one feature.")
def test_small_and_large_data_sets(compare, rng):
    """There may be one sample or feature, or hundreds of samples, with tiny and huge numbers."""
    for n, d in (1, 3), (4, 1), (1, 1), (300, 2):
        for size in 1e-10, 1.0, 1e10:
            X, y = size * rng.normal(size=(n, d)), rng.integers(0, 200, size=n)
            compare.labelled_rows(X, y, [n - 1], own("cubes"), atol=0.0)
            compare.labelled_rows(X, y, [0, n - 1], atol=0.0)


@task(
    "dataset", weak=True, hint="Compare the two lengths first. Indexing a tensor raises IndexError by itself."
)
def test_different_lengths_and_other_indices_are_refused(compare, rng):
    """ValueError is raised if there are not as many labels as samples, IndexError for i = n and more."""
    for n, m in (4, 3), (3, 4), (1, 5):
        compare.raises("ValueError", "LabelledDataset", rng.normal(size=(n, 2)), rng.integers(0, 2, size=m))
        compare.raises("IndexError", "labelled_rows", rng.normal(size=(n, 2)), np.zeros(n, dtype=int), [0, n])
