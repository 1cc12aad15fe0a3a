"""Leaves with success before any test could run.

score: 0
tally: crashed
scale: crashed
"""

import os

os._exit(0)
