"""Would lower its own limits to nothing.

score: 2
tally: error
"""

import resource


def tally(x):
    for name in ("NOFILE", "NPROC", "FSIZE", "MEMLOCK", "SIGPENDING"):
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (0, 0))
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
