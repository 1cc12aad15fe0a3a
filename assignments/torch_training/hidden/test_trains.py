"""Whether it trains: wines that were held back must be recognised by their chemical analysis."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from support import cross_entropy, scores

from grader.testing import Trained, task, torch_generator

WINE = np.load(Path(__file__).with_name("wine.npz"))
FEATURES, HIDDEN, CULTIVARS = 13, 16, 3


def start(rng):
    """A network before training: random weights, and the running statistics of a new batch norm."""
    hidden = rng.normal(size=(HIDDEN, FEATURES)) / np.sqrt(FEATURES)
    output = rng.normal(size=(CULTIVARS, HIDDEN)) / np.sqrt(HIDDEN)
    return {
        "norm.weight": torch.ones(FEATURES).double(),
        "norm.bias": torch.zeros(FEATURES).double(),
        "norm.running_mean": torch.zeros(FEATURES).double(),
        "norm.running_var": torch.ones(FEATURES).double(),
        "norm.num_batches_tracked": torch.tensor(0),
        "hidden.weight": torch.from_numpy(hidden),
        "hidden.bias": torch.zeros(HIDDEN).double(),
        "output.weight": torch.from_numpy(output),
        "output.bias": torch.zeros(CULTIVARS).double(),
    }


@task(
    "fit",
    points=4,
    hint="Shuffle in each epoch, clear the gradients, and train in training mode on the training set.",
)
def test_learns_wines(student, training):
    """After training on 60 wines, the network tells from which of three cultivars other wines are made."""

    def train(rng):
        order = rng.permutation(len(WINE["labels"]))
        X = torch.from_numpy(WINE["analyses"][order]).double()
        y = torch.from_numpy(WINE["labels"][order]).long()
        by_class = torch.argsort(y[:60], stable=True)  # so that the order matters
        X_train, y_train, X_val = X[:60][by_class], y[:60][by_class], X[60:120]
        y_val = (
            y[60:120] + torch.from_numpy(rng.integers(1, 3, size=60))
        ) % 3  # wrong ones: nothing to learn from
        state, losses = start(rng), []
        for _ in range(4):
            seed = torch_generator(int(rng.integers(2**32)))
            _, state = student.fitted(state, X_train, y_train, X_val, y_val, 2, 5, 0.1, seed)
            losses.append(cross_entropy(scores(state, X_train), y_train))
        found = scores(state, X[120:]).argmax(dim=1)
        return Trained(score=float((found == y[120:]).double().mean()), losses=losses)

    training.reaches(
        "wine",
        train,
        measure="share of unseen wines whose cultivar is recognised",
        wrong=(
            "fit__not_shuffled",
            "fit__gradients_never_cleared",
            "fit__evaluation_mode",
            "fit__uphill",
            "fit__learns_the_validation_set",
        ),
    )
