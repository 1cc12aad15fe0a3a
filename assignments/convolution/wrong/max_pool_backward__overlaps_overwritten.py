"""You overwrote the gradient of a pixel with each window that holds it. A pixel may be the maximum of several
windows; look at how their shares are gathered.
"""


def max_pool_backward(dout, x, size, stride):
    winner = _windows(_real(x), size, stride).argmax(axis=0)
    dx = np.zeros_like(_real(x))
    for n, c, u, v in np.ndindex(*dout.shape):
        window = dx[n, c, stride * u : stride * u + size, stride * v : stride * v + size]
        window[:] = 0
        window[divmod(winner[n, c, u, v], size)] = dout[n, c, u, v]
    return dx
