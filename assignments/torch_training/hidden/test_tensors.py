"""The tensors of a data set."""

from __future__ import annotations

import numpy as np
import torch
from support import NARROW, narrow

from grader.testing import task


@task("tensors", points=2, hint="The samples come first, and then the labels.")
def test_samples_and_labels(compare, rng):
    """The samples come first, and then the labels."""
    for n, d in (5, 3), (4, 6), (9, 2):
        compare.tensor_dataset(3 * rng.normal(size=(n, d)), rng.integers(0, 4, size=n))


@task("tensors", hint="Do not look at columns.")
def test_equal_sizes(compare, rng):
    """There may be as many samples as features."""
    for n in 2, 3, 5:
        compare.tensor_dataset(rng.uniform(1, 9, size=(n, n)), rng.integers(0, n, size=n))


@task("tensors", hint="Samples become float32, labels int64: torch.tensor has the argument dtype.")
def test_types(compare, rng):
    """Samples become float32 and labels int64, whatever they were."""
    for dtype in *NARROW, np.int64, np.float32, np.float64:
        whole = np.dtype(dtype).kind != "f"
        X = narrow(rng, dtype, 6, 2) if whole else rng.normal(size=(6, 2)).astype(dtype)
        y = rng.integers(0, 3, size=6).astype(dtype if whole else np.int32)
        features, classes = compare.tensor_dataset(X, y)
        assert features.dtype == torch.float32, "The samples must be float32."
        assert classes.dtype == torch.int64, "The labels must be int64."


@task("tensors", hint="A sample may have one feature, and there may be one sample.")
def test_small_and_large_data_sets(compare, rng):
    """There may be one sample or feature, or hundreds of samples, with tiny and huge numbers."""
    for n, d in (1, 3), (4, 1), (1, 1), (300, 2):
        for size in 1e-20, 1.0, 1e20:
            compare.tensor_dataset(size * rng.normal(size=(n, d)), rng.integers(0, 200, size=n))


@task("tensors", weak=True, hint="Compare the two lengths first.")
def test_different_lengths_are_refused(compare, rng):
    """ValueError is raised if there are not as many labels as samples."""
    for n, m in (4, 3), (3, 4), (1, 5), (5, 1):
        compare.raises("ValueError", "tensor_dataset", rng.normal(size=(n, 2)), rng.integers(0, 2, size=m))
