"""A short batch counts as much as a full one.

fails: test_an_epoch_moves_the_parameters_and_returns_the_mean_loss
"""


def train_epoch(model, loader, loss, optimizer):
    values = []
    for x, y in loader:
        optimizer.zero_grad()
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        values.append(value.item())
    return sum(values) / len(values)
