"""The public face: one list of names, documented, and numpy alone beneath it."""

import importlib
import inspect
import pkgutil
import subprocess
import sys
import types

import pytest

import infotheory

MEASURES = {
    "Decomposition",
    "DistributionError",
    "Loss",
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
    "log_loss",
    "log_softmax",
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
    "surprisals",
    "total_variation",
}
THEMES = {
    *("arithmetic_coding", "coding", "context_model"),
    *("dependence", "divergence", "information", "losses", "scores"),
}
CODER = {"ArithmeticDecoder", "ArithmeticEncoder", "ContextModel"}
TRAINER = {
    "Dataset",
    "Metrics",
    "Snapshot",
    "TrainingSettings",
    "load_dataset",
    "logits",
    "split_dataset",
    "steps_to_accuracy",
    "train",
}


def test_the_public_face_is_exactly_this_list():
    assert sorted(infotheory.__all__) == sorted(MEASURES | CODER | TRAINER)


def test_nothing_public_is_left_out_of_the_list():
    imported = {
        name
        for name, value in vars(infotheory).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert imported <= set(infotheory.__all__)


@pytest.mark.parametrize("package", [infotheory, infotheory.training])
def test_no_public_name_is_a_module_too(package):
    modules = {module.name for module in pkgutil.iter_modules(package.__path__)}
    assert modules
    assert not modules & set(infotheory.__all__)
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("infotheory.entropy")


def test_the_folder_shows_the_themes_and_keeps_the_rest_apart():
    shown = {module.name for module in pkgutil.iter_modules(infotheory.__path__)}
    assert shown == {*THEMES, "training", "lessons", "_core"}


def test_the_public_face_does_not_load_the_lessons():
    code = "import sys, infotheory; print(*(m for m in sys.modules if 'lessons' in m))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not run.stdout.split()


@pytest.mark.parametrize("name", sorted(MEASURES | CODER))
def test_each_docstring_has_its_sections_and_an_example(name):
    doc = inspect.getdoc(getattr(infotheory, name))
    assert doc.splitlines()[0].endswith(".")
    assert "Examples\n--------\n>>> " in doc
    if name[0].islower():
        for section in ("Parameters", "Returns", "Raises", "References"):
            assert f"{section}\n{'-' * len(section)}\n" in doc


@pytest.mark.parametrize("name", sorted(MEASURES - {"Decomposition", "DistributionError", "Loss"}))
def test_options_follow_a_star_and_arguments_have_their_names_of_the_field(name):
    parameters = inspect.signature(getattr(infotheory, name)).parameters.values()
    options = {"base", "axis", "normalize", "given", "reduction", "keepdims"}
    options |= {"label_smoothing", "weights", "per_sample", "score", "bins"}
    if name in ("cross_entropy", "kl_divergence"):
        options.add("logits")  # the model, in place of q
    for parameter in parameters:
        keyword_only = parameter.kind is inspect.Parameter.KEYWORD_ONLY
        assert keyword_only == (parameter.name in options)


def test_import_needs_numpy_and_the_standard_library_alone():
    code = (
        "import sys, numpy; before = set(sys.modules); import infotheory; "
        "print(*sorted({name.partition('.')[0] for name in set(sys.modules) - before}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    new = set(run.stdout.split()) - set(sys.stdlib_module_names)
    assert new <= {"infotheory", "numpy"}
