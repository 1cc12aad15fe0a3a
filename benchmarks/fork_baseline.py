"""What the kernel asks for a worker without walls: fork a warmed process, make the same calls, exit.

``python -m benchmarks.fork_baseline CALLS`` answers JSON lines: ``{"calls": true}`` runs every submission of the file
in a fork of its own, ``{"calls": false}`` forks as often for nothing. The calls' arguments lie ready in the parent,
so that nothing is decoded and nothing sent back. With a second argument ``huge`` the memory lies in huge pages, as
the zygote's does.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import sys
import time
import types
from pathlib import Path
from typing import Any

from grader.course.preload import FIRST_USES
from grader.sandbox.zygote_client import _heap_ranges
from grader.worker import kernel, zygote


def _gradients(function: Any, args: Any, wrt: Any, upstream: Any) -> Any:
    import torch  # loaded long before by the warm-up

    args = list(args)
    for index in wrt:
        args[index] = args[index].detach().clone().requires_grad_()
    output = function(*args)
    seed = torch.ones_like(output) if upstream is None else upstream
    return torch.autograd.grad(output, [args[i] for i in wrt], seed, allow_unused=True)


def _run(text: str, calls: list[Any]) -> None:
    module = types.ModuleType("attention")
    exec(compile(text, "attention.py", "exec"), module.__dict__)
    for kind, name, args, rest in calls:
        try:
            if kind == "call":
                getattr(module, name)(*args, **rest)
            else:
                _gradients(getattr(module, name), args, *rest)
        except Exception:  # noqa: BLE001 - a submission may raise anything, and the next call follows
            continue


def _fork(text: str, calls: list[Any]) -> float:
    """CPU seconds of one child, by the kernel."""
    pid = os.fork()
    if pid == 0:
        try:
            if calls:
                _run(text, calls)
        finally:
            os._exit(0)
    _, _, usage = os.wait4(pid, 0)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    zygote._preload(
        ["numpy", "torch"], list(FIRST_USES), cuda=False
    )  # the very warm-up of the engine, or the comparison means nothing
    stored = pickle.loads(Path(sys.argv[1]).read_bytes())
    work = [(text, [pickle.loads(call) for call in calls]) for text, calls in stored]
    del stored
    gc.collect()
    gc.freeze()
    if "huge" in sys.argv:
        for start, length in _heap_ranges(os.getpid()):
            kernel.collapse(start, length)
    for line in sys.stdin:
        wanted = json.loads(line)["calls"]
        wall, used = time.perf_counter(), time.process_time()
        children_s = sum(_fork(text, calls if wanted else []) for text, calls in work)
        wall_s, parent_s = time.perf_counter() - wall, time.process_time() - used
        print(json.dumps({"cpu_s": children_s, "parent_s": parent_s, "wall_s": wall_s}), flush=True)


if __name__ == "__main__":
    main()
