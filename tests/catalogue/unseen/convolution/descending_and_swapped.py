import numpy as np


def k_max_pool(x, k):
    x = np.asarray(x)
    if x.dtype.kind != "f":
        x = x.astype(float)
    if k < 1 or k > x.shape[-1]:
        raise ValueError("k")

    def one(row):
        picked = sorted(range(len(row)), key=lambda t: (-row[t], t))[:k]
        return row[picked]

    return np.apply_along_axis(one, -1, x)


def parameter_counts(in_shape, out_channels, kernel):
    kh, kw = kernel
    if kh < 1 or kw < 1:
        raise ValueError("kernel")
    c, h, w = in_shape
    conv_layer = sum(kh * kw * c + 1 for _ in range(out_channels))
    outputs = out_channels * h * w
    dense_layer = outputs * c * h * w + outputs
    return dense_layer, conv_layer
