"""Lengths of 8 bits are compared with T in their own type, where 300 becomes 44.

Caught by: hidden/test_padding.py::test_lengths_of_8_and_16_bits
"""

import torch


def padding_mask(lengths, T):
    if ((lengths < 0) | (lengths > T)).any():
        raise ValueError("lengths must lie in [0, T].")
    return torch.arange(T) < lengths[:, None, None, None]
