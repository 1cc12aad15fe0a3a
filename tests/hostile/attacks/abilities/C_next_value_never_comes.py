"""An iterator that never gives its next value.

score: 3.5
chain: timeout
"""

import time


class Chain(Chain):
    def __iter__(self):
        yield self.factors[0]
        time.sleep(1000)
