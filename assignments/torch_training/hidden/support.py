"""What the hidden tests of this assignment share."""

from __future__ import annotations

import io

import numpy as np
import torch

from grader.testing import torch_generator

NARROW = (np.int8, np.int16, np.uint8, np.uint16)
"""Integer types of few bits."""


def normal(rng, *shape, size=1.0):
    """Random numbers as a float64 tensor."""
    return torch.from_numpy(size * rng.normal(size=shape))


def labels(rng, n, k):
    """Classes in random order; each occurs if n is at least k."""
    return torch.from_numpy(rng.permutation(np.arange(n) % k))


def network(rng, d, h, k):
    """The state of a network in float64, whose running statistics are far from those of the inputs."""
    return {
        "norm.weight": torch.from_numpy(rng.uniform(0.5, 2.0, size=d)),
        "norm.bias": normal(rng, d),
        "norm.running_mean": normal(rng, d, size=2.0),
        "norm.running_var": torch.from_numpy(rng.uniform(2.0, 6.0, size=d)),
        "norm.num_batches_tracked": torch.tensor(int(rng.integers(3, 90))),
        "hidden.weight": normal(rng, h, d),
        "hidden.bias": normal(rng, h),
        "output.weight": normal(rng, k, h),
        "output.bias": normal(rng, k),
    }


def single(state):
    """A state in float32."""
    return {name: value.float() if value.is_floating_point() else value for name, value in state.items()}


def content(state):
    """The bytes of a file with this state."""
    file = io.BytesIO()
    torch.save(state, file)
    return file.getvalue()


def source(rng):
    """A torch generator of a random seed."""
    return torch_generator(int(rng.integers(2**32)))


def narrow(rng, dtype, *shape):
    """Whole numbers of a narrow type, from the whole of its range."""
    ends = np.iinfo(dtype)
    return rng.integers(ends.min, ends.max + 1, size=shape).astype(dtype)


def scores(state, X):
    """Scores of the classes in evaluation mode."""
    spread = torch.sqrt(state["norm.running_var"] + 1e-5)
    x = (X - state["norm.running_mean"]) / spread * state["norm.weight"] + state["norm.bias"]
    hidden = torch.relu(x @ state["hidden.weight"].T + state["hidden.bias"])
    return hidden @ state["output.weight"].T + state["output.bias"]


def cross_entropy(z, y):
    """The mean cross-entropy; NaN where a wrong network gives such scores."""
    return float((torch.logsumexp(z, dim=1) - z[torch.arange(len(y)), y]).mean())
