import torch


def train_copy(sources, E, blocks, W, b, n_heads, lr):
    E, W, b = (p.clone().requires_grad_() for p in (E, W, b))
    blocks = [{k: p.clone().requires_grad_() for k, p in block.items()} for block in blocks]
    params = [E, W, b] + [p for block in blocks for p in block.values()]
    losses = []
    for words in sources.long():
        memory = _embedded(words, E)
        p = next_token_probs(words, memory, E, blocks, W, b, n_heads)
        loss = -p.gather(2, words[:, :, None]).log().mean()
        grads = torch.autograd.grad(loss, params)
        with torch.no_grad():
            for param, grad in zip(params, grads):
                param -= lr * grad
        losses.append(loss.detach())
    return torch.stack(losses), E, blocks, W, b
