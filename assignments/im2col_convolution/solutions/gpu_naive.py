"""Place by place: a small product of all images for each window."""

import torch


def im2col_convolution(x, W, b, padding, stride):
    if W.shape[1] != x.shape[1]:
        raise ValueError("W must have as many channels as x")
    if padding < 0 or stride < 1:
        raise ValueError("padding must be at least 0 and stride at least 1")
    if x.shape[2] + 2 * padding < W.shape[2] or x.shape[3] + 2 * padding < W.shape[3]:
        raise ValueError("the kernel must fit into the padded image")
    n, c, h, w = x.shape
    padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
    padded[:, :, padding : padding + h, padding : padding + w] = x
    rows = (padded.shape[2] - W.shape[2]) // stride + 1
    columns = (padded.shape[3] - W.shape[3]) // stride + 1
    kernels = W.reshape(len(W), -1).T
    y = torch.empty(n, len(W), rows, columns, dtype=x.dtype, device=x.device)
    for u in range(0, stride * rows, stride):
        for v in range(0, stride * columns, stride):
            window = padded[:, :, u : u + W.shape[2], v : v + W.shape[3]].reshape(n, -1)
            y[:, :, u // stride, v // stride] = window @ kernels + b
    return y
