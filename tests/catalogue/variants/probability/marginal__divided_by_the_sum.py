"""The marginal is divided by its sum, which may differ from 1 a little."""


def marginal(joint, axis):
    joint = _joint(joint)
    summed = joint.sum(axis=_axis("axis", axis, joint.ndim))
    return summed / summed.sum()
