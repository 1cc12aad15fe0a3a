import numpy as np


def recall(y, y_hat):
    _table(y, y_hat, 2)     # refuses bad labels
    found = total = 0
    for truth, guess in zip(y.tolist(), y_hat.tolist()):
        if truth == 0:
            total += 1
            if guess == truth:
                found += 1
    return found / total if total else 0.0
