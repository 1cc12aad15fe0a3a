"""Whether it trains: digits that were held back must be recognised."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from support import cross_entropy, scores

from grader.testing import Trained, task, torch_generator

DIGITS = np.load(Path(__file__).with_name("digits.npz"))
PIXELS, HIDDEN, CLASSES = 64, 24, 10
TRAINED, VALIDATED = 200, 250


def start(rng):
    """A network before training: random weights, and the running statistics of a new batch norm."""
    hidden = rng.normal(size=(HIDDEN, PIXELS)) / np.sqrt(PIXELS)
    output = rng.normal(size=(CLASSES, HIDDEN)) / np.sqrt(HIDDEN)
    return {
        "norm.weight": torch.ones(PIXELS).double(),
        "norm.bias": torch.zeros(PIXELS).double(),
        "norm.running_mean": torch.zeros(PIXELS).double(),
        "norm.running_var": torch.ones(PIXELS).double(),
        "norm.num_batches_tracked": torch.tensor(0),
        "hidden.weight": torch.from_numpy(hidden),
        "hidden.bias": torch.zeros(HIDDEN).double(),
        "output.weight": torch.from_numpy(output),
        "output.bias": torch.zeros(CLASSES).double(),
    }


@task(
    "fit",
    points=4,
    hint="Shuffle in each epoch, clear the gradients, and train in training mode on the training set.",
)
def test_learns_digits(student, training):
    """After training on 200 images, the network recognises digits that it has never seen."""

    def train(rng):
        order = rng.permutation(len(DIGITS["labels"]))
        X = torch.from_numpy(DIGITS["images"][order]).double()
        y = torch.from_numpy(DIGITS["labels"][order]).long()
        X_train, X_val, X_new = X.split([TRAINED, VALIDATED, len(X) - TRAINED - VALIDATED])
        y_train, y_val, y_new = y.split([TRAINED, VALIDATED, len(y) - TRAINED - VALIDATED])
        by_class = torch.argsort(y_train, stable=True)  # so that the order matters
        X_train, y_train = X_train[by_class], y_train[by_class]
        y_val = (y_val + 1) % CLASSES  # wrong ones: whoever learns them recognises fewer digits
        state = start(rng)
        losses = [cross_entropy(scores(state, X_train), y_train)]
        for _ in range(2):
            seed = torch_generator(int(rng.integers(2**32)))
            _, state = student.fitted(state, X_train, y_train, X_val, y_val, 1, 25, 0.6, seed)
            losses.append(cross_entropy(scores(state, X_train), y_train))
        found = scores(state, X_new).argmax(dim=1)
        return Trained(score=float((found == y_new).double().mean()), losses=losses)

    training.reaches(
        "digits",
        train,
        measure="share of unseen digits that are recognised",
        wrong=(
            "fit__not_shuffled",
            "fit__gradients_never_cleared",
            "fit__evaluation_mode",
            "fit__uphill",
            "fit__learns_the_validation_set",
        ),
    )
