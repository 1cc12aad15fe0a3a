import itertools


def train_one_epoch(model, loader, loss, optimizer):
    sums, counts = [], []
    for _ in itertools.repeat(None, 1):
        for module in model.modules():
            module.training = True
        for inputs, labels in loader:
            optimizer.zero_grad(set_to_none=False)
            mean = loss(model(inputs), labels)
            mean.backward()
            sums.append(mean.item() * inputs.shape[0])
            counts.append(inputs.shape[0])
            optimizer.step()
    return sum(sums) / sum(counts)
