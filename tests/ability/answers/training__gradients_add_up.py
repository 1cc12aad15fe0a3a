"""Gradients of earlier batches are not cleared.

fails: test_an_epoch_moves_the_parameters_and_returns_the_mean_loss
"""


def train_epoch(model, loader, loss, optimizer):
    total, count = 0.0, 0
    for x, y in loader:
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        total, count = total + value.item() * len(x), count + len(x)
    return total / count
