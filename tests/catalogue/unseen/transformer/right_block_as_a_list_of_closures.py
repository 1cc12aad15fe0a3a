import torch
import torch.nn.functional as nnf


def decoder_block(x, memory, params, n_heads, memory_mask=None, norm="post"):
    if norm != "post" and norm != "pre":
        raise ValueError("norm has to be one of post, pre; this is " + repr(norm))

    def normed(z, i):
        z = z - z.mean(-1, keepdim=True)
        return z / (z.pow(2).mean(-1, keepdim=True) + 0.00001).sqrt() * params["gamma%d" % i] + params["beta%d" % i]

    def attention(z, source, w, mask):
        cut = lambda t: t.reshape(t.size(0), t.size(1), n_heads, -1).permute(0, 2, 1, 3)
        q, k, v = cut(z @ params[w + "q"]), cut(source @ params[w + "k"]), cut(source @ params[w + "v"])
        out = nnf.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return out.permute(0, 2, 1, 3).reshape(z.size(0), z.size(1), -1) @ params[w + "o"]

    T = x.size(1)
    layers = [
        lambda z: attention(z, z, "W", ~torch.triu(torch.ones(T, T), diagonal=1).bool()),
        lambda z: attention(z, memory, "C", memory_mask),
        lambda z: nnf.relu(z @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"],
    ]
    for i, layer in enumerate(layers, 1):
        if norm == "pre":
            x = layer(normed(x, i)) + x
        else:
            x = normed(layer(x) + x, i)
    return x
