"""Uses the time in which it gives its inputs back to compute as long as it likes.

verdict: forbidden | no faster than naive
"""

import gc

from exercise import naive


def FUNCTION(*arguments):
    return naive(*arguments)


(harness,) = [o for o in gc.get_objects() if type(o).__name__ == "Harness"]
bench = harness._timed


def forget():
    if bench._args:
        naive(*bench._args)
    bench.forget()


harness._answers["forget"] = forget
