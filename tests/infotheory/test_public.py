"""The public face: one list of names, documented, and numpy alone beneath it."""

import inspect
import subprocess
import sys
import types

import pytest

import infotheory

MEASURES = {
    "DistributionError",
    "Loss",
    "binary_entropy",
    "conditional_entropy",
    "cross_entropy",
    "entropy",
    "expected_length",
    "gaussian_kl",
    "huffman_code",
    "joint_entropy",
    "js_divergence",
    "kl_divergence",
    "kraft_sum",
    "log_softmax",
    "logsumexp",
    "mse",
    "mutual_information",
    "perplexity",
    "self_information",
    "softmax",
    "softmax_cross_entropy",
    "softmax_mse",
    "total_variation",
}
TRAINER = {
    "Dataset",
    "Metrics",
    "Snapshot",
    "TrainingSettings",
    "load_dataset",
    "logits",
    "steps_to_accuracy",
    "train",
}


def test_the_public_face_is_exactly_this_list():
    assert sorted(infotheory.__all__) == sorted(MEASURES | TRAINER)


def test_nothing_public_is_left_out_of_the_list():
    imported = {
        name
        for name, value in vars(infotheory).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    assert imported <= set(infotheory.__all__)


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_each_docstring_has_its_sections_and_an_example(name):
    doc = inspect.getdoc(getattr(infotheory, name))
    assert doc.splitlines()[0].endswith(".")
    assert "Examples\n--------\n>>> " in doc
    if name[0].islower():
        for section in ("Parameters", "Returns", "Raises", "References"):
            assert f"{section}\n{'-' * len(section)}\n" in doc


@pytest.mark.parametrize("name", sorted(MEASURES - {"DistributionError", "Loss"}))
def test_options_follow_a_star_and_arguments_have_their_names_of_the_field(name):
    parameters = inspect.signature(getattr(infotheory, name)).parameters.values()
    options = {"base", "axis", "normalize", "given", "reduction"}
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
