"""Fills the memory while it is imported.

score: 0
tally: memory
scale: memory
"""

hoard = [bytes(1 << 20) for _ in range(4096)]
