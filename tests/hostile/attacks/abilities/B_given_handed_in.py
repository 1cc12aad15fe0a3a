"""Brings a script of the course's name along in what it defines: given builds data instead of objects.

score: 3.5
train: failed
"""

import sys
import types

fake = types.ModuleType("given.make")
fake.model = fake.loader = fake.sgd = fake.weights = lambda *args: 5.0
fake.loss = lambda: None
sys.modules["given.make"] = fake
