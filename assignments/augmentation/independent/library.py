"""Short forms with what NumPy has: rot90, flip, sliding windows, repeat of indices, choice, masks."""

import re

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def rotate90(x, times=1):
    return np.rot90(x, times, axes=(-2, -1))


def horizontal_flip(x):
    return np.flip(x, axis=-1)


def random_crop(x, height, width, rng):
    if height < 1 or width < 1 or height > x.shape[2] or width > x.shape[3]:
        raise ValueError("the window does not fit")
    windows = sliding_window_view(x, (height, width), axis=(2, 3))
    rows, columns = windows.shape[2:4]
    places = rng.integers(rows * columns, size=len(x))
    return np.stack([windows[b, :, k // columns, k % columns] for b, k in enumerate(places)])


def scale_nearest(x, height, width):
    if min(height, width) < 1:
        raise ValueError("sizes must be at least 1")
    rows = [i * x.shape[-2] // height for i in range(height)]
    columns = [j * x.shape[-1] // width for j in range(width)]
    return np.take(np.take(x, rows, axis=-2), columns, axis=-1)


def synonym_replace(words, synonyms, p, rng):
    if np.isnan(p) or p < 0 or p > 1:
        raise ValueError("p must be between 0 and 1")
    chosen = rng.uniform(size=len(words)) < p
    return [
        str(rng.choice(synonyms[word])) if now and word in synonyms else word
        for word, now in zip(words, chosen, strict=True)
    ]


def random_delete(words, p, rng):
    if np.isnan(p) or p < 0 or p > 1:
        raise ValueError("p must be between 0 and 1")
    if not len(words):
        return []
    kept = np.flatnonzero(rng.uniform(size=len(words)) >= p)
    if kept.size == 0:
        kept = rng.choice(len(words), size=1)
    return [words[int(k)] for k in kept]


def shuffle_sentences(text, rng):
    parts = re.findall(r"\S.*?(?:[.!?](?=\s|$)|$)", text.strip(), flags=re.DOTALL)
    rng.shuffle(parts)
    return " ".join(parts)
