"""What the pairs share: a word to send, unread files of a library that carry a bit each, and the kernel's own calls."""

import contextlib
import ctypes
import glob
import mmap
import os
import struct

import numpy

WORD = [int(bit) for bit in "1011001110001011"]
FILES = sorted(glob.glob(os.path.join(os.path.dirname(numpy.__file__), "**", "*.pyi"), recursive=True))[
    : len(WORD)
]
PAGE = mmap.PAGESIZE
LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.mmap.restype = ctypes.c_void_p
LIBC.mmap.argtypes = [
    ctypes.c_void_p,
    ctypes.c_size_t,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_long,
]
KEPT = []


def kernel(number, *arguments):
    """A system call by its number of x86-64."""
    padded = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments] + [ctypes.c_long(0)] * 6
    result = LIBC.syscall(ctypes.c_long(number), *padded[:6])
    if result < 0:
        raise OSError(ctypes.get_errno(), f"call {number}")
    return result


def attempt(function):
    """What it returns; nothing if the kernel refuses."""
    try:
        return function()
    except OSError as error:
        print(error)
        return None


@contextlib.contextmanager
def opened(path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def kept(path):
    """A descriptor that stays open as long as the process lives."""
    KEPT.append(os.open(path, os.O_RDONLY))
    return KEPT[-1]


def mapped(descriptor):
    """Address of a file's first page."""
    address = LIBC.mmap(None, PAGE, mmap.PROT_READ, mmap.MAP_SHARED, descriptor, 0)
    if address == ctypes.c_void_p(-1).value:
        raise OSError(ctypes.get_errno(), "mmap")
    return address


def evict(path):
    """Have a file thrown out of the page cache."""
    with opened(path) as descriptor:
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def load(path):
    with opened(path) as descriptor:
        os.read(descriptor, 1)


def store_in_page_cache():
    """The word: files of a one are in the page cache, those of a zero are not."""
    for path, bit in zip(FILES, WORD, strict=True):
        evict(path)
        if bit:
            load(path)


def touched(path, count):
    """How much a count of the kernel's grows when the file's first page is looked at."""
    with opened(path) as descriptor:
        address = mapped(descriptor)
        LIBC.madvise(ctypes.c_void_p(address), ctypes.c_size_t(PAGE), mmap.MADV_RANDOM)
        before = count()
        ctypes.string_at(address, 1)
        grown = count() - before
        LIBC.munmap(ctypes.c_void_p(address), ctypes.c_size_t(PAGE))  # what is mapped cannot be evicted
        return grown


def lock(kind):
    """The struct flock of a lock on a whole file."""
    return struct.pack("hhqqi4x", kind, os.SEEK_SET, 0, 0, 0)
