import math

import numpy as np


def predict_next(context, E, W, b, combine="mean"):
    combined = {
        "mean": lambda rows: sum(rows) / len(rows),
        "concat": lambda rows: np.hstack(rows),
    }
    if combine not in combined:
        raise ValueError(f"{combine} is unknown")
    result = np.empty((len(context), len(b)), dtype=E.dtype)
    for i, words in enumerate(context):
        z = combined[combine]([E[w] for w in words]) @ W + b
        top = float(z.max())
        powers = [math.exp(float(value) - top) for value in z]
        result[i] = [power / sum(powers) for power in powers]
    return result
