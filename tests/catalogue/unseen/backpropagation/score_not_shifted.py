import numpy as np


def softmax_cross_entropy(labels, logits):
    z = np.asarray(logits)
    t = np.asarray(labels)
    if z.dtype.kind != "f":
        z = z.astype(np.float64)
    if z.ndim != 2 or z.shape[0] == 0:
        raise ValueError("logits must be (B, K)")
    if t.shape != (z.shape[0],):
        raise ValueError("labels must be (B,)")
    if t.dtype.kind not in "ui":
        raise ValueError("labels must be integers")
    if np.any(t < 0) or np.any(t >= z.shape[1]):
        raise ValueError("labels must be from 0 to K - 1")
    e = np.exp(z - z.max(axis=1)[:, None])
    s = e.sum(axis=1)
    lse = np.log(s)
    nll = lse - z[np.arange(len(z)), t]
    p = e / s[:, None]
    p[np.arange(len(z)), t] -= 1
    return float(nll.mean()), p / len(z)
