"""Information theory that is right to the last digits, with only numpy.

Measures and scores answer in bits unless `base` says otherwise, losses in nats. Truth first, model
second.
"""

from infotheory._core.distributions import DistributionError
from infotheory.arithmetic_coding import ArithmeticDecoder, ArithmeticEncoder
from infotheory.coding import expected_length, huffman_code, kraft_sum
from infotheory.context_model import ContextModel
from infotheory.dependence import conditional_entropy, joint_entropy, mutual_information
from infotheory.divergence import (
    cross_entropy,
    gaussian_kl,
    js_divergence,
    kl_divergence,
    total_variation,
)
from infotheory.information import binary_entropy, entropy, perplexity, self_information
from infotheory.losses import (
    Loss,
    log_softmax,
    logsumexp,
    mse,
    sigmoid_cross_entropy,
    softmax,
    softmax_cross_entropy,
    softmax_mse,
)
from infotheory.scores import (
    Decomposition,
    brier_score,
    calibration_error,
    fit_temperature,
    log_loss,
    recalibrate,
    score_decomposition,
    surprisals,
)
from infotheory.training import (
    Dataset,
    Metrics,
    Snapshot,
    TrainingSettings,
    load_dataset,
    logits,
    split_dataset,
    steps_to_accuracy,
    train,
)

__version__ = "0.2.0"

__all__ = [
    "ArithmeticDecoder",
    "ArithmeticEncoder",
    "ContextModel",
    "Dataset",
    "Decomposition",
    "DistributionError",
    "Loss",
    "Metrics",
    "Snapshot",
    "TrainingSettings",
    "binary_entropy",
    "brier_score",
    "calibration_error",
    "conditional_entropy",
    "cross_entropy",
    "entropy",
    "expected_length",
    "fit_temperature",
    "gaussian_kl",
    "huffman_code",
    "joint_entropy",
    "js_divergence",
    "kl_divergence",
    "kraft_sum",
    "load_dataset",
    "log_loss",
    "log_softmax",
    "logits",
    "logsumexp",
    "mse",
    "mutual_information",
    "perplexity",
    "recalibrate",
    "score_decomposition",
    "self_information",
    "sigmoid_cross_entropy",
    "softmax",
    "softmax_cross_entropy",
    "softmax_mse",
    "split_dataset",
    "steps_to_accuracy",
    "surprisals",
    "total_variation",
    "train",
]
