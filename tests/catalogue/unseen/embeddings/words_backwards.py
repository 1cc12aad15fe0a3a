import numpy as np


def predict_next(context, E, W, b, combine="mean"):
    if combine == "mean":
        h = E[context].mean(axis=1)
    elif combine == "concat":
        h = np.concatenate([E[context[:, -1 - j]] for j in range(context.shape[1])], axis=1)
    else:
        raise ValueError("combine")
    z = h @ W + b
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
