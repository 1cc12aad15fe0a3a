"""Whether it trains: handwritten digits that were held back must be recognised after training."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from support import cross_entropy, network

from grader.testing import Trained, generator, task

DIGITS = np.load(Path(__file__).with_name("digits.npz"))


@task("train", points=4, hint="Shuffle in each epoch, and use every sample and every gradient once.")
def test_learns_digits(student, reference, training):
    """After training on handwritten digits, the network recognises digits that it has not seen."""

    def train(rng):
        order = rng.permutation(len(DIGITS["labels"]))
        images, labels = DIGITS["images"][order] / 16, DIGITS["labels"][order].astype(int)
        X, y = images[:300], labels[:300]
        by_class = np.argsort(y, kind="stable")  # so that the order matters
        X, y = X[by_class], y[by_class]
        params = [(W, 0 * b) for W, b in network(rng, 64, 32, 10)]
        losses = [cross_entropy(y, reference.mlp_forward(params, X))]
        for _ in range(6):
            params = student.train_mlp(X, y, params, 0.2, 1, 10, generator(int(rng.integers(2**63))))
            losses.append(cross_entropy(y, reference.mlp_forward(params, X)))
        found = reference.mlp_forward(params, images[300:]).argmax(axis=1)
        return Trained(score=np.mean(found == labels[300:]), losses=losses)

    training.reaches(
        "digits",
        train,
        measure="share of unseen digits that are recognised",
        wrong=(
            "train__not_shuffled",
            "train__uphill",
            "train__one_step_per_epoch",
            "train__summed_gradient",
            "train__data_set_size",
        ),
    )
