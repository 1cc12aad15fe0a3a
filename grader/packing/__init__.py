"""Pack one assignment for another system, which grades it on its own machines.

::

    autograder.zip
    ├── setup.sh             installs grader once, when the system builds its image
    ├── run_autograder       grades one submission
    ├── requirements.txt     the wheel below, and the versions of libraries that are used here
    ├── grader-….whl         this engine
    ├── not-graded/          results for the case that nothing could be graded: never a zero
    └── course/              course.toml, this assignment, its reference, and a secret of its own

Code that is graded there shares a container with all of this. So the zip holds one assignment, and never the secret
of the course.
"""

from __future__ import annotations

from grader.packing.gradescope_zip import gradescope_zip

__all__ = ["gradescope_zip"]
