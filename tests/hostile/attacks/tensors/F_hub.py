"""Downloads weights from an address set aside for documentation.

score: 2
blend: error
"""

import torch


def blend(x, w):
    return torch.hub.load_state_dict_from_url("http://192.0.2.1/weights.pt", model_dir="/dev/shm")


def energy(x):
    return (x * x).sum() / 2
