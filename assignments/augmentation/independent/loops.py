"""Pixel by pixel and character by character."""

import numpy as np


def rotate90(x, times=1):
    turned = x.copy()
    while times % 4:
        H, W = turned.shape[-2:]
        new = np.empty((*turned.shape[:-2], W, H), dtype=x.dtype)
        for i in range(W):
            for j in range(H):
                new[..., i, j] = turned[..., j, W - 1 - i]
        turned = new
        times -= 1
    return turned


def horizontal_flip(x):
    new = np.empty_like(x)
    for j in range(x.shape[-1]):
        new[..., j] = x[..., x.shape[-1] - 1 - j]
    return new


def random_crop(x, height, width, rng):
    B, C, H, W = x.shape
    if not 0 < height <= H or not 0 < width <= W:
        raise ValueError("the window does not fit")
    crops = []
    for image in x:
        top = int(rng.random() * (H - height + 1))
        left = int(rng.random() * (W - width + 1))
        crops.append([channel[top : top + height, left : left + width] for channel in image])
    return np.array(crops, dtype=x.dtype)


def scale_nearest(x, height, width):
    if height <= 0 or width <= 0:
        raise ValueError("sizes must be at least 1")
    H, W = x.shape[-2:]
    new = np.zeros((*x.shape[:-2], height, width), dtype=x.dtype)
    for i in range(height):
        for j in range(width):
            new[..., i, j] = x[..., (i * H) // height, (j * W) // width]
    return new


def synonym_replace(words, synonyms, p, rng):
    if not (p >= 0 and p <= 1):
        raise ValueError("p must be between 0 and 1")
    result = list(words)
    for k, word in enumerate(words):
        if word in synonyms:
            own = list(synonyms[word])
            if rng.random() < p:
                rng.shuffle(own)
                result[k] = own[0]
    return result


def random_delete(words, p, rng):
    if not (p >= 0 and p <= 1):
        raise ValueError("p must be between 0 and 1")
    left = []
    for word in words:
        if not rng.random() < p:
            left.append(word)
    if not left and words:
        return [words[int(rng.integers(0, len(words)))]]
    return left


def shuffle_sentences(text, rng):
    sentences = [""]
    for k, character in enumerate(text):
        sentences[-1] += character
        if character in ".!?" and (k + 1 == len(text) or text[k + 1].isspace()):
            sentences.append("")
    sentences = [sentence.strip() for sentence in sentences if sentence.strip()]
    for k in range(len(sentences) - 1, 0, -1):
        other = int(rng.integers(0, k + 1))
        sentences[k], sentences[other] = sentences[other], sentences[k]
    return " ".join(sentences)
