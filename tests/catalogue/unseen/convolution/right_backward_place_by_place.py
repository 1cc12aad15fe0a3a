import numpy as np


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = _real(dout), _real(x), _real(W)
    B, C, H, Wd = x.shape
    F, _, KH, KW = W.shape
    Hout = conv_output_size(H, KH, padding, stride, dilation)
    Wout = conv_output_size(Wd, KW, padding, stride, dilation)
    dx, dW, db = np.zeros_like(x), np.zeros_like(W), np.zeros(F, dtype=dout.dtype)
    for u in range(Hout):
        for v in range(Wout):
            g = dout[:, :, u, v]  # (B, F)
            db += g.sum(axis=0)
            for i in range(KH):
                row = stride * u + dilation * i - padding
                if not 0 <= row < H:
                    continue  # a zero of the frame
                for j in range(KW):
                    col = stride * v + dilation * j - padding
                    if not 0 <= col < Wd:
                        continue
                    dW[:, :, i, j] += g.T @ x[:, :, row, col]
                    dx[:, :, row, col] += g @ W[:, :, i, j]
    return dx, dW, db
