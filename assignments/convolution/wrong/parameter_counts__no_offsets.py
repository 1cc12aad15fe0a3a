"""You counted the weights only. Each output channel of the convolution and each output of the dense layer has
an offset; look at what belongs to one output besides its weights.
"""


def parameter_counts(in_shape, out_channels, kernel):
    channels, height, width = in_shape
    convolution = out_channels * (channels * kernel[0] * kernel[1])
    dense = out_channels * height * width * (channels * height * width)
    return convolution, dense
