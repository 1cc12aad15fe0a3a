def accumulated_grad(losses, w, batches):
    leaf = w.detach().clone().requires_grad_()
    total, n = 0.0, 0
    for batch in batches:
        total = total + losses(leaf, batch).sum()
        total.backward(retain_graph=True)
        n += len(batch)
    return leaf.grad / n
