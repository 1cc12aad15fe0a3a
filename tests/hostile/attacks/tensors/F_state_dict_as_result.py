"""Returns a dict of weights that carries hooks and metadata.

score: 2
blend: failed
"""

import torch


def blend(x, w):
    layer = torch.nn.Linear(x.shape[1], w.shape[1], dtype=x.dtype)
    layer.register_state_dict_post_hook(lambda *_: print("hooked"))
    return layer.state_dict()


def energy(x):
    return (x * x).sum() / 2
