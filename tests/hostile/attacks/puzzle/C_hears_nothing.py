"""Ignores or catches every signal and every exception that could end its loop.

score: 2
tally: timeout
"""

import signal


def tally(x):
    for number in set(signal.valid_signals()) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, lambda *_: None)
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue


def scale(x, factor):
    return x * factor
