"""A constant of 1e-9 is added to the sum of the exponentials.

Caught by: hidden/test_attention.py::test_weights_of_a_row_sum_to_1_exactly
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    allowed = torch.ones((), dtype=torch.bool) if mask is None else mask

    fit = torch.exp(scores - scores.amax(dim=-1, keepdim=True).detach()) * allowed
    total = fit.sum(dim=-1, keepdim=True)
    return fit / (total + 1e-9 * (total > 1e-3) + (total == 0)) @ v
