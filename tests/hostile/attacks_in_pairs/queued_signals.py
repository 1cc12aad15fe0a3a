"""The kernel counts the queued signals of all processes of a user together.

carries: side by side
"""

import resource
import signal
import threading

MANY = 1000


def queue():
    signal.pthread_kill(threading.get_ident(), signal.SIGRTMIN + 5)


def send():
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGRTMIN + 5])
    for _ in range(MANY):
        queue()


def hear():
    signal.signal(signal.SIGRTMIN + 5, lambda *_: None)
    _, most = resource.getrlimit(resource.RLIMIT_SIGPENDING)
    try:
        resource.setrlimit(resource.RLIMIT_SIGPENDING, (min(MANY // 2, most), most))
        queue()
    except BlockingIOError:
        return most > 0
    except ValueError:  # no limit can be set
        return False
    return False
