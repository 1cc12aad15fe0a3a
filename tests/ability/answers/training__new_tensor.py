"""The product is a new tensor, and the given one is left alone.

fails: test_the_tensor_is_changed_in_place
"""


def scale_(x, factor):
    x = x * factor
