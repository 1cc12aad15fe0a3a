"""Step by step, as the rules are taught."""

import re

import numpy as np


def rotate90(x, times=1):
    turns = times % 4
    for _ in range(turns):
        transposed = np.swapaxes(x, -2, -1)
        x = np.flip(transposed, axis=-2)
    return x


def horizontal_flip(x):
    return x[..., :, ::-1]


def random_crop(x, height, width, rng):
    B, C, H, W = x.shape
    if height < 1 or height > H or width < 1 or width > W:
        raise ValueError("the window does not fit")
    crops = np.zeros((B, C, height, width), dtype=x.dtype)
    for b in range(B):
        top = rng.integers(0, H - height + 1)
        left = rng.integers(0, W - width + 1)
        crops[b] = x[b, :, top : top + height, left : left + width]
    return crops


def scale_nearest(x, height, width):
    if height < 1 or width < 1:
        raise ValueError("height and width must be at least 1")
    H = x.shape[-2]
    W = x.shape[-1]
    rows = np.arange(height) * H // height
    columns = np.arange(width) * W // width
    return x[..., rows, :][..., columns]


def synonym_replace(words, synonyms, p, rng):
    if not 0 <= p <= 1:
        raise ValueError("p must be between 0 and 1")
    new = []
    for word in words:
        if word in synonyms and rng.random() < p:
            own = synonyms[word]
            k = rng.integers(len(own))
            new.append(own[k])
        else:
            new.append(word)
    return new


def random_delete(words, p, rng):
    if not 0 <= p <= 1:
        raise ValueError("p must be between 0 and 1")
    if len(words) == 0:
        return []
    kept = []
    for word in words:
        if rng.random() >= p:
            kept.append(word)
    if len(kept) == 0:
        k = rng.integers(len(words))
        kept.append(words[k])
    return kept


def shuffle_sentences(text, rng):
    sentences = re.split(r"(?<=[.!?])\s+", text.strip())
    order = rng.permutation(len(sentences))
    return " ".join([sentences[k] for k in order])
