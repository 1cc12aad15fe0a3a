"""You gave the dense layer one offset per channel. Its outputs share nothing, so each has its own; look at
what belongs to one output.
"""


def parameter_counts(in_shape, out_channels, kernel):
    channels, height, width = in_shape
    convolution = out_channels * (channels * kernel[0] * kernel[1] + 1)
    dense = out_channels * height * width * channels * height * width + out_channels
    return convolution, dense
