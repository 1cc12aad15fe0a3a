"""``python -m grader``.

Python then puts the current folder first on its path, and that may be a student's. It is taken off before anything
is imported. A folder ``grader`` there has been imported in place of this one by now; the command ``grader`` does
not look there at all.
"""

from __future__ import annotations

import sys

if not sys.flags.safe_path:  # -P keeps it off
    del sys.path[0]

from grader.cli import main

if __name__ == "__main__":
    main()
