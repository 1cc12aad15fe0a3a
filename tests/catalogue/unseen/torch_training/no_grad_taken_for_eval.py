import torch


def evaluate(model, loader, loss):
    total, n = 0.0, 0
    with torch.no_grad():
        model.train()
        for x, y in loader:
            total += loss(model(x), y).item() * len(x)
            n += len(x)
    return total / n
