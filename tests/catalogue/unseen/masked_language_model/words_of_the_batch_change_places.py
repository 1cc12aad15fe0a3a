import numpy as np


def mask_tokens(ids, vocab_size, mask_id, special_ids, rng):
    special = np.array([*special_ids, mask_id])
    ids = ids.astype(np.int64)
    normal = ~np.isin(ids, special)
    chosen = normal & (rng.random(ids.shape) < 0.15)
    labels = np.where(chosen, ids, -100)
    u = rng.random(ids.shape)
    inputs = np.where(chosen & (u < 0.8), mask_id, ids)
    swap = chosen & (u >= 0.8) & (u < 0.9)
    if swap.any():
        inputs[swap] = rng.choice(ids[normal], size=swap.sum())
    return inputs, labels
