import numpy as np


def mask_tokens(ids, vocab_size, mask_id, special_ids, rng):
    ids = np.array(ids, dtype=np.int64)
    normal = np.ones(vocab_size, dtype=bool)
    normal[[*special_ids, mask_id]] = False
    words = np.flatnonzero(normal)
    lots = rng.choice(4, size=ids.shape, p=[0.85, 0.12, 0.015, 0.015])
    lots = lots * normal[ids]
    random_words = rng.permuted(np.resize(words, (ids.size, len(words))), axis=1)[:, 0] if len(words) else ids
    inputs = np.select([lots == 1, lots == 2], [mask_id, np.reshape(random_words, ids.shape)], ids)
    return inputs, np.where(lots, ids, -100)
