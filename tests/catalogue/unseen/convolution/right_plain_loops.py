import numpy as np


def float_copy(values):
    a = np.array(values)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def windows_of(x, size, stride):
    oh = conv_output_size(x.shape[2], size, 0, stride)
    ow = conv_output_size(x.shape[3], size, 0, stride)
    for u in range(oh):
        for v in range(ow):
            yield u, v, u * stride, v * stride


def pooled(x, size, stride, reduce):
    x = float_copy(x)
    places = {(u, v): reduce(x[:, :, r : r + size, q : q + size]) for u, v, r, q in windows_of(x, size, stride)}
    last_u, last_v = max(places)
    y = np.empty((*x.shape[:2], last_u + 1, last_v + 1), x.dtype)
    for (u, v), value in places.items():
        y[:, :, u, v] = value
    return y


def max_pool(x, size, stride):
    return pooled(x, size, stride, lambda part: np.max(part, axis=(2, 3)))


def avg_pool(x, size, stride):
    return pooled(x, size, stride, lambda part: np.sum(part, axis=(2, 3)) / size**2)


def max_pool_backward(dout, x, size, stride):
    dout, x = float_copy(dout), float_copy(x)
    dx = np.zeros(x.shape, x.dtype)
    for u, v, top, left in windows_of(x, size, stride):
        for n in range(x.shape[0]):
            for c in range(x.shape[1]):
                best = (top, left)
                for r in range(top, top + size):
                    for q in range(left, left + size):
                        if x[n, c, r, q] > x[n, c][best]:
                            best = (r, q)
                dx[n, c][best] += dout[n, c, u, v]
    return dx


def k_max_pool(x, k):
    x = float_copy(x)
    steps = x.shape[-1]
    if k < 1 or k > steps:
        raise ValueError("k must lie between 1 and the length of the sequences")
    out = np.empty((*x.shape[:-1], k), x.dtype)
    for place in np.ndindex(x.shape[:-1]):
        row = x[place]
        chosen = []
        for t in range(steps):
            chosen.append(t)
            if len(chosen) > k:
                weakest = min(chosen, key=lambda s: (row[s], -s))
                chosen.remove(weakest)
        out[place] = row[chosen]
    return out


def receptive_field(layers):
    if any(k < 1 or s < 1 for k, s in layers):
        raise ValueError("layers: kernels and strides must be positive")
    length = 1
    for k, s in reversed(list(layers)):
        length = (length - 1) * s + k
    return length
