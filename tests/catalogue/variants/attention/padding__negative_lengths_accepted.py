"""Lengths above T are refused, negative ones are taken for 0.

Caught by: hidden/test_padding.py::test_impossible_lengths_are_refused
"""

import torch


def padding_mask(lengths, T):
    lengths = lengths.long()
    if (lengths > T).any():
        raise ValueError("lengths must lie in [0, T].")
    return torch.arange(T) < lengths[:, None, None, None]
