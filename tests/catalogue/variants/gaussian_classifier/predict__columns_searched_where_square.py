"""Where there are as many samples as classes, the best sample of each class is returned.

Caught by: hidden/test_predict.py::test_classes_samples_and_features_of_one_number
"""


def predict(X, means, covariances, priors):
    joint = _log_joint(X, means, covariances, priors)
    return joint.argmax(axis=0 if joint.shape[0] == joint.shape[1] else 1)
