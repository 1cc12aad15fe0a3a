"""A single sample is accepted as a vector."""

import numpy as np


def predict_proba(X, w, b):
    return _sigmoid(_logits(np.atleast_2d(_real(X)), w, b))
