"""Every result requires a gradient.

fails: test_a_frozen_tensor_requires_no_gradient
"""


def freeze(x, frozen):
    return x * 1
