"""A course with one function, for runs that are killed: its grading takes next to no time."""

from __future__ import annotations

from typing import Final

SUMS_COURSE: Final = {
    "assignments/course.toml": 'title = "Kills"\npublic_secret = "known to everybody, here"\nrequired_isolation = 0\n',
    "assignments/sums/README.md": "# Sums\n",
    "assignments/sums/assignment.toml": 'id = "sums"\ntitle = "Sums"\nmodule = "sums.py"\n'
    '[[tasks]]\nid = "total"\nfunction = "total"\npoints = 2\n',
    "assignments/sums/hidden/test_sums.py": "from grader.testing import task\n\n\n"
    '@task("total")\ndef test_three(compare, rng):\n    """They are added."""\n    compare.total(rng.normal(size=3))\n',
    "reference/sums.py": "import numpy as np\n\n\ndef total(x):\n    return float(np.sum(x))\n",
}
"""Texts by path."""
