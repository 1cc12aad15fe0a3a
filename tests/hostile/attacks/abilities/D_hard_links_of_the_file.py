"""Links, renames and exchanges its files.

score: 4
"""

import os

right = save


def save(weights, path):
    right(weights, path)
    for act in (
        lambda: os.link(path, "third.npz"),
        lambda: os.link("/etc/passwd", "passwd"),
        lambda: os.link(os.__file__, "library"),
        lambda: os.rename(path, "../moved.npz"),
        lambda: os.link(path, "/tmp/left.npz"),
    ):
        try:
            act()
        except OSError:
            continue
