import numpy as np


def mask_tokens(ids, vocab_size, mask_id, special_ids, rng):
    special = np.array([*special_ids, mask_id])
    words = np.setdiff1d(np.arange(vocab_size), special)
    inputs = ids.astype(np.int64)
    labels = np.full(ids.shape, -100, dtype=np.int64)
    for b in range(len(ids)):
        places = np.flatnonzero(~np.isin(ids[b], special))
        for t in rng.permutation(places)[: int(round(0.15 * len(places)))]:
            labels[b, t] = ids[b, t]
            u = rng.random()
            if u < 0.8:
                inputs[b, t] = mask_id
            elif u < 0.9:
                inputs[b, t] = rng.choice(words)
    return inputs, labels
