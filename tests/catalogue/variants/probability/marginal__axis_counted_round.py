"""An axis that does not exist is taken modulo the number of axes.

Caught by: hidden/test_marginal.py::test_bad_tables_and_axes_are_refused
"""


def marginal(joint, axis):
    joint = _joint(joint)
    return joint.sum(axis=axis % joint.ndim)
