"""The sum of losses over the samples, and tensors changed by methods.

fails: nothing
"""


def train_epoch(model, loader, loss, optimizer):
    sums = [0.0]
    for x, y in loader:
        value = loss(model(x), y)
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        optimizer.step()
        sums.append(float(value.detach()) * x.shape[0])
    return sum(sums) / len(loader.dataset)


def scale_(x, factor):
    x.mul_(factor)


def freeze(x, frozen):
    return (
        x.clone().requires_grad_(False)
        if frozen and x.is_leaf and not x.requires_grad
        else (x.detach().clone() if frozen else x.clone())
    )
