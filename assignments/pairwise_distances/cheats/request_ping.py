"""Computes in the request that only wakes it up, before the clock starts.

verdict: forbidden
"""

import gc

from exercise import naive


def FUNCTION(*arguments):
    return naive(*arguments)


(harness,) = [o for o in gc.get_objects() if type(o).__name__ == "Harness"]
bench = harness._timed
bench.ready = None


def ping():
    if bench._args:
        bench.ready = naive(*bench._args)


def run(*_):
    bench._output = naive(*bench._args) if bench.ready is None else bench.ready


harness._answers["ping"] = ping
harness._answers["run"] = run
