import torch
from torch import nn
from torch.utils.data import DataLoader


def fit(model, train_set, validation_set, epochs, batch_size, lr, generator):
    loss_fn = nn.CrossEntropyLoss(reduction="sum")
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    result = []
    for _ in range(epochs):
        model.train()
        for x, y in DataLoader(train_set, batch_size, shuffle=True, generator=generator):
            optimizer.zero_grad()
            loss_fn(model(x), y).backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            losses = [loss_fn(model(x), y).item() for x, y in DataLoader(validation_set, batch_size)]
        result.append(sum(losses) / len(validation_set))
    return result
