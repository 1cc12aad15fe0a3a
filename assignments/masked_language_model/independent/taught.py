"""Step by step, as the rules are taught."""

import numpy as np


def mask_tokens(ids, vocab_size, mask_id, special_ids, rng):
    inputs = ids.astype(np.int64)
    labels = np.full(ids.shape, -100, dtype=np.int64)
    special = [mask_id, *special_ids]
    words = np.array([k for k in range(vocab_size) if k not in special])
    is_word = ~np.isin(inputs, special)
    chosen = is_word & (rng.random(ids.shape) < 0.15)
    labels[chosen] = inputs[chosen]
    draws = rng.random(ids.shape)
    masked = chosen & (draws < 0.8)
    swapped = chosen & (draws >= 0.8) & (draws < 0.9)
    random_words = words[rng.integers(0, len(words), size=ids.shape)]
    inputs[masked] = mask_id
    inputs[swapped] = random_words[swapped]
    return inputs, labels


def mlm_loss(logits, labels):
    chosen = labels != -100
    n = np.sum(chosen)
    if n == 0:
        return 0.0
    z = logits[chosen]
    y = labels[chosen]
    shifted = z - np.max(z, axis=1, keepdims=True)
    log_sum = np.log(np.sum(np.exp(shifted), axis=1))
    losses = log_sum - shifted[np.arange(n), y]
    return np.sum(losses) / n


def masked_accuracy(logits, labels):
    chosen = labels != -100
    n = np.sum(chosen)
    if n == 0:
        return 0.0
    predicted = np.argmax(logits, axis=-1)
    right = predicted[chosen] == labels[chosen]
    return np.sum(right) / n


def fill_blank(ids, logits, mask_id, special_ids):
    filled = ids.astype(np.int64)
    scores = logits.copy()
    scores[:, :, mask_id] = -np.inf
    for k in special_ids:
        scores[:, :, k] = -np.inf
    best = np.argmax(scores, axis=2)
    blank = filled == mask_id
    filled[blank] = best[blank]
    return filled
