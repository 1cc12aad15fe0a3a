"""Your kernels are flat. A kernel has weights for every channel of its input; look at the shape (F, C, KH,
KW).
"""


def parameter_counts(in_shape, out_channels, kernel):
    channels, height, width = in_shape
    convolution = out_channels * (kernel[0] * kernel[1] + 1)
    dense = out_channels * height * width * (channels * height * width + 1)
    return convolution, dense
