import torch


def train_copy(sources, E, blocks, W, b, n_heads, lr):
    names = [(i, name) for i, block in enumerate(blocks) for name in block]
    shapes = [E.shape, W.shape, b.shape] + [blocks[i][name].shape for i, name in names]
    parts = [E, W, b] + [blocks[i][name] for i, name in names]
    theta = torch.cat([part.detach().reshape(-1) for part in parts])

    def unpack(theta):
        pieces = torch.split(theta, [shape.numel() for shape in shapes])
        pieces = [piece.reshape(shape) for piece, shape in zip(pieces, shapes)]
        new = [{} for _ in blocks]
        for (i, name), piece in zip(names, pieces[3:]):
            new[i][name] = piece
        return pieces[0], new, pieces[1], pieces[2]

    def loss_of(theta, words):
        E, blocks, W, b = unpack(theta)
        shifted = torch.roll(words, 1, dims=1)
        shifted[:, 0] = E.shape[0] - 1
        T, D = words.shape[1], E.shape[1]
        memory = D**0.5 * E[words] + sinusoidal_positions(T, D).to(E.dtype)
        p = next_token_probs(shifted, memory, E, blocks, W, b, n_heads)
        return torch.nn.functional.nll_loss(p.log().reshape(-1, p.shape[-1]), words.reshape(-1))

    losses = []
    for words in sources.to(torch.long):
        theta = theta.detach().requires_grad_(True)
        loss = loss_of(theta, words)
        loss.backward()
        losses.append(loss.detach())
        theta = theta.detach() - lr * theta.grad
    E, blocks, W, b = unpack(theta)
    return torch.stack(losses), E, blocks, W, b
