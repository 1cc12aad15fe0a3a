"""A place attends to the 200 places before it at most.

Caught by: hidden/test_causal.py::test_texts_of_any_length
"""

import torch


def causal_mask(T):
    place = torch.arange(T)
    return (place <= place[:, None]) & (place > place[:, None] - 200)
