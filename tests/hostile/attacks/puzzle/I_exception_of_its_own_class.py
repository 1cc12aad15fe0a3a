"""Names an exception after its input, and hands itself out as every builtin class in turn.

score: 0
tally: error
scale: error
"""

KINDS = [IndexError, KeyError, OSError, ValueError, TypeError, ArithmeticError, LookupError, BufferError, EOFError]


def tally(x):
    number = int(abs(x).sum() * 1e9)
    kind = KINDS[number % len(KINDS)]
    raise type(f"Input{number}", (kind,), {"__str__": lambda self: repr(x)})()


def scale(x, factor):
    return tally(x)
