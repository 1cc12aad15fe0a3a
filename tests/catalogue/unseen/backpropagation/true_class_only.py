import numpy as np


def softmax_cross_entropy(labels, logits):
    y, scores = np.asarray(labels), np.asarray(logits)
    scores = scores if scores.dtype.kind == "f" else scores.astype(np.float64)
    if scores.ndim != 2 or scores.shape[0] < 1:
        raise ValueError("logits: (B, K)")
    B, K = scores.shape
    if y.shape != (B,) or y.dtype.kind not in "iu":
        raise ValueError("labels: B integers")
    if int(y.min()) < 0 or int(y.max()) >= K:
        raise ValueError("labels: range(K)")
    dz = np.zeros_like(scores)
    total = 0.0
    for i, (c, row) in enumerate(zip(y, scores)):
        row = row - row.max()
        p = np.exp(row)
        norm = p.sum()
        p = p / norm
        total += float(np.log(norm) - row[c])
        dz[i, c] = (p[c] - 1) / B
    return total / B, dz
