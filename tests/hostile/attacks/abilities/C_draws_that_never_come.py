"""Answers a repeated call with no result, with more than were asked for, or with something else.

score: 3.5
draw: crashed
"""

import sys

frame = sys._getframe()
while not hasattr(frame.f_locals.get("self"), "channel"):
    frame = frame.f_back
harness = frame.f_locals["self"]

answers = iter([([], ((), {})), ([True] * 5000, ((), {})), "nothing", (True, None)] * 9)
harness._answers["repeat"] = lambda *args: next(answers)
