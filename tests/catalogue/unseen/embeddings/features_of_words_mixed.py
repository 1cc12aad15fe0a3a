import numpy as np


def predict_next(context, E, W, b, combine="mean"):
    if combine not in ("mean", "concat"):
        raise ValueError("combine")
    rows = E[context]
    if combine == "mean":
        h = rows.mean(axis=1)
    else:
        h = rows.transpose(0, 2, 1).reshape(len(context), -1)
    z = h @ W + b
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
