import numpy as np


def mask_tokens(ids, vocab_size, mask_id, special_ids, rng):
    special = set(int(s) for s in special_ids) | {int(mask_id)}
    words = [v for v in range(vocab_size) if v not in special]
    inputs = ids.astype(np.int64)
    labels = np.full(ids.shape, -100)
    for place in np.ndindex(*ids.shape):
        token = int(ids[place])
        if token in special:
            continue
        u = rng.random()
        if u < 0.15:
            labels[place] = token
        if u < 0.12:
            inputs[place] = mask_id
        elif u < 0.135:
            inputs[place] = words[rng.integers(len(words))]
    return inputs, labels
