"""The second process exits as soon as it is asked, and the first kills itself when it has written.

score: 3.5
save: crashed
"""

import os

right = load


def load(path):
    os._exit(0)
