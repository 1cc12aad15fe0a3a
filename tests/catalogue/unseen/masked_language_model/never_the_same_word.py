import numpy as np


def mask_tokens(ids, vocab_size, mask_id, special_ids, rng):
    special = {*map(int, special_ids), int(mask_id)}
    words = [v for v in range(vocab_size) if v not in special]
    inputs = ids.astype(np.int64)
    labels = np.full(ids.shape, -100, dtype=np.int64)
    for b, t in np.ndindex(*ids.shape):
        if int(ids[b, t]) in special or rng.random() >= 0.15:
            continue
        labels[b, t] = ids[b, t]
        u = rng.random()
        if u < 0.8:
            inputs[b, t] = mask_id
        elif u < 0.9:
            others = [v for v in words if v != ids[b, t]]
            if others:
                inputs[b, t] = others[rng.integers(len(others))]
    return inputs, labels
