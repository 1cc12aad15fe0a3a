"""The descriptor that every worker of a zygote inherits: its flags are those of one open file.

carries: no longer, at any level
"""

import fcntl
import os


def send():
    fcntl.fcntl(0, fcntl.F_SETFL, os.O_APPEND | os.O_NONBLOCK)


def hear():
    flags = fcntl.fcntl(0, fcntl.F_GETFL)
    return bool(flags & os.O_APPEND and flags & os.O_NONBLOCK)
