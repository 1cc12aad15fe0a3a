"""Returns references: to an object that never was, and to a function of the grader's.

score: 0
tally: failed
scale: crashed
"""

from grader.wire import CallbackReference, Handle
from grader.worker.harness import Harness


class Unknown:
    def sum(self):
        return 0.0


Harness._keep = lambda self, value: Handle(2**62, "ndarray" * 20) if type(value) is Unknown else CallbackReference(0)


def tally(x):
    sys_keep()
    return Unknown()


def scale(x, factor):
    sys_keep()
    return object()


def sys_keep():
    """The channel holds the old method: give it the new one."""
    import gc

    gc.unfreeze()
    for harness in gc.get_objects():
        if type(harness) is Harness:
            harness.channel.keep = harness._keep
    gc.freeze()
