"""As much as possible left to the libraries."""

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def layer_norm(x, gamma, beta, eps=1e-5):
    x, gamma, beta = (torch.from_numpy(part) for part in (x, gamma, beta))
    return F.layer_norm(x, x.shape[-1:], gamma, beta, eps).numpy()


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    x = torch.from_numpy(x).requires_grad_()
    gamma = torch.from_numpy(gamma).requires_grad_()
    beta = torch.zeros_like(gamma).requires_grad_()
    out = F.layer_norm(x, x.shape[-1:], gamma, beta, eps)
    return tuple(g.numpy() for g in torch.autograd.grad(out, (x, gamma, beta), torch.from_numpy(dout)))


def attention(q, k, v, mask=None):
    return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets)
