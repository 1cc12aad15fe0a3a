"""The length of an object is another one each time that it is asked.

score: 3.5
chain: failed
"""

import itertools

count = itertools.count()


class Chain(Chain):
    def __len__(self):
        return 3 + next(count) % 2

    def __iter__(self):
        return iter(self.factors[: 1 + next(count) % 2])
