import numpy as np


def mask_tokens(ids, vocab_size, mask_id, special_ids, rng):
    special = np.array([*special_ids, mask_id])
    words = np.setdiff1d(np.arange(vocab_size), special)
    ids = ids.astype(np.int64)
    chosen = ~np.isin(ids, special) & (rng.random(ids.shape) < 0.15)
    labels = np.where(chosen, ids, -100)
    u = rng.random(ids.shape)
    inputs = ids.copy()
    inputs[chosen & (u < 0.8)] = mask_id
    if len(words):
        inputs[chosen & (u >= 0.8) & (u < 0.9)] = rng.choice(words)
    return inputs, labels
