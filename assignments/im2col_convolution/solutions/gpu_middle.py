"""One copy of the windows of all images, and one product."""


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
    windows = padded.unfold(2, W.shape[2], stride).unfold(3, W.shape[3], stride)
    rows, columns = windows.shape[2:4]
    copied = windows.permute(0, 1, 4, 5, 2, 3).reshape(n, -1, rows * columns)
    y = W.reshape(len(W), -1) @ copied + b[:, None]
    return y.view(n, len(W), rows, columns)
