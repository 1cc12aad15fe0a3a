import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    x, W, b = _real(x), _real(W), _real(b)
    if x.shape[1] != W.shape[1]:
        raise ValueError("channels of x and W differ")
    KH, KW = W.shape[2:]
    # both sizes are checked here
    conv_output_size(x.shape[2], KH, padding, stride, dilation)
    conv_output_size(x.shape[3], KW, padding, stride, dilation)
    xt = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], mode="edge")
    span = (dilation * (KH - 1) + 1, dilation * (KW - 1) + 1)
    win = sliding_window_view(xt, span, axis=(2, 3))
    win = win[:, :, ::stride, ::stride, ::dilation, ::dilation]
    return np.einsum("nchwij,fcij->nfhw", win, W) + b.reshape(1, -1, 1, 1)
