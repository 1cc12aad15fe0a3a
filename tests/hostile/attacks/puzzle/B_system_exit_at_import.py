"""Raises SystemExit(0) while it is imported, for a runner that takes it for a clean end.

score: 0
tally: error
scale: error
"""

raise SystemExit(0)
