"""Calls the function of the test for ever, once from a thread.

score: 3.5
chain: timeout
"""

class Chain(Chain):
    def double(self, f, x):
        while True:
            try:
                f(x)
            except RuntimeError:
                pass
