"""Only the first three axes can be summed out, so that four variables give wrong tables.

Caught by: hidden/test_conditional.py::test_four_variables
"""

import numpy as np


def conditional(joint, given_axis):
    joint = _joint(joint)
    given = _axis("given_axis", given_axis, joint.ndim)
    others = tuple(axis for axis in range(min(joint.ndim, 3)) if axis != given)
    condition = joint.sum(axis=others, keepdims=True)
    return np.divide(joint, condition, out=np.zeros_like(joint), where=condition > 0)
