import numpy as np


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout, x, W = _real(dout), _real(x), _real(W)
    height = conv_output_size(x.shape[2], W.shape[2], padding, stride, dilation)
    width = conv_output_size(x.shape[3], W.shape[3], padding, stride, dilation)
    frame = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dframe = np.zeros_like(frame)
    dW = np.zeros_like(W)
    # backward = convolution with the kernel rotated by 180 degrees
    W_rot = W[:, :, ::-1, ::-1]
    for i in range(W.shape[2]):
        for j in range(W.shape[3]):
            a, e = i * dilation, j * dilation
            window = (slice(None), slice(None),
                      slice(a, a + (height - 1) * stride + 1, stride),
                      slice(e, e + (width - 1) * stride + 1, stride))
            dW[:, :, i, j] = np.tensordot(dout, frame[window], axes=([0, 2, 3], [0, 2, 3]))
            dframe[window] += np.einsum("nfuv,fc->ncuv", dout, W_rot[:, :, i, j])
    dx = dframe[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]
    return dx, dW, dout.sum((0, 2, 3))
