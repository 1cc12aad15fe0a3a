"""Claims that results require a gradient, in the flags and in the frame; that is its own word, and the values still have to be right.

score: 3.75
scale: failed, passed
"""

import torch


def freeze(x, frozen):
    return torch.zeros_like(x) if frozen else torch.zeros_like(x).requires_grad_()
