import numpy as np


def mask_tokens(ids, vocab_size, mask_id, special_ids, rng):
    special = np.array([*special_ids, mask_id])
    words = np.setdiff1d(np.arange(vocab_size), special)
    ids = ids.astype(np.int64)
    chosen = ~np.isin(ids, special) & (rng.random(ids.shape) < 0.15)
    labels = np.where(chosen, ids, -100)
    hidden = chosen & (rng.random(ids.shape) < 0.8)
    swap = chosen & ~hidden & (rng.random(ids.shape) < 0.1)
    inputs = np.where(hidden, mask_id, ids)
    inputs[swap] = rng.choice(words, size=swap.sum())
    return inputs, labels
