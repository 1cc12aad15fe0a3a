"""getrusage counts the faults that had to wait for the disk, so it says which files were in the page cache.

carries: in sequence, side by side
"""

import resource

from tools import FILES, WORD, store_in_page_cache, touched

send = store_in_page_cache


def waited():
    return resource.getrusage(resource.RUSAGE_SELF).ru_majflt


def hear():
    return [1 - touched(path, waited) for path in FILES] == WORD
