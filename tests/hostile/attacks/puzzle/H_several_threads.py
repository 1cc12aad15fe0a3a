"""Splits its work over a few threads, each adding to the result when it is done.

score: 4
"""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np

LOCK = threading.Lock()


def tally(x):
    total = np.zeros(len(x))

    def add(column):
        with LOCK:
            np.add(total, column * column, out=total)

    threads = [threading.Thread(target=add, args=(column,)) for column in x.T]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return total


def scale(x, factor):
    with ThreadPoolExecutor(4) as pool:
        return np.array(list(pool.map(lambda row: row * factor, x)))
