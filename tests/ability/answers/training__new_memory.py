"""The tensor gets the right numbers in other memory.

fails: test_the_tensor_is_changed_in_place
"""


def scale_(x, factor):
    x.data = x * factor
