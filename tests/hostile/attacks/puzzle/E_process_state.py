"""Changes all of its process' state that a careless runner would keep for the next one. Its answers are right.

score: 4
"""

import builtins
import gc
import locale
import os
import random
import resource
import signal
import sys
import time

import numpy as np

np.seterr(all="raise")
np.set_printoptions(precision=1, threshold=1)
np.random.seed(7)
random.seed(7)
gc.disable()
os.umask(0)
os.environ |= {
    "TZ": "Asia/Tokyo",
    "LANG": "tr_TR.UTF-8",
    "PYTHONPATH": "/tmp",
    "OMP_NUM_THREADS": "64",
    "LD_PRELOAD": "x.so",
}
time.tzset()
sys.path[:] = ["/tmp"]
sys.setswitchinterval(10)
sys.set_int_max_str_digits(0)
sys.stdin = sys.stderr = None
builtins.print = lambda *args, **kwargs: None
try:
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
except ValueError:
    pass
signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
locale.setlocale(locale.LC_ALL, "C")
os.chdir("/")


def tally(x):
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
