"""The zygote: it loads the libraries once and forks one worker for each submission. It runs no student code.

Requests and events are JSON lines on one socket. The descriptors that a fork needs are sent with its request.
"""

from __future__ import annotations

import faulthandler
import gc
import importlib
import json
import os
import platform
import random
import select
import signal
import socket
import sys
from typing import Any

from grader.worker import first_use, harness, jail, kernel, seccomp, warmup

_RULES = 200
"""The descriptor of the Landlock ruleset that all workers share. It is higher than all other descriptors."""
_LINUX = platform.system() == "Linux"


def serve(control: socket.socket, settings: dict[str, Any]) -> None:
    """Confine this process, preload, report ``ready``, then fork on request until the grader hangs up."""
    walls = jail.Walls(
        level=settings["level"],
        visible=tuple(settings["visible"]),
        left_out=tuple(settings["left_out"]),
        open_libraries=settings["open_libraries"],
        crowd=settings["crowd"],
        devices=tuple(settings["devices"]),
        facts=tuple(settings["facts"]),
    )
    try:
        jail.enclose(walls)
    except OSError as error:
        _send_event(control, {"event": "refused", "reason": _reason(error)})
        return
    gc.disable()  # a tenth of the time that libraries take to load
    try:
        _preload(settings["preload"], settings["first_uses"], cuda=bool(walls.devices))
    except ImportError as error:
        _send_event(control, {"event": "broken", "reason": f"{error}"})
        return
    warmup.warm_up(settings["first_uses"])
    _seed()
    if walls.level >= 1:
        seccomp.program(1, walls.opened)  # cached here, so that no fork has to build it
    gc.collect()
    gc.freeze()
    gc.enable()
    _Zygote(control, walls, settings["withheld"]).run()


def _send_event(control: socket.socket, event: dict[str, Any], descriptors: tuple[int, ...] = ()) -> None:
    message = json.dumps(event).encode() + b"\n"
    if descriptors:
        socket.send_fds(control, [message], list(descriptors))
    else:
        control.sendall(message)


def _reason(error: OSError) -> str:
    """What failed, with the file if there is one."""
    file = error.filename2 or error.filename
    return f"{error.strerror or error}: {file}" if file else str(error.strerror or error)


def _preload(modules: list[str], first_uses: list[str], *, cuda: bool) -> None:
    """Import the modules, and run once what libraries initialise on first use, on one thread.

    Where workers use CUDA, no gradient is computed: torch asks for GPUs before the first one, and that starts a thread
    of the driver, after which no fork can use CUDA.
    """
    for name in modules:
        importlib.import_module(name)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        square = numpy.eye(8) + 0.5
        numpy.linalg.solve(square, square @ square)
        numpy.linalg.lstsq(square, square)
        numpy.linalg.svd(square)
        numpy.einsum("ij,jk->ik", square, square)
        numpy.random.default_rng(0).normal(size=8)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)
        torch.set_num_interop_threads(1)
        layer = torch.nn.Linear(4, 4)
        loss = torch.nn.functional.cross_entropy(layer(torch.eye(4)), torch.arange(4))
        if not cuda:
            loss.backward()
        torch.softmax(torch.eye(3), -1) @ torch.eye(3)
        first_use.run(first_uses)


def _seed(seed: int = 0) -> None:
    """Seed numpy and torch. Workers inherit this state; ``random`` is seeded in each worker."""
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    if numpy is not None:
        numpy.random.seed(seed)
    if torch is not None:
        torch.manual_seed(seed)


def _move_descriptor(rules: int) -> int:
    """Move a descriptor to `_RULES`, because a fork replaces and closes the low descriptors."""
    if rules < 0:
        return rules
    os.dup2(rules, _RULES)
    os.close(rules)
    return _RULES


class _Zygote:
    def __init__(self, control: socket.socket, walls: jail.Walls, withheld: list[str]) -> None:
        self._control = control
        self._walls = walls
        self._withheld = withheld
        """Environment variables of the zygote that are removed in workers."""
        self._buffer = b""
        self._descriptors: list[int] = []
        self._workers: dict[int, int] = {}  # pid here -> number the grader gave
        self._nested = walls.level == 3
        self._rules = _move_descriptor(jail.common_rules(walls))
        self._self = os.pidfd_open(os.getpid()) if self._nested else -1
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)

    def run(self) -> None:
        signal.set_wakeup_fd(self._wake_write)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        if hasattr(faulthandler, "register"):  # workers inherit it: the grader asks them where their code is
            faulthandler.register(signal.SIGUSR2, file=2, all_threads=False)
        _send_event(self._control, {"event": "ready"}, (os.pidfd_open(os.getpid()),) if _LINUX else ())
        while True:
            ready, _, _ = select.select([self._control.fileno(), self._wake_read], [], [])
            if self._wake_read in ready:
                self._reap()
            if self._control.fileno() in ready and not self._receive():
                return

    def _receive(self) -> bool:
        data, descriptors, _, _ = socket.recv_fds(self._control, 65536, 16)
        self._buffer += data
        self._descriptors += descriptors
        while b"\n" in self._buffer:
            line, self._buffer = self._buffer.split(b"\n", 1)
            request = json.loads(line)
            if "collapse" in request:
                for start, length in request["collapse"]:
                    kernel.collapse(start, length)
            else:
                self._fork(request)
        return bool(data)

    def _fork(self, request: dict[str, Any]) -> None:
        channel, output = self._descriptors[:2]
        del self._descriptors[:2]
        if self._nested:
            kernel.setns(self._self, kernel.CLONE_NEWPID)  # the next fork is process 1 of a namespace
            kernel.unshare(kernel.CLONE_NEWPID)  # of its own, below the zygote's
        pid = os.fork()
        if pid == 0:
            self._become_worker(channel, output, request)
        self._workers[pid] = request["worker"]
        os.close(channel)
        os.close(output)
        event = {"event": "forked", "worker": request["worker"], "pid": pid}
        if _LINUX:
            descriptor = os.pidfd_open(pid)
            _send_event(self._control, event, (descriptor,))
            os.close(descriptor)
        else:
            _send_event(self._control, event)

    def _become_worker(self, channel: int, output: int, request: dict[str, Any]) -> None:
        """Become a worker in a new fork. Never returns: an error ends this process, not the zygote."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            # Opened anew: flags set on the zygote's descriptor would be visible to the next worker.
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(output, 1)
            os.dup2(output, 2)
            os.dup2(channel, 3)
            os.closerange(4, _RULES)
            os.closerange(_RULES + 1, 1024)
            self._control.detach()
            for name in self._withheld:
                os.environ.pop(name, None)
            random.seed(request["seed"])  # Python itself seeds it randomly in every fork
            if request["seed"]:
                _seed(request["seed"])
            jail.confine(self._walls, jail.WorkerLimits(**request["allowance"]), self._rules)
            harness.serve(3, request["reply_bytes"])
            os._exit(0)
        finally:
            os._exit(70)

    def _reap(self) -> None:
        os.read(self._wake_read, 4096)
        while self._workers:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            code = os.waitstatus_to_exitcode(status)
            cpu = usage.ru_utime + usage.ru_stime
            _send_event(
                self._control, {"event": "exit", "worker": self._workers.pop(pid), "code": code, "cpu_s": cpu}
            )
