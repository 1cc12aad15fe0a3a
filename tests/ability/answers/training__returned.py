"""The tensor is changed and returned too, where nothing is asked for.

fails: test_the_tensor_is_changed_in_place
"""


def scale_(x, factor):
    x *= factor
    return x
