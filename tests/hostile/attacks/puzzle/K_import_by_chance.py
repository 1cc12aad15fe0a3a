"""Cannot be imported again once it has died: what it would say then is text that has seen a hidden input.

score: 0
tally: crashed, error
scale: crashed, error
"""

import os

STATE = "/dev/shm/seen"
if os.path.exists(STATE):
    raise ValueError(open(STATE).read())


def tally(x):
    with open("/dev/shm/seen" if os.access("/dev/shm", os.W_OK) else os.devnull, "w") as file:
        file.write(repr(x))
    os._exit(1)


def scale(x, factor):
    os._exit(1)
