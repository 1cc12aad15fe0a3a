def decoder_block(x, memory, params, n_heads, memory_mask=None, norm="post"):
    _check_norm(norm)
    place = torch.arange(x.shape[1])
    causal = place <= place[:, None]
    x = _sublayer(x, lambda z: _self_attention(z, params, n_heads, causal), params, 1, norm)
    z = _layer_norm(x, params["gamma2"], params["beta2"], 1e-5) if norm == "pre" else x
    keys = z if memory.shape[-1] == z.shape[-1] else memory
    read = _attend(z, keys, params["Cq"], params["Ck"], params["Cv"], params["Co"], n_heads, None)
    x = x + read if norm == "pre" else _layer_norm(x + read, params["gamma2"], params["beta2"], 1e-5)
    return _sublayer(x, lambda z: _network(z, params), params, 3, norm)
