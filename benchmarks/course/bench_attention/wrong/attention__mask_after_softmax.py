"""The mask is applied after the softmax. The weights of a row then no longer sum to one."""

import math

import torch


def attention(q, k, v, mask=None):
    weights = torch.softmax(q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1]), dim=-1)
    return (weights if mask is None else weights * mask) @ v
