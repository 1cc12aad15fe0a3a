r"""Augmentation: more training data from the data that there is, for images and for text.

A picture of a cat that is turned, flipped or cut is still a picture of a cat. A sentence with a synonym in place of a
word still says the same. Networks that are trained on such variants rely less on what does not matter.

==============  ==================================================================
``x``           images, shape (..., H, W): the last two axes are rows and columns;
                batches are (B, C, H, W)
``words``       a text as a list of words
``p``           a probability, 0 <= p <= 1
``rng``         ``numpy.random.Generator``, the source of all randomness
==============  ==================================================================

Images keep their dtype, since their values are moved and not computed. No function modifies what it is given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Images = NDArray[Any]


def rotate90(x: Images, times: int = 1) -> Images:
    r"""Turn images by 90 degrees, counter-clockwise, so many times.

    .. math:: y_{i,j} = x_{j,\, W-1-i} \qquad \text{for one turn}

    Parameters
    ----------
    x : ndarray of shape (..., H, W)
        Images; the last two axes are rows and columns.
    times : int
        How many turns; negative numbers turn clockwise.

    Returns
    -------
    ndarray of shape (..., W, H) after an odd number of turns, otherwise (..., H, W)
        The turned images.

    References
    ----------
    Lecture notes 002:228 name rotation.

    Examples
    --------
    >>> rotate90(np.array([[1, 2, 3], [4, 5, 6]])).tolist()
    [[3, 6], [2, 5], [1, 4]]
    """
    for _ in range(times % 4):
        x = x.swapaxes(-1, -2)[..., ::-1, :]
    return x


def horizontal_flip(x: Images) -> Images:
    r"""Mirror images: left becomes right.

    .. math:: y_{i,j} = x_{i,\, W-1-j}

    Parameters
    ----------
    x : ndarray of shape (..., H, W)
        Images; the last two axes are rows and columns.

    Returns
    -------
    ndarray of shape (..., H, W)
        The mirrored images.

    Examples
    --------
    >>> horizontal_flip(np.array([[1, 2, 3], [4, 5, 6]])).tolist()
    [[3, 2, 1], [6, 5, 4]]
    """
    return x[..., ::-1]


def random_crop(x: Images, height: int, width: int, rng: np.random.Generator) -> Images:
    """Cut a window out of each image, at a place of its own.

    Parameters
    ----------
    x : ndarray of shape (B, C, H, W)
        A batch of images.
    height, width : int
        Size of the window, 1 <= height <= H and 1 <= width <= W.
    rng : numpy.random.Generator
        The source of all randomness.

    Returns
    -------
    ndarray of shape (B, C, height, width)
        The windows. All places inside an image are equally likely; all channels of an image have the same window.

    Raises
    ------
    ValueError
        If the window does not fit.

    References
    ----------
    Lecture notes 002:228 name random crops.

    Examples
    --------
    >>> random_crop(np.arange(9).reshape(1, 1, 3, 3), 2, 2, np.random.default_rng(1)).tolist()
    [[[[1, 2], [4, 5]]]]
    """
    B, C, H, W = x.shape
    if not (1 <= height <= H and 1 <= width <= W):
        raise ValueError(f"a window of {height} x {width} does not fit into images of {H} x {W}")
    tops = rng.integers(0, H - height + 1, size=B)
    lefts = rng.integers(0, W - width + 1, size=B)
    windows = np.empty((B, C, height, width), dtype=x.dtype)
    for b in range(B):
        windows[b] = x[b, :, tops[b] : tops[b] + height, lefts[b] : lefts[b] + width]
    return windows


def scale_nearest(x: Images, height: int, width: int) -> Images:
    r"""Change the size of images; each new pixel is a copy of an old one.

    .. math:: y_{i,j} = x_{\lfloor i H / \text{height} \rfloor,\; \lfloor j W / \text{width} \rfloor}

    Parameters
    ----------
    x : ndarray of shape (..., H, W)
        Images; the last two axes are rows and columns.
    height, width : int, >= 1
        The new size.

    Returns
    -------
    ndarray of shape (..., height, width)
        The images in the new size.

    Raises
    ------
    ValueError
        If ``height`` or ``width`` is less than 1.

    References
    ----------
    Lecture notes 002:228 name scaling.

    Examples
    --------
    >>> scale_nearest(np.array([[1, 2, 3]]), 2, 5).tolist()
    [[1, 1, 2, 2, 3], [1, 1, 2, 2, 3]]
    """
    if height < 1 or width < 1:
        raise ValueError(f"height and width must be at least 1, got {height} and {width}")
    H, W = x.shape[-2:]
    rows = np.arange(height) * H // height
    columns = np.arange(width) * W // width
    return x[..., rows[:, None], columns]


def synonym_replace(
    words: Sequence[str], synonyms: Mapping[str, Sequence[str]], p: float, rng: np.random.Generator
) -> list[str]:
    """Replace words by synonyms.

    Parameters
    ----------
    words : sequence of str
        The text.
    synonyms : mapping of str to sequences of str
        Synonyms of some words, one or more each.
    p : float, 0 <= p <= 1
        Probability that a word with synonyms is replaced.
    rng : numpy.random.Generator
        The source of all randomness.

    Returns
    -------
    list of str
        As many words, in the same order. Each synonym of a replaced word is equally likely.

    Raises
    ------
    ValueError
        If ``p`` is no probability.

    References
    ----------
    Lecture notes 002:228 name the replacement by synonyms.

    Examples
    --------
    >>> synonym_replace(["a", "big", "dog"], {"big": ["large"]}, 1.0, np.random.default_rng(1))
    ['a', 'large', 'dog']
    """
    _check_probability(p)
    replaced = []
    for word in words:
        choices = synonyms.get(word, ())
        if len(choices) > 0 and rng.random() < p:
            replaced.append(choices[int(rng.integers(len(choices)))])
        else:
            replaced.append(word)
    return replaced


def random_delete(words: Sequence[str], p: float, rng: np.random.Generator) -> list[str]:
    """Delete words; if none is left, keep one of them.

    Parameters
    ----------
    words : sequence of str
        The text.
    p : float, 0 <= p <= 1
        Probability that a word is deleted.
    rng : numpy.random.Generator
        The source of all randomness.

    Returns
    -------
    list of str
        The words that are left, in the same order. If all words were deleted, one word is left, each equally likely.
        An empty text stays empty.

    Raises
    ------
    ValueError
        If ``p`` is no probability.

    References
    ----------
    Lecture notes 002:228 name the deletion of words.

    Examples
    --------
    >>> random_delete(["a", "big", "dog"], 0.0, np.random.default_rng(1))
    ['a', 'big', 'dog']
    >>> random_delete(["a", "big", "dog"], 1.0, np.random.default_rng(1))
    ['dog']
    """
    _check_probability(p)
    left = [word for word in words if rng.random() >= p]
    if len(words) > 0 and not left:
        left = [words[int(rng.integers(len(words)))]]
    return left


def shuffle_sentences(text: str, rng: np.random.Generator) -> str:
    """Put the sentences of a text into a random order.

    Parameters
    ----------
    text : str
        A text. A sentence ends with ``.``, ``!`` or ``?`` before white space or at the end of the text.
    rng : numpy.random.Generator
        The source of all randomness.

    Returns
    -------
    str
        The sentences in a random order, each order equally likely, with one space between them.

    References
    ----------
    Lecture notes 002:228 name a random order of sentences.

    Examples
    --------
    >>> shuffle_sentences("It rains. Why? Pi is 3.14.", np.random.default_rng(2))
    'Pi is 3.14. It rains. Why?'
    """
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    return " ".join(sentences[i] for i in rng.permutation(len(sentences)))


def _check_probability(p: float) -> None:
    if not 0 <= p <= 1:
        raise ValueError(f"p must be between 0 and 1, got {p}")
