"""Two functions."""

import numpy as np


def tally(x: np.ndarray) -> np.ndarray:
    """Sum of squares of each row of ``x`` (n, d); shape (n,)."""
    raise NotImplementedError


def scale(x: np.ndarray, factor: float) -> np.ndarray:
    """``x`` times ``factor``."""
    raise NotImplementedError
