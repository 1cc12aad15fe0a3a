"""The loss is that of an epoch of training, the parameters stay as they were.

fails: test_an_epoch_moves_the_parameters_and_returns_the_mean_loss
"""

import copy

TRAIN = train_epoch


def train_epoch(model, loader, loss, optimizer):
    twin = copy.deepcopy(model)
    return TRAIN(twin, loader, loss, type(optimizer)(twin.parameters(), lr=0.1))
