"""An axis that does not exist is taken modulo the number of axes."""


def marginal(joint, axis):
    joint = _joint(joint)
    return joint.sum(axis=axis % joint.ndim)
