import numpy as np


def conv_output_size(w, f, p, s, d=1):
    if f < 1 or p < 0 or s < 1 or d < 1:
        raise ValueError("one of f, p, s, d is too small")
    length = w + 2 * p
    span = f + (f - 1) * (d - 1)
    if span > length:
        raise ValueError("does not fit")
    n = 0
    position = 0
    while position + span <= length:
        n = n + 1
        position = position + s
    return n


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    B, C, height, width = x.shape
    F, C2, KH, KW = W.shape
    if C != C2:
        raise ValueError("wrong number of channels")
    H2 = conv_output_size(height, KH, padding, stride, dilation)
    W2 = conv_output_size(width, KW, padding, stride, dilation)
    kind = np.float32 if x.dtype == np.float32 else np.float64
    out = np.zeros((B, F, H2, W2), dtype=kind)
    for n in range(B):
        for f in range(F):
            for u in range(H2):
                for v in range(W2):
                    total = float(b[f])
                    for i in range(KH):
                        r = u * stride + i * dilation - padding
                        if r < 0 or r >= height:
                            continue
                        for j in range(KW):
                            q = v * stride + j * dilation - padding
                            if q < 0 or q >= width:
                                continue
                            for c in range(C):
                                total += float(x[n, c, r, q]) * float(W[f, c, i, j])
                    out[n, f, u, v] = total
    return out


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    # not yet, the forward pass took me all weekend
    raise NotImplementedError


def same_padding(f, d=1):
    if f < 1 or d < 1 or f % 2 == 0:
        raise ValueError("f must be odd, f and d at least 1")
    return f // 2


def pool(x, size, stride, what):
    B, C, height, width = x.shape
    H2 = conv_output_size(height, size, 0, stride)
    W2 = conv_output_size(width, size, 0, stride)
    if x.dtype.kind != "f":
        x = x * 1.0
    out = np.zeros((B, C, H2, W2), dtype=x.dtype)
    for u in range(H2):
        for v in range(W2):
            window = x[:, :, u * stride : u * stride + size, v * stride : v * stride + size]
            out[:, :, u, v] = what(what(window, axis=3), axis=2)
    return out


def max_pool(x, size, stride):
    return pool(x, size, stride, np.max)


def max_pool_backward(dout, x, size, stride):
    raise NotImplementedError


def avg_pool(x, size, stride):
    return pool(x, size, stride, np.sum)


def k_max_pool(x, k):
    if k < 1 or k > x.shape[-1]:
        raise ValueError("k")
    if x.dtype.kind != "f":
        x = x * 1.0
    biggest_first = np.flip(np.sort(x, axis=-1), axis=-1)
    return biggest_first[..., :k]


def receptive_field(layers):
    field = 1
    jump = 1
    for kernel, stride in layers:
        if kernel < 1 or stride < 1:
            raise ValueError("kernel or stride is too small")
        field = field + kernel * jump
        jump = jump * stride
    return field


def parameter_counts(in_shape, out_channels, kernel):
    C, H, W = in_shape
    KH, KW = kernel
    if KH < 1 or KW < 1:
        raise ValueError("the kernel is too small")
    per_kernel = C * KH * KW + 1
    pixels_in = C * H * W
    pixels_out = out_channels * H * W
    return per_kernel * out_channels, (pixels_in + 1) * pixels_out


if __name__ == "__main__":
    x = np.array([[[[1.0, 2.0, 0.0, 1.0], [3.0, 1.0, 2.0, 0.0], [0.0, 2.0, 1.0, 3.0]]]])
    W = np.array([[[[1.0, 2.0], [0.0, -1.0]]]])
    print(conv2d_forward(x, W, np.array([1.0]), 0, 1))
