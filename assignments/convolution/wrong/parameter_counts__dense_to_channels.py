"""Your dense layer has one output per channel. It has to make the same output as the convolution, every pixel
of it; count its numbers.
"""


def parameter_counts(in_shape, out_channels, kernel):
    channels, height, width = in_shape
    convolution = out_channels * (channels * kernel[0] * kernel[1] + 1)
    dense = out_channels * (channels * height * width + 1)
    return convolution, dense
