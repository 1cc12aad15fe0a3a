"""Repeated calls give results of other shapes and kinds, a single draw among them.

score: 3.5
draw: failed
"""

import numpy as np
import torch

kinds = iter([lambda: np.ones(1, bool), lambda: True, lambda: np.ones((0, 5), bool), lambda: torch.ones(5, dtype=bool),
              lambda: {"a": np.ones(5, bool)}, lambda: np.full(5, np.nan)] * 1000)


def mask(n, p, rng):
    return next(kinds)()
