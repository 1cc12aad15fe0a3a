# ruff: noqa: ARG001
"""Every function runs for ever."""


def softmax(x):
    while True:
        pass


def layer_norm(x, gamma, beta, eps=1e-5):
    while True:
        x = x + 1


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    total = 0
    while True:
        total += sum(range(1000))


def attention(q, k, v, mask=None):
    while True:
        q = q * 1.0


def cross_entropy(logits, targets):
    return max(iter(int, 1))
