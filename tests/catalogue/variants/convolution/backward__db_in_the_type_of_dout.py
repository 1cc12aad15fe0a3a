"""db is summed in the type of dout, where 8-bit integers overflow.

Caught by: hidden/test_backward.py::test_integers_of_every_width
"""

_right = conv2d_backward


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dx, dW, db = _right(dout, x, W, padding, stride, dilation)
    return dx, dW, dout.sum(axis=(0, 2, 3), dtype=dout.dtype).astype(db.dtype)
