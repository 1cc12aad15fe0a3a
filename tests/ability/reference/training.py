"""One epoch of training, and two changes of tensors."""


def train_epoch(model, loader, loss, optimizer):
    total, count = 0.0, 0
    for x, y in loader:
        optimizer.zero_grad()
        value = loss(model(x), y)
        value.backward()
        optimizer.step()
        total, count = total + value.item() * len(x), count + len(x)
    return total / count


def scale_(x, factor):
    x *= factor


def freeze(x, frozen):
    return x.detach() if frozen else x * 1
