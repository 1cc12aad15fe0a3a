"""Where windows lie, and which numbers are in them."""

import numpy as np


def to_float(*arrays):
    """Integers become float64, the rest stays what it is."""
    arrays = [np.asarray(a) for a in arrays]
    return [a if np.issubdtype(a.dtype, np.floating) else a.astype(np.float64) for a in arrays]


def starts(pixels, span, step):
    """First pixels of all windows that fit into a line of pixels."""
    if span < 1 or step < 1:
        raise ValueError(f"a window of {span} pixels in steps of {step} is impossible")
    found = range(0, pixels - span + 1, step)
    if len(found) == 0:
        raise ValueError(f"a window of {span} does not fit into {pixels} pixels")
    return found


def taps(start, count, gap):
    """The pixels of one window, as a slice."""
    return slice(start, start + gap * (count - 1) + 1, gap)
