"""Dies at the first try and wants to be right at the second, which a fresh process is given; it cannot tell them apart.

score: 2
tally: crashed
"""

import os

PLACES = ("/tmp/tried", "/dev/shm/tried", "/scratch/tried", "tried", os.path.expanduser("~/tried"))


def tally(x):
    if any(os.path.exists(place) for place in PLACES) or "TRIED" in os.environ:
        return (x * x).sum(axis=1)
    os.environ["TRIED"] = "1"
    for place in PLACES:
        try:
            open(place, "w").close()
        except OSError:
            continue
    os._exit(1)


def scale(x, factor):
    return x * factor
