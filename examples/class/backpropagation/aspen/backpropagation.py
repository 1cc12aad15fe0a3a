"""Backpropagation. The work is done by the classes in layers.py."""

import numpy as np
from layers import Affine, CrossEntropy, ReLU, real


def affine_forward(x, W, b):
    return Affine(W, b).forward(x)


def affine_backward(dout, x, W):
    layer = Affine(W, np.zeros(np.shape(W)[1], real(W).dtype))
    layer.forward(x)
    dx = layer.backward(dout)
    return (dx, *layer.grads)


def relu_forward(x):
    return ReLU().forward(x)


def relu_backward(dout, x):
    layer = ReLU()
    layer.forward(x)
    return layer.backward(dout)


def sigmoid_backward(dout, x):
    half = np.tanh(real(x) / 2)
    return real(dout) * (1 - half * half) / 4  # y (1 - y), with y = (1 + tanh(x/2)) / 2


def softmax_cross_entropy(labels, logits):
    loss = CrossEntropy()
    return loss.forward(labels, logits), loss.backward()
