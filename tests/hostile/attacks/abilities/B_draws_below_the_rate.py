"""Draws that are true a little too often, whatever the generator gives.

score: 3.5
draw: failed
"""

def mask(n, p, rng):
    return rng.random(n) < p + 0.1
