"""You leave class 0 out of the sums, as if it were the negative one; every class is in turn the positive
one. Look at where the classes you add over begin.
"""

import numpy as np


def micro_f1(y, y_hat, k):
    tp = sum(int(np.sum((y == c) & (y_hat == c))) for c in range(1, k))
    marked = sum(int(np.sum(y == c) + np.sum(y_hat == c)) for c in range(1, k))
    return 2 * tp / marked if marked else 0.0
