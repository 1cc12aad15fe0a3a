"""A network is trained with early stopping. Training ends as soon as the validation loss was not strictly below
its best value so far for {{ patience }} epochs in a row. The weights of the epoch with the best loss so far are
kept. The validation losses would be $({{ loss }})$, from epoch 0 on. Which epoch's weights are kept, and which
epoch is the last one that is trained? Count the epochs from 0.
"""

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    patience, best = int(rng.integers(2, 6)), int(rng.integers(3, 12))
    lowest, bad, rises = int(rng.integers(160, 190)), 0, 0
    loss = [lowest]
    for epoch in range(1, best + 1):
        wanted = rng.random() < 0.35 or (epoch == best - 1 and not rises)
        rise = wanted and epoch < best and bad + 1 < patience
        bad, rises = (bad + 1, rises + 1) if rise else (0, rises)
        lowest -= 0 if rise else int(rng.integers(2, 9))
        loss.append(lowest + int(rng.integers(1, 7)) if rise else lowest)
    loss += [lowest + int(each) for each in rng.integers(1, 9, size=patience)]
    later = [lowest + int(each) for each in rng.integers(-9, 6, size=int(rng.integers(2, 4)))]
    later[int(rng.integers(0, len(later)))] = lowest - int(rng.integers(10, 15))
    return {"patience": patience, "loss": [each / 100 for each in loss + later]}


@part(
    "epochs",
    integer=True,
    points=2,
    rows=["epoch"],
    columns=["kept", "last trained"],
    solution=(
        "Go through the losses and note the best one so far. Training ends at the first epoch that is "
        "{{ patience }} epochs after the best one. Later losses do not count. The kept epoch and the last "
        "one are {{ epochs }}."
    ),
)
def epochs(loss, patience):
    best = 0
    for epoch, each in enumerate(loss):
        if each < loss[best]:
            best = epoch
        elif epoch - best == patience:
            break
    return np.array([[best, epoch]])


@mistake(of=epochs, worth=0.5)
def counted_from_1(loss, patience):
    """That is one epoch too many. The first epoch has the number 0, and the last one uses up the patience."""
    return epochs(loss, patience) + 1


@mistake(of=epochs, worth=0.5)
def last_weights_kept(loss, patience):
    """That is the last epoch that is trained. The weights of the best epoch are kept, not those of the last one."""
    return np.full((1, 2), epochs(loss, patience)[0, 1])


@mistake(of=epochs)
def never_stopped(loss):
    """That is what comes out without a stop: the best of all losses, and the last epoch of the list."""
    return np.array([[np.argmin(loss), len(loss) - 1]])


@mistake(of=epochs, worth=0.25)
def first_rise(loss):
    """That is what comes out with patience 1. Here it takes {{ patience }} epochs in a row without a better loss."""
    epoch = int(np.flatnonzero(np.diff(loss) >= 0)[0])
    return np.array([[epoch, epoch + 1]])


def proof(loss, patience):
    lowest = np.minimum.accumulate(loss)
    since = np.arange(len(loss)) - np.searchsorted(-lowest, -lowest)
    last = int(np.flatnonzero(since >= patience)[0])
    return {"epochs": np.array([[np.argmin(loss[: last + 1]), last]])}
