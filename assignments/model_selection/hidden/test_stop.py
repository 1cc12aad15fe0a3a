"""Early stopping."""

from __future__ import annotations

import numpy as np

from grader.testing import task


def ups_and_downs(rng, n):
    """Losses that fall at first and rise later, with noise."""
    epochs = np.arange(n)
    return (1.0 + 0.02 * (epochs - n / 3) ** 2 + 0.3 * rng.normal(size=n)).round(3)


@task("stop", points=3, hint="Count the epochs since the best one, and stop when there are patience of them.")
def test_where_training_stops(compare, rng):
    """Training stops when so many epochs in a row bring no improvement."""
    for n, patience in (12, 2), (20, 3), (9, 1), (15, 4):
        for _ in range(3):
            compare.early_stopping(ups_and_downs(rng, n), patience)


@task("stop", points=2, hint="Only a loss that is strictly less than all before is an improvement.")
def test_equal_losses_are_no_improvement(compare, rng):
    """An equal loss is no improvement, and the first of equal losses is the best."""
    for losses in [3, 2, 2, 2, 1], [1, 1, 1, 1], [5, 4, 4, 3, 3, 3, 2], [2, 2]:
        for patience in 1, 2, 3:
            compare.early_stopping([float(loss) for loss in losses], patience)
    for patience in 2, 3:
        compare.early_stopping(rng.integers(0, 3, size=15).astype(float), patience)


@task("stop", points=2, hint="What comes after the stop has not been seen.")
def test_better_epochs_after_the_stop_do_not_count(compare, rng):
    """The best epoch is one of those that were run. A better one after the stop is never reached."""
    for n, patience in (6, 2), (9, 3), (14, 4):
        losses = np.concatenate([np.linspace(3, 1, n), 1 + rng.random(patience), [0.1, 0.05]])
        compare.early_stopping(losses, patience)
        compare.early_stopping(losses, patience + 1)


@task("stop", points=1, hint="Without a stop all epochs are run.")
def test_losses_that_always_fall(compare, rng):
    """If training never stops, the last epoch is the last one that is run."""
    for n in 1, 2, 8, 40:
        compare.early_stopping(np.sort(rng.random(n))[::-1], 1)
        compare.early_stopping(np.sort(rng.random(n)), n)
        compare.early_stopping(np.sort(rng.random(n)), n + 3)


@task("stop", points=1, hint="An improvement sets the count back to 0.")
def test_the_count_begins_anew(compare, rng):
    """An improvement sets the count back, however small it is."""
    for step in 1e-3, 1e-9:
        losses = 2.0 - step * np.repeat(np.arange(6), 3) + np.tile([0.0, 0.5, 0.7], 6)
        compare.early_stopping(losses, 3)
        compare.early_stopping(losses, 2)


@task(
    "stop", points=1, hint="Losses may be negative; do not begin with 0 or with a large number of your own."
)
def test_kinds_of_losses(compare, rng):
    """Losses may be negative, huge, or in a list."""
    for offset in -50.0, 1e30, 1e-30:
        compare.early_stopping(offset + abs(offset) * rng.random(12), 3)
        compare.early_stopping((offset + abs(offset) * rng.random(12)).tolist(), 2)
    compare.early_stopping(rng.random(15).astype(np.float32), 3)
    compare.early_stopping(rng.integers(-100, 100, size=20), 4)


@task("stop", weak=True, hint="Check both arguments first.")
def test_no_losses_and_no_patience_are_refused(compare):
    """ValueError is raised for an empty list, and for a patience below 1."""
    compare.raises("ValueError", "early_stopping", [], 2)
    for patience in 0, -1:
        compare.raises("ValueError", "early_stopping", [2.0, 1.0], patience)
