"""Ends the process with code 0, as a program does that succeeded.

verdict: crashed
"""

import os


def FUNCTION(*arguments):
    os._exit(0)
