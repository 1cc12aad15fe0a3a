r"""Masked language models: hide some words of a text, and train a network to find them again.

No labels are needed: the text is its own label. Of each text some places are chosen. The network sees a mask there, or
now and then another word or the right one, and its loss counts at these places only:

.. math:: L = -\frac{1}{|M|} \sum_{(b, t) \in M} \log \operatorname{softmax}(z_{b,t})_{\,\text{label}_{b,t}}

==============  ==================================================================
``ids``         texts as numbers of tokens, shape (B, T), 0 <= id < vocab_size
``labels``      the right tokens at the chosen places, -100 elsewhere, shape (B, T)
``logits``      scores of all tokens at all places, shape (B, T, V)
``mask_id``     the token that stands for a hidden word; it is special
``special_ids`` tokens that are no words: padding, beginning and end of a text
``rng``         ``numpy.random.Generator``, the source of all randomness
==============  ==================================================================

No function modifies what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Ids = NDArray[np.integer[Any]]

IGNORED = -100
"""The label of a place that was not chosen."""


def mask_tokens(
    ids: Ids, vocab_size: int, mask_id: int, special_ids: Sequence[int], rng: np.random.Generator
) -> tuple[Ids, Ids]:
    """Choose 15 % of the words, and hide most of them.

    A chosen word becomes the mask (80 %), a random word (10 %), or stays (10 %).

    Parameters
    ----------
    ids : ndarray of ints, shape (B, T)
        Texts.
    vocab_size : int
        Number of tokens, special ones included.
    mask_id : int
        The mask; it is special, whether ``special_ids`` has it or not.
    special_ids : sequence of int
        Tokens that are never chosen and never put in.
    rng : numpy.random.Generator
        The source of all randomness.

    Returns
    -------
    inputs : ndarray of int64, shape (B, T)
        What the network sees.
    labels : ndarray of int64, shape (B, T)
        The right token at the chosen places, -100 elsewhere.

    References
    ----------
    Lecture notes 000:288–296.

    Examples
    --------
    >>> inputs, labels = mask_tokens(np.array([[1, 7, 8, 2]]), 10, 3, [0, 1, 2], np.random.default_rng(0))
    >>> inputs.tolist(), labels.tolist()
    ([[1, 7, 3, 2]], [[-100, -100, 8, -100]])
    """
    ids = ids.astype(np.int64)
    special = {mask_id, *special_ids}
    words = np.array([token for token in range(vocab_size) if token not in special])
    chosen = (rng.random(ids.shape) < 0.15) & ~np.isin(ids, list(special))
    labels = np.where(chosen, ids, IGNORED)
    fate = rng.random(ids.shape)
    others = words[rng.integers(len(words), size=ids.shape)]
    inputs = np.where(chosen & (fate < 0.8), mask_id, ids)
    inputs = np.where(chosen & (fate >= 0.9), others, inputs)
    return inputs, labels


def mlm_loss(logits: Array, labels: Ids) -> float:
    """Mean cross-entropy at the chosen places.

    Parameters
    ----------
    logits : ndarray of shape (B, T, V)
        Scores of all tokens at all places.
    labels : ndarray of ints, shape (B, T)
        The right tokens; -100 where a place does not count.

    Returns
    -------
    float
        The mean of -log softmax over the places that count; 0 if there is none.

    Examples
    --------
    >>> z = np.log([[[1.0, 3.0], [9.0, 1.0]]])
    >>> round(mlm_loss(z, np.array([[1, -100]])), 4), mlm_loss(z, np.array([[-100, -100]]))
    (0.2877, 0.0)
    """
    chosen = labels != IGNORED
    if not chosen.any():
        return 0.0
    z = logits[chosen]
    z = z - z.max(axis=-1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return float(-log_p[np.arange(len(z)), labels[chosen]].mean())


def masked_accuracy(logits: Array, labels: Ids) -> float:
    """Share of the chosen places at which the right token has the highest score.

    Parameters
    ----------
    logits : ndarray of shape (B, T, V)
        Scores of all tokens at all places.
    labels : ndarray of ints, shape (B, T)
        The right tokens; -100 where a place does not count.

    Returns
    -------
    float
        Between 0 and 1; 0 if no place counts. Of several highest scores that of the lowest id wins.

    Examples
    --------
    >>> z = np.log([[[1.0, 3.0], [9.0, 1.0]]])
    >>> masked_accuracy(z, np.array([[1, 1]])), masked_accuracy(z, np.array([[1, -100]]))
    (0.5, 1.0)
    """
    chosen = labels != IGNORED
    if not chosen.any():
        return 0.0
    return float((logits[chosen].argmax(axis=-1) == labels[chosen]).mean())


def fill_blank(ids: Ids, logits: Array, mask_id: int, special_ids: Sequence[int]) -> Ids:
    """Put the most probable word in place of each mask.

    Parameters
    ----------
    ids : ndarray of ints, shape (B, T)
        Texts with masks.
    logits : ndarray of shape (B, T, V)
        Scores of all tokens at all places.
    mask_id : int
        The mask; it is special, whether ``special_ids`` has it or not.
    special_ids : sequence of int
        Tokens that are no words and are never put in.

    Returns
    -------
    ndarray of int64, shape (B, T)
        The texts with the word of the highest score at each mask, the lowest id among equals. All other places are as
        they were.

    Examples
    --------
    >>> z = np.array([[[9.0, 9.0, 1.0, 5.0], [9.0, 9.0, 4.0, 3.0]]])
    >>> fill_blank(np.array([[1, 2]]), z, 1, [0]).tolist()
    [[3, 2]]
    """
    scores = logits.astype(np.float64)
    scores[..., sorted({mask_id, *special_ids})] = -np.inf
    return np.where(ids == mask_id, scores.argmax(axis=-1), ids).astype(np.int64)
