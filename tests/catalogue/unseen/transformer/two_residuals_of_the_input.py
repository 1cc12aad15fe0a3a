def decoder_block(x, memory, params, n_heads, memory_mask=None, norm="post"):
    _check_norm(norm)
    place = torch.arange(x.shape[1])
    causal = place <= place[:, None]
    given = x
    x = _sublayer(x, lambda z: _self_attention(z, params, n_heads, causal), params, 1, norm)
    if norm == "pre":
        read = _cross_attention(_layer_norm(x, params["gamma2"], params["beta2"], 1e-5), memory, params, n_heads, memory_mask)
        x = given + read
    else:
        read = _cross_attention(x, memory, params, n_heads, memory_mask)
        x = _layer_norm(given + read, params["gamma2"], params["beta2"], 1e-5)
    return _sublayer(x, lambda z: _network(z, params), params, 3, norm)
