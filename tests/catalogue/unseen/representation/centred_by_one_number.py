def pca_transform(X, mean, components):
    X, mean, components = _real(X), _real(mean), _real(components)
    return (X - mean.mean()) @ components.T
