"""Fixes for isolation mechanisms that a machine refuses."""

from __future__ import annotations

import re

_FIXES = (
    (
        r"write (uid_map|gid_map|setgroups)",
        "AppArmor keeps user namespaces powerless (Ubuntu 23.10 and later). Allow them: "
        "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ),
    (
        r"unshare: (No space left|Too many)",
        "The kernel's limit on user namespaces is reached or 0. Raise it: "
        "sudo sysctl -w user.max_user_namespaces=15000",
    ),
    (
        r"mount proc\b",
        "The machine's /proc is partly covered, and a worker with a GPU needs one of its own. In Docker: run with "
        "--security-opt systempaths=unconfined; else GPU variants run at level 2, without Triton.",
    ),
    (
        r"CUDA does not start",
        "Compare with nvidia-smi outside. Every user has to be able to read and write the device nodes: "
        "chmod a+rw /dev/nvidia*; libcuda.so.1 has to be known to ldconfig.",
    ),
    (
        r"(unshare|mount\b.*|pivot_root|mount_setattr.*|setns): Operation not permitted",
        "This container or kernel refuses namespaces. In Docker: run with --security-opt seccomp=unconfined "
        "--security-opt apparmor=unconfined --cap-add SYS_ADMIN; on Debian: "
        "sudo sysctl -w kernel.unprivileged_userns_clone=1",
    ),
    (
        r"worker cannot be put|^(Operation not permitted|Invalid argument)",
        "The user namespace around this container has no user ids to spare for workers. Run as an ordinary user, "
        "or give the container a range of ids (/etc/subuid).",
    ),
    (r"mount_setattr.*not implemented", "The kernel is older than 5.12. Update it, or grade at level 2."),
    (r"no Landlock", "Boot a kernel from 5.13 on with landlock among its security modules: lsm=landlock,..."),
    (r"Linux only", "Grade on Linux: a virtual machine, WSL 2, or a container will do."),
    (r"processors", "Grade on an x86_64 or aarch64 machine."),
    (
        r"Permission denied",
        "The sandbox's user cannot read the interpreter. Make it readable: chmod -R a+rX on its folder.",
    ),
)
"""(pattern of the reason, fix), in order of precedence."""


def fix_for(reason: str) -> str:
    """What to do about a mechanism that failed, with a command if there is one; empty if no fix is known."""
    return next((fix for pattern, fix in _FIXES if re.search(pattern, reason)), "")
