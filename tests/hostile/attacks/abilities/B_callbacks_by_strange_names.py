"""Calls the functions of the test by names that are objects, numbers and NaN, and inside a callback again.

score: 4
"""

import sys

frame = sys._getframe()
while not hasattr(frame.f_locals.get("self"), "channel"):
    frame = frame.f_back
harness = frame.f_locals["self"]

nan = float("nan")


def forge(f, *args, **kwargs):
    while not hasattr(f, "__closure__") or f.__closure__ is None:
        f = f.f
    reference = next(c.cell_contents for c in f.__closure__ if hasattr(c.cell_contents, "id"))
    return harness._call_back(reference.id, args, kwargs.get("names", {}))


class Chain(Chain):
    def double(self, f, x):
        for names in ({self: x}, {nan: x}, {5: x}, {(1, 2): x}, {None: x}, {"x": self}, {"state": self}):
            try:
                forge(f, names=names)
            except RuntimeError:
                pass
        return f(f(x))
