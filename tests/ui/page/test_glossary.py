"""No term is used before it is explained, for a student who reads from home on, page by page."""

import re

import pytest

from ui.lessons.registry import LESSONS
from ui.page.prose import read_prose

# Where each term is explained: the lesson, and the heading of the part.
GLOSSARY = {
    "cross-entropy": ("home", "formulas"),
    "label": ("home", "formulas"),
    "softmax": ("home", "formulas"),
    "gradient": ("home", "steps"),
    "gradient descent": ("home", "steps"),
    "learning rate": ("home", "steps"),
    "η": ("home", "steps"),
    "linear model": ("home", "steps"),
    "bias": ("home", "steps"),
    "log scale": ("home", "steps"),
    "normal model": ("home", "honest"),
    "self-information": ("self_information", "question"),
    "nat": ("self_information", "formula"),
    "ban": ("self_information", "formula"),
    "entropy": ("entropy", "question"),
    "perplexity": ("entropy", "claim: perplexity"),
    "prefix-free": ("entropy", "codes"),
    "Kraft's budget": ("entropy", "codes"),
    "Huffman's code": ("entropy", "codes"),
    "concave": ("entropy", "estimate"),
    "divergence": ("cross_entropy", "formula"),
    "logit": ("cross_entropy", "classifier"),
    "one-hot": ("cross_entropy", "classifier"),
    "label smoothing": ("cross_entropy", "classifier: label"),
    "likelihood": ("cross_entropy", "slopes: sample"),
    "density": ("cross_entropy", "line"),
    "standard deviation": ("cross_entropy", "line"),
    "conditional entropy": ("cross_entropy", "given: floor"),
    "mutual information": ("cross_entropy", "given: told"),
    "proper": ("cross_entropy", "proper"),
    "Kullback–Leibler divergence": ("kl_divergence", "formula"),
    "data processing inequality": ("kl_divergence", "claim: merging"),
    "Jensen–Shannon": ("kl_divergence", "symmetric: js"),
    "total variation": ("kl_divergence", "symmetric: tv"),
    "triangle inequality": ("kl_divergence", "distance"),
    "Adam": ("training", "claim: Adam"),
    "sigmoid": ("training", "anatomy"),
    "seed": ("training", "claim: seeds"),
    "convex": ("training", "convex: said"),
    "calibrated": ("training", "calibration"),
    "calibration error": ("training", "calibration: said"),
    "hidden layer": ("training", "map: noise"),
    "ReLU": ("training", "map: noise"),
    "standard error": ("training", "map: noise"),
    "Brier": ("training", "bridge"),
    "arithmetic coder": ("file_size", "formula"),
    "context": ("file_size", "claim: back"),
    "alphabet": ("file_size", "back"),
    "discrimination": ("your_model", "formula"),
    "miscalibration": ("your_model", "formula"),
    "log-odds": ("your_model", "claim: overconfident"),
    "temperature": ("your_model", "claim: overconfident"),
    "bootstrap": ("your_model", "intervals"),
    "isotonic regression": ("your_model", "terms: isotonic"),
    "cross-fitted": ("your_model", "terms: isotonic"),
    "base rate": ("your_model", "wrong"),
}

# Not read by a student on the way: the steps of a lecture, programs, names of books.
SKIPPED = re.compile(r"step: |code$|sources$")

READ = [
    (lesson.stem, heading, words)
    for lesson in LESSONS
    for heading, words in read_prose(lesson.prose).parts.items()
    if not SKIPPED.match(heading)
]


def is_used(term, words):
    # A compound, such as cross-entropy, is a term of its own.
    return re.search(rf"(?<![\w-]){re.escape(term)}s?(?![\w])", words, re.IGNORECASE)


@pytest.mark.parametrize("term", GLOSSARY)
def test_a_term_is_explained_where_it_is_first_used(term):
    first = next((stem, heading) for stem, heading, words in READ if is_used(term, words))
    assert first == GLOSSARY[term]


@pytest.mark.parametrize("term", GLOSSARY)
def test_a_term_stands_out_where_it_is_explained(term):
    stem, heading = GLOSSARY[term]
    words = read_prose(next(each for each in LESSONS if each.stem == stem).prose).parts[heading]
    emphasised = re.findall(r"\*+([^*]+)\*+", words)
    assert any(is_used(term, each) for each in emphasised)


def test_p_is_the_truth_on_the_races_page_and_the_models_answer_is_never_called_so():
    words = {heading: text for stem, heading, text in READ if stem == "training"}
    formulas = "".join(re.findall(r"\$[^$]+\$", "\n".join(words.values())))
    assert r"\hat y" in formulas
    assert not re.search(r"(?<![\w\\])p(?:_|\(|\b)", formulas)
    assert not re.search(r"(?<!\w)p\(1|\bp is\b", words["anatomy"])
