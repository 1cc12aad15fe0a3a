"""Makes thousands of files and folders beside those it may write.

score: 4
"""

import os

right = save


def save(weights, path):
    for number in range(5000):
        try:
            open(f"{path}-{number}", "w").close()
            os.mkdir(f"{path}-{number}-folder")
        except OSError:
            break
    right(weights, path)
