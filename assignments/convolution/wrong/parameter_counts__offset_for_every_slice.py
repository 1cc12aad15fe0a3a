"""You gave the convolution an offset for each pair of channels. A kernel reaches through all input channels
and has one offset; look at what belongs to one output channel.
"""


def parameter_counts(in_shape, out_channels, kernel):
    channels, height, width = in_shape
    convolution = out_channels * channels * (kernel[0] * kernel[1] + 1)
    dense = out_channels * height * width * (channels * height * width + 1)
    return convolution, dense
