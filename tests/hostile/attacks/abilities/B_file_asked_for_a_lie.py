"""Says other things of its files than they hold: texts, arrays, objects instead of bytes.

score: 3.5
save: crashed
"""

import sys

frame = sys._getframe()
while not hasattr(frame.f_locals.get("self"), "channel"):
    frame = frame.f_back
harness = frame.f_locals["self"]

import numpy as np

lies = iter(["text", np.zeros(3), None, {"a": b"b"}, [b"x"]] * 10)
harness._answers["read file"] = lambda name, most: next(lies)
