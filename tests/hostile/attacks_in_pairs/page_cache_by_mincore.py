"""mincore says which files are in the page cache, to the owner of the files.

carries: in sequence, side by side
owner: yes
"""

import ctypes

from tools import FILES, PAGE, WORD, kernel, mapped, opened, store_in_page_cache

send = store_in_page_cache


def cached(path):
    told = ctypes.create_string_buffer(1)
    with opened(path) as descriptor:
        kernel(27, mapped(descriptor), PAGE, told)
    return told.raw[0] & 1


def hear():
    return [cached(path) for path in FILES] == WORD
