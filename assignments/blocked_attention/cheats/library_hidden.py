"""Calls the same library under a name put together at run time, inside the function.

verdict: forbidden
"""

import importlib


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    library = importlib.import_module("tor" + "ch")
    return library.nn.functional.scaled_dot_product_attention(*map(library.from_numpy, (q, k, v))).numpy()
