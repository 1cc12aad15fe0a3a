"""getrusage of a thread counts the blocks read from the disk; one reads a file to say one, the other evicts for zero.

carries: in sequence, side by side
"""

import resource

from tools import FILES, WORD, evict, kernel, opened, touched


def send():
    for path, bit in zip(FILES, WORD, strict=True):
        if bit:
            with opened(path) as descriptor:
                kernel(187, descriptor, 0, 1 << 20)  # readahead
                kernel(0, descriptor, bytes(1), 1)
        else:
            evict(path)


def read_from_disk():
    return resource.getrusage(resource.RUSAGE_THREAD).ru_inblock


def hear():
    return [touched(path, read_from_disk) == 0 for path in FILES] == [bool(bit) for bit in WORD]
