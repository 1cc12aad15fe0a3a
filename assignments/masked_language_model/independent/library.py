"""Short forms: one draw for both decisions, masked arrays, logaddexp, take_along_axis."""

import numpy as np


def mask_tokens(ids, vocab_size, mask_id, special_ids, rng):
    words = np.setdiff1d(np.arange(vocab_size), [*special_ids, mask_id])
    u = rng.uniform(size=ids.shape)
    u[~np.isin(ids, words)] = 1.0
    ids = ids.astype(np.int64)
    labels = np.full_like(ids, -100)
    labels[u < 0.15] = ids[u < 0.15]
    inputs = ids.copy()
    inputs[u < 0.12] = mask_id
    swap = (u >= 0.12) & (u < 0.135)
    inputs[swap] = rng.choice(words, size=int(swap.sum())) if swap.any() else 0
    return inputs, labels


def mlm_loss(logits, labels):
    keep = labels != -100
    if keep.sum() == 0:
        return 0.0
    z, y = logits[keep], labels[keep]
    right = np.take_along_axis(z, y[:, None].astype(int), axis=1)[:, 0]
    return np.mean(np.logaddexp.reduce(z, axis=1) - right)


def masked_accuracy(logits, labels):
    keep = labels != -100
    hits = np.argmax(logits, axis=2)[keep] == labels[keep]
    return np.sum(hits) / max(np.sum(keep), 1)


def fill_blank(ids, logits, mask_id, special_ids):
    ids = np.asarray(ids, dtype="int64").copy()
    words = np.setdiff1d(np.arange(logits.shape[-1]), [*special_ids, mask_id])
    blank = ids == mask_id
    ids[blank] = words[np.argmax(logits[blank][:, words], axis=1)]
    return ids
