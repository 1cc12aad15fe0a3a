import numpy as np


def as_real(a):
    a = np.asarray(a)
    if a.dtype.kind != "f":
        a = a.astype(np.float64)
    return a


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    g, image, kernel = as_real(dout), as_real(x), as_real(W)
    out_h = conv_output_size(image.shape[2], kernel.shape[2], padding, stride, dilation)
    out_w = conv_output_size(image.shape[3], kernel.shape[3], padding, stride, dilation)
    image = np.pad(image, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    grad_x = np.zeros(image.shape, image.dtype)
    grad_w = np.zeros(kernel.shape, kernel.dtype)
    grad_b = g.sum(axis=3).sum(axis=2).sum(axis=0)
    for u in range(out_h):
        for v in range(out_w):
            for i in range(kernel.shape[2]):
                for j in range(kernel.shape[3]):
                    row, col = stride * u + dilation * i, stride * v + dilation * j
                    grad_w[:, :, i, j] += g[:, :, u, v].T @ image[:, :, row, col]
                    grad_x[:, :, row, col] += g[:, :, u, v] @ kernel[:, :, i, j]
    return grad_x, grad_w, grad_b
