def train_one_epoch(model, loader, loss, optimizer):
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        out = loss(model(x), y)
        out.backward()
        optimizer.step()
        total += out.item() * loader.batch_size
    return total / (len(loader) * loader.batch_size)
