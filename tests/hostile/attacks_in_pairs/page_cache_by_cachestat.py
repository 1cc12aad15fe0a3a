"""cachestat counts the pages of a file that are in the page cache.

carries: in sequence, side by side
owner: yes
"""

import ctypes

from tools import FILES, PAGE, WORD, kernel, opened, store_in_page_cache

send = store_in_page_cache


def cached(path):
    pages, asked = (ctypes.c_uint64 * 5)(), (ctypes.c_uint64 * 2)(0, PAGE)
    with opened(path) as descriptor:
        kernel(451, descriptor, asked, pages, 0)
    return pages[0]


def hear():
    return [cached(path) for path in FILES] == WORD
