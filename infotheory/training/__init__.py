"""Train a small classifier under a chosen loss, and see what it looked like on the way."""

from infotheory.training.datasets import Dataset, load_dataset, split_dataset
from infotheory.training.metrics import Metrics
from infotheory.training.network import logits
from infotheory.training.runs import Snapshot, steps_to_accuracy, train
from infotheory.training.settings import TrainingSettings

__all__ = [
    "Dataset",
    "Metrics",
    "Snapshot",
    "TrainingSettings",
    "load_dataset",
    "logits",
    "split_dataset",
    "steps_to_accuracy",
    "train",
]
