"""Leaves a file where every user may write.

carries: in sequence, side by side
"""

import os

FOLDERS = ("/tmp", "/dev/shm", "/var/tmp", "/scratch")
NAME = "sent-by-the-other-of-a-pair"


def send():
    for folder in FOLDERS:
        if os.access(folder, os.W_OK):
            with open(os.path.join(folder, NAME), "w", encoding="utf-8") as file:
                file.write("one")


def hear():
    found = [path for folder in FOLDERS if os.path.exists(path := os.path.join(folder, NAME))]
    for path in found:
        os.remove(path)
    return bool(found)
