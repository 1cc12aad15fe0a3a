"""Whether it trains: the next word of an artificial language must be predicted after contexts that were held back."""

from __future__ import annotations

import numpy as np

from grader.testing import Trained, task

KINDS, EACH = 4, 6
"""Kinds of words, and words of each kind. The kinds of two words decide the kind of the next one."""


def language(rng):
    """Numbers of words by kind, and the kind that follows two kinds: both words vote for it."""
    words = rng.permutation(KINDS * EACH).reshape(KINDS, EACH)
    while True:
        votes = rng.normal(size=(KINDS, 1, KINDS)) + rng.normal(size=(1, KINDS, KINDS))
        best, second = np.sort(votes, axis=2)[..., :-3:-1].transpose(2, 0, 1)
        rule = votes.argmax(axis=2)
        if (best - second).min() > 0.3 and np.bincount(rule.ravel(), minlength=KINDS).max() <= 6:
            return words, rule


def samples(rng, words, rule):
    """Every pair of words once, in random order, with a next word that fits."""
    first, second = np.divmod(rng.permutation((KINDS * EACH) ** 2), KINDS * EACH)
    kind = np.empty(KINDS * EACH, dtype=int)
    kind[words] = np.arange(KINDS)[:, None]
    after = rule[kind[first], kind[second]]
    return (
        np.stack([first, second], axis=1),
        words[after, rng.integers(0, EACH, size=len(after))],
        after,
        kind,
    )


@task("train", points=4, hint="Both words of a context and the output layer learn in each step.")
def test_learns_a_language(student, reference, training):
    """After training on half of all pairs of words, the next word fits for the other half."""

    def train(rng):
        context, targets, after, kind = samples(rng, *language(rng))
        V, D, half = KINDS * EACH, 6, len(context) // 2
        parts = [0.5 * rng.normal(size=(V, D)), 0.3 * rng.normal(size=(2 * D, V)), np.zeros(V)]
        losses = []
        for step in range(250):
            chosen = rng.integers(0, half, size=40)
            loss, *parts = student.train_step(context[chosen], targets[chosen], *parts, 1.0, "concat")
            if step % 25 == 0:
                losses.append(float(loss))
        found = reference.predict_next(context[half:], *parts, "concat").argmax(axis=1)
        return Trained(score=np.mean(kind[found] == after[half:]), losses=losses)

    training.reaches(
        "language",
        train,
        measure="share of unseen pairs of words after which a fitting word is predicted",
        wrong=("train__uphill", "train__embeddings_fixed"),
    )
