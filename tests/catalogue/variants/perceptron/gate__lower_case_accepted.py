"""The name of a gate is accepted in lower case.

Caught by: hidden/test_gate.py::test_bad_arguments_are_refused
"""

import numpy as np


def logic_gate(name, d=2):
    if d < 1:
        raise ValueError(f"d must be an integer >= 1, got {d}")
    gates = {
        "AND": (np.ones(d), -float(d)),
        "OR": (np.ones(d), -1.0),
        "NAND": (-np.ones(d), d - 1.0),
        "NOT": (-np.ones(1), 0.0),
    }
    if str(name).upper() not in gates:
        raise ValueError(f"there is no gate {name!r}")
    return gates[str(name).upper()]
