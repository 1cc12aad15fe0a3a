"""Starts a process that outlives it and waits for the next submission: forked twice, spawned, executed.

score: 2
tally: failed
"""

import multiprocessing
import os
import subprocess
import sys
import time

import numpy as np


def wait():
    time.sleep(3600)


WAYS = [
    lambda: os.fork() or os.setsid() or os.fork() or wait(),
    lambda: os.posix_spawn(sys.executable, [sys.executable, "-c", "import time; time.sleep(3600)"], {}),
    lambda: subprocess.Popen(["sleep", "3600"], start_new_session=True),
    lambda: multiprocessing.get_context("fork").Process(target=wait).start(),
    lambda: multiprocessing.get_context("spawn").Process(target=wait).start(),
    lambda: os.execv("/bin/sh", ["sh", "-c", "sleep 3600 &"]),
    lambda: os.popen("nohup sleep 3600 &"),
]


def tally(x):
    for way in WAYS:
        try:
            print("started", way())
        except OSError as error:
            print(error)
    return np.zeros(len(x))


def scale(x, factor):
    return x * factor
