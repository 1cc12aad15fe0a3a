import numpy as np


def fill_blank(ids, logits, mask_id, special_ids):
    words = np.array([v for v in range(logits.shape[-1]) if v != mask_id and v not in list(special_ids)])
    filled = ids.astype("int64").copy()
    rows, columns = np.nonzero(ids == mask_id)
    filled[rows, columns] = words[logits[rows, columns][:, words].argmax(axis=-1)]
    return filled
