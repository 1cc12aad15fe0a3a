import numpy as np


def fill_blank(ids, logits, mask_id, special_ids):
    words = np.setdiff1d(np.arange(logits.shape[-1]), [*special_ids, mask_id])
    best = logits[..., words].argmax(axis=-1)
    return np.where(ids == mask_id, best, ids).astype(np.int64)
