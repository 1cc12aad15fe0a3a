"""The windows of a few images at a time, in a place made once that stays in the cache."""

import torch


def im2col_convolution(x, W, b, padding, stride):
    if W.shape[1] != x.shape[1]:
        raise ValueError("W must have as many channels as x")
    if padding < 0 or stride < 1:
        raise ValueError("padding must be at least 0 and stride at least 1")
    if x.shape[2] + 2 * padding < W.shape[2] or x.shape[3] + 2 * padding < W.shape[3]:
        raise ValueError("the kernel must fit into the padded image")
    n, c, h, w = x.shape
    if padding:
        padded = x.new_zeros(n, c, h + 2 * padding, w + 2 * padding)
        padded[:, :, padding : padding + h, padding : padding + w] = x
        x = padded
    windows = x.unfold(2, W.shape[2], stride).unfold(3, W.shape[3], stride).permute(0, 1, 4, 5, 2, 3)
    rows, columns = windows.shape[4:]
    kernels = W.reshape(len(W), -1)
    y = torch.empty(n, len(W), rows * columns, dtype=x.dtype, device=x.device)
    step = max(1, 8_000_000 // (kernels.shape[1] * rows * columns))
    for part, result in zip(windows.split(step), y.split(step), strict=True):
        copied = part.reshape(len(part), -1, rows * columns)
        torch.baddbmm(b[:, None], kernels.expand(len(part), -1, -1), copied, out=result)
    return y.view(n, len(W), rows, columns)
