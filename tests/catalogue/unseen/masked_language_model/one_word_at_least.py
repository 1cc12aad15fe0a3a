import numpy as np


def mask_tokens(ids, vocab_size, mask_id, special_ids, rng):
    special = np.array([*special_ids, mask_id])
    words = np.setdiff1d(np.arange(vocab_size), special)
    inputs = ids.astype(np.int64)
    normal = ~np.isin(ids, special)
    chosen = normal & (rng.random(ids.shape) < 0.15)
    for b in range(len(ids)):
        if normal[b].any() and not chosen[b].any():
            chosen[b, rng.choice(np.flatnonzero(normal[b]))] = True
    labels = np.where(chosen, inputs, -100)
    u = rng.random(ids.shape)
    inputs[chosen & (u < 0.8)] = mask_id
    swap = chosen & (u >= 0.8) & (u < 0.9)
    inputs[swap] = rng.choice(words, size=swap.sum())
    return inputs, labels
