"""The NaN of a query without a key is replaced in the result, and stays in the gradient.

Caught by: hidden/test_attention.py::test_gradients_stay_finite_without_a_key
"""

import math

import torch


def scaled_dot_product_attention(q, k, v, mask=None):
    scores = q @ k.mT / math.sqrt(q.shape[-1])
    allowed = torch.ones((), dtype=torch.bool) if mask is None else mask

    bias = torch.where(allowed, 0.0, -torch.inf).to(q.dtype)
    return torch.softmax(scores + bias, dim=-1).nan_to_num(0.0) @ v
