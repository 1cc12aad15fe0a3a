import numpy as np


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = _real(dout), _real(x), _real(W)
    N, C, H, Wi = x.shape
    F, _, KH, KW = W.shape
    Ho = conv_output_size(H, KH, padding, stride, dilation)
    Wo = conv_output_size(Wi, KW, padding, stride, dilation)
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))

    # dW: what every tap has seen, weighted with dout
    dW = np.zeros_like(W)
    for u in range(Ho):
        for v in range(Wo):
            patch = xp[:, :, u * stride : u * stride + KH, v * stride : v * stride + KW]
            dW += np.einsum("nf,ncij->fcij", dout[:, :, u, v], patch)

    # dx: every output sends its gradient back through the kernel
    dxp = np.zeros_like(xp)
    for u in range(Ho):
        for v in range(Wo):
            rows = u * stride + dilation * np.arange(KH)
            cols = v * stride + dilation * np.arange(KW)
            dxp[:, :, rows[:, None], cols[None, :]] += np.einsum("nf,fcij->ncij", dout[:, :, u, v], W)

    dx = dxp[:, :, padding : padding + H, padding : padding + Wi]
    return dx, dW, dout.sum(axis=(0, 2, 3))
