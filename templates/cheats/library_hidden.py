"""Imports the same library under a name put together at run time, inside the function.

verdict: forbidden
"""

import importlib

from exercise import good


def FUNCTION(*arguments):
    importlib.import_module("sci" + "py.linalg.blas")
    return good(*arguments)
