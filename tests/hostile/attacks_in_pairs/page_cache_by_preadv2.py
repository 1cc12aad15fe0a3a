"""Reads that do not wait say which files are in the page cache.

carries: in sequence, side by side
"""

import os

from tools import FILES, WORD, opened, store_in_page_cache

RWF_NOWAIT = 8
send = store_in_page_cache


def cached(path):
    with opened(path) as descriptor:
        try:
            return os.preadv(descriptor, [bytearray(1)], 0, RWF_NOWAIT)
        except BlockingIOError:
            return 0


def hear():
    return [cached(path) for path in FILES] == WORD
