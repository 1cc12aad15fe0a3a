"""What `train` takes; you may use it too."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def model(W):
    """A linear model with weights W (out, in)."""
    layer = nn.Linear(W.shape[1], W.shape[0], bias=False, dtype=W.dtype)
    with torch.no_grad():
        layer.weight.copy_(W)
    return layer


def loader(X, y, batch_size):
    """Batches in order."""
    return DataLoader(TensorDataset(X, y), batch_size=batch_size)


def loss():
    """The mean of squares."""
    return nn.MSELoss()


def sgd(model, lr):
    """Gradient descent on all parameters of a model."""
    return torch.optim.SGD(model.parameters(), lr=lr)


def weights(model):
    """The weights as they are now."""
    return model.weight.detach().clone()
