"""Information theory that is right to the last digits; numpy alone."""

from infotheory.datasets import Dataset, load_dataset
from infotheory.metrics import Metrics
from infotheory.network import logits
from infotheory.settings import TrainingSettings
from infotheory.training import Snapshot, steps_to_accuracy, train

__all__ = [
    "Dataset",
    "Metrics",
    "Snapshot",
    "TrainingSettings",
    "load_dataset",
    "logits",
    "steps_to_accuracy",
    "train",
]
