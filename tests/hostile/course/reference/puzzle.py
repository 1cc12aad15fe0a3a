"""Two functions. canary-5e1f-reference"""

import numpy as np


def tally(x: np.ndarray) -> np.ndarray:
    """Sum of squares of each row of ``x`` (n, d); shape (n,)."""
    return (x * x).sum(axis=1)


def scale(x: np.ndarray, factor: float) -> np.ndarray:
    """``x`` times ``factor``."""
    return x * factor
