import numpy as np


def horizontal_flip(x):
    return np.flip(x)
