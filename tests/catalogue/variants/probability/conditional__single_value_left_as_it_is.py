"""A known variable with a single value changes nothing, so that a sum that is not quite 1 stays."""


def conditional(joint, given_axis):
    joint = _joint(joint)
    given = _axis("given_axis", given_axis, joint.ndim)
    return joint.copy() if joint.shape[given] == 1 else _given(joint, given)
