"""You return the four counts row by row, as they stand in the table: tn, fp, fn, tp. Look at the order in
which the statement asks for them.
"""

import numpy as np


def confusion_counts(y, y_hat):
    tp = int(np.sum((y == 1) & (y_hat == 1)))
    tn = int(np.sum((y == 0) & (y_hat == 0)))
    fp = int(np.sum((y == 0) & (y_hat == 1)))
    fn = int(np.sum((y == 1) & (y_hat == 0)))
    return tn, fp, fn, tp
