"""Tries to make, change or remove a file in every folder on the path of imports and beside the system's.

score: 4
"""

import os
import sys

import numpy as np

ATTEMPTS = [
    lambda folder: os.close(os.open(folder + "/hostile.pth", os.O_CREAT | os.O_WRONLY)),
    lambda folder: os.mkdir(folder + "/hostile"),
    lambda folder: os.symlink("/etc/passwd", folder + "/hostile"),
    lambda folder: os.mkfifo(folder + "/hostile"),
    lambda folder: os.mknod(folder + "/hostile", 0o20666, os.makedev(1, 3)),
    lambda folder: os.rename(folder, folder + "-hostile"),
    lambda folder: os.chmod(folder, 0o777),
    lambda folder: os.utime(folder),
    lambda folder: os.rmdir(folder),
    lambda folder: os.setxattr(folder, "user.hostile", b"1"),
]


def tally(x):
    folders = {
        "/",
        "/usr",
        "/etc",
        "/etc/cron.d",
        "/var/tmp",
        "/root",
        "/home",
        "/opt",
        os.path.dirname(os.__file__),
    }
    for folder in folders.union(sys.path, np.__path__, [sys.prefix, sys.base_prefix]):
        for attempt in ATTEMPTS:
            try:
                attempt(folder)
                return None
            except OSError:
                continue
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
