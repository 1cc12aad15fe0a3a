"""Whether it trains: kinds of wine, and kinds of drawn points, must be told apart where they were held back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from support import cut

from grader.testing import Trained, callback, shaped, task

WINE = np.load(Path(__file__).with_name("wine.npz"))
KINDS = 3


def slope(w, X, kinds):
    """Gradient of half the mean squared distance to rows that have a 1 at the place of the kind."""
    with np.errstate(over="ignore", invalid="ignore"):  # wrong steps may grow without bound
        return X.T @ (X @ w - np.eye(KINDS)[kinds]) / len(kinds)


SLOPE = callback(slope, like=(shaped("d", KINDS), shaped("b", "d"), shaped("b", dtype=int)))


def distance(w, X, kinds):
    """The loss: half the mean squared distance. Weights that grew without bound give no number."""
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.square(X @ w - np.eye(KINDS)[kinds]).sum() / (2 * len(kinds)))


def explained(w, X, kinds, shares):
    """By what share the loss is smaller than that of the shares of the kinds; 0 if it is not smaller."""
    without = np.square(shares - np.eye(KINDS)[kinds]).sum() / (2 * len(kinds))
    share = 1 - distance(w, X, kinds) / without
    return float(share) if share > 0 else 0.0


@task("minibatch", points=3, hint="Step against the mean gradient of each batch, and use no other rows.")
def test_tells_wines_apart(student, training):
    """After training on part of the wines in a table, the kinds of the other wines are predicted."""

    def train(rng):
        order = rng.permutation(len(WINE["kinds"]))
        features, kinds, n = WINE["features"][order], WINE["kinds"][order].astype(int), 90
        X = np.c_[(features - features[:n].mean(axis=0)) / features[:n].std(axis=0), np.ones(len(kinds))]
        y = np.where(np.arange(len(kinds)) < n, kinds, 0)  # rows that no batch holds have a wrong kind
        w = 0.1 * rng.normal(size=(X.shape[1], KINDS))
        losses = [distance(w, X[:n], y[:n])]
        for _ in range(8):
            w = np.asarray(student.minibatch_gd(SLOPE, w, X, y, 0.1, cut(rng.permutation(n), 15)))
            losses.append(distance(w, X[:n], y[:n]))
        shares = np.bincount(kinds[:n], minlength=KINDS) / n
        return Trained(score=explained(w, X[n:], kinds[n:], shares), losses=losses)

    training.reaches(
        "wine",
        train,
        measure="share of the spread of the kinds of unseen wines that is explained",
        wrong=(
            "minibatch__uphill",
            "minibatch__no_update",
            "minibatch__sum_of_the_batch",
            "minibatch__divided_by_the_size",
            "minibatch__gradients_of_the_start",
            "minibatch__all_samples",
            "minibatch__targets_not_selected",
        ),
    )


def points(rng, centres, n):
    """Points around the centres, with a column of ones, and their kinds in order."""
    kinds = np.arange(n) * KINDS // n
    near = centres[kinds] + 0.7 * rng.normal(size=(n, centres.shape[1]))
    return np.c_[near, np.ones(n)], kinds


@task(
    "stochastic",
    points=3,
    hint="Take the samples in the order that is given, and step against each gradient.",
)
def test_tells_points_apart(student, training):
    """Training on points that are sorted by kind, in a random order, predicts the kinds of unseen points."""

    def train(rng):
        centres = 2 * np.linalg.qr(rng.normal(size=(4, KINDS)))[0].T
        (X, y), (unseen, kinds) = points(rng, centres, 120), points(rng, centres, 300)
        w = 0.1 * rng.normal(size=(X.shape[1], KINDS))
        losses = [distance(w, X, y)]
        for _ in range(3):
            w = np.asarray(student.stochastic_gd(SLOPE, w, X, y, 0.04, rng.permutation(len(X))))
            losses.append(distance(w, X, y))
        return Trained(score=explained(w, unseen, kinds, np.full(KINDS, 1 / KINDS)), losses=losses)

    training.reaches(
        "points",
        train,
        measure="share of the spread of the kinds of unseen points that is explained",
        wrong=(
            "stochastic__uphill",
            "stochastic__order_sorted",
            "stochastic__order_ignored",
            "stochastic__divided_by_n",
            "stochastic__gradients_of_the_start",
            "stochastic__one_step",
        ),
    )
