"""Hangs work on its inputs that runs when they are let go.

verdict: forbidden | no faster than naive
"""

import gc

from exercise import naive


def FUNCTION(*arguments):
    return naive(*arguments)


(harness,) = [o for o in gc.get_objects() if type(o).__name__ == "Harness"]
bench = harness._timed


class Late(tuple):
    def __del__(self):
        naive(*self)


def run(*_):
    bench._args = Late(bench._args)
    bench._output = naive(*bench._args)


harness._answers["run"] = run
