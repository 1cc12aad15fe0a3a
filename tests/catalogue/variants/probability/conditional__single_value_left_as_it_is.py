"""A known variable with a single value changes nothing, so that a sum that is not quite 1 stays.

Caught by: hidden/test_conditional.py::test_negative_axes
"""


def conditional(joint, given_axis):
    joint = _joint(joint)
    given = _axis("given_axis", given_axis, joint.ndim)
    return joint.copy() if joint.shape[given] == 1 else _given(joint, given)
