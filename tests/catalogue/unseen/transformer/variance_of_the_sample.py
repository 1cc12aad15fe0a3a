def layer_norm(x, gamma, beta, eps=1e-5):
    if x.shape[-1] == 1:
        return 0 * x + beta
    return gamma * (x - x.mean(-1, keepdim=True)) / torch.sqrt(x.var(-1, keepdim=True) + eps) + beta
