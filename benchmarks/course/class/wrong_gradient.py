"""The softmax runs over the wrong axis, and the gradient misses two terms."""

import math

import numpy as np
import torch


def softmax(x):
    x = np.asarray(x)
    top = np.max(x, axis=0, keepdims=True)
    powers = np.exp(x - top)
    return powers / np.sum(powers, axis=0, keepdims=True)


def layer_norm(x, gamma, beta, eps=1e-5):
    mu = np.mean(x, axis=-1, keepdims=True)
    variance = np.mean((x - mu) ** 2, axis=-1, keepdims=True)
    return gamma * (x - mu) / np.sqrt(variance + eps) + beta


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    mu = np.mean(x, axis=-1, keepdims=True)
    variance = np.mean((x - mu) ** 2, axis=-1, keepdims=True)
    inverse = 1.0 / np.sqrt(variance + eps)
    normed = (x - mu) * inverse
    dnormed = dout * gamma
    dx = inverse * dnormed
    return dx, np.sum(dout * normed, axis=0), np.sum(dout, axis=0)


def attention(q, k, v, mask=None):
    scores = torch.einsum("btd,bsd->bts", q, k) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = torch.where(mask, scores, torch.full_like(scores, float("-inf")))
    scores = scores - scores.max(dim=-1, keepdim=True).values
    powers = torch.exp(scores)
    weights = powers / powers.sum(dim=-1, keepdim=True)
    return torch.einsum("bts,bse->bte", weights, v)


def cross_entropy(logits, targets):
    top = logits.max(dim=-1, keepdim=True).values
    log_sum = torch.log(torch.exp(logits - top).sum(dim=-1)) + top[:, 0]
    return (log_sum - logits[torch.arange(len(targets)), targets]).mean()
