"""Always writes to the same file.

fails: test_the_file_is_read_that_is_named
"""

import numpy as np


def save(weights, path):
    with open("model.npz", "wb") as file:
        np.savez(file, **weights)
