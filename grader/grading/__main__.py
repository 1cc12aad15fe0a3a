"""Entry point of a grading process (started by `grader.grading.run`)."""

from __future__ import annotations

import sys
from multiprocessing.connection import Connection

from grader.grading.process import serve

if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
