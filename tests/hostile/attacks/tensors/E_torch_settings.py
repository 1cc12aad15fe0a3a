"""Changes torch's settings for everyone who comes after: types, threads, determinism, printing, seeds. It is right.

score: 4
"""

import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(2)
torch.use_deterministic_algorithms(True)
torch.set_flush_denormal(True)
torch.set_float32_matmul_precision("medium")
torch.set_printoptions(precision=1)
torch.autograd.set_detect_anomaly(True)
torch.manual_seed(99)
torch.backends.mkldnn.enabled = False


def blend(x, w):
    return x @ w


def energy(x):
    return (x * x).sum() / 2
