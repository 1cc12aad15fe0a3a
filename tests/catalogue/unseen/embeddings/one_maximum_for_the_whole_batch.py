import numpy as np


def predict_next(context, E, W, b, combine="mean"):
    if combine not in ("mean", "concat"):
        raise ValueError("combine")
    rows = E[context]
    h = rows.mean(axis=1) if combine == "mean" else rows.reshape(len(context), -1)
    z = h @ W + b
    e = np.exp(z - z.max())
    return e / e.sum(axis=1, keepdims=True)
