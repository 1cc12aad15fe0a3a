"""A single sample is accepted as a vector.

Caught by: hidden/test_sigmoid.py::test_shapes_that_do_not_fit_are_refused
"""

import numpy as np


def predict_proba(X, w, b):
    return _sigmoid(_logits(np.atleast_2d(_real(X)), w, b))
