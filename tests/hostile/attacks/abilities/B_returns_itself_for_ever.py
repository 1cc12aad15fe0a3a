"""Every attribute, operator and call gives the object itself.

score: 3.5
chain: error, failed
"""

class Chain:
    def __init__(self, *args):
        pass

    def __getattr__(self, name):
        return self

    def __call__(self, *args):
        return self

    __add__ = __iter__ = __next__ = __getitem__ = __call__

    def __len__(self):
        return 3
