"""Pieces of a transformer block: what is right.

Letters: B batch, T queries, S keys, D features, E values, K classes.
"""

from __future__ import annotations

import math

import numpy as np
import torch


def softmax(x):
    """Softmax over the last axis."""
    shifted = np.exp(x - x.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def layer_norm(x, gamma, beta, eps=1e-5):
    """Rows of mean 0 and variance 1, scaled and shifted."""
    mean, var = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(var + eps) + beta


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    """Gradients by x, gamma and beta."""
    std = np.sqrt(x.var(axis=-1, keepdims=True) + eps)
    x_hat = (x - x.mean(axis=-1, keepdims=True)) / std
    dx_hat = dout * gamma
    inner = (dx_hat * x_hat).mean(axis=-1, keepdims=True)
    dx = (dx_hat - dx_hat.mean(axis=-1, keepdims=True) - x_hat * inner) / std
    return dx, (dout * x_hat).sum(axis=0), dout.sum(axis=0)


def _weights(q, k, mask):
    scores = q @ k.transpose(-2, -1) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -torch.inf)
    return torch.softmax(scores, dim=-1)


def attention(q, k, v, mask=None):
    """Scaled dot-product attention; ``mask`` is true where a query may look."""
    return _weights(q, k, mask) @ v


def attention_gradients(q, k, v, upstream, mask=None):
    """Gradients by q, k and v, by hand."""
    weights = _weights(q, k, mask)
    dweights = upstream @ v.transpose(-2, -1)
    dscores = weights * (dweights - (dweights * weights).sum(dim=-1, keepdim=True)) / math.sqrt(q.shape[-1])
    return dscores @ k, dscores.transpose(-2, -1) @ q, weights.transpose(-2, -1) @ upstream


def cross_entropy(logits, targets):
    """Mean negative log-likelihood of the targets."""
    return torch.nn.functional.cross_entropy(logits, targets)


def cross_entropy_gradient(logits, targets):
    """Gradient of the mean by the logits."""
    one_hot = torch.nn.functional.one_hot(targets, logits.shape[-1])
    return (torch.softmax(logits, dim=-1) - one_hot) / len(targets)
