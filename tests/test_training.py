"""The race's page: every setting, hostile links, forks, claims, and the code that it shows."""

import contextlib
import gc
import io
from functools import cache

import pytest

import infotheory as it
from tests.moves import Visitor
from tests.race_message import sent, shown
from tests.test_pages import assert_no_exception, metrics, visit
from ui.lessons.registry import lesson
from ui.lessons.training.race_claims import jobs
from ui.lessons.training.race_settings import FAIRNESS, KINDS, LOSSES, RaceSettings
from ui.lessons.training.runs import Run, run
from ui.style.units import UNITS, number

CE, SE = "cross-entropy: steps to 90 %", "squared error: steps to 90 %"


def race(**query):
    at = visit("training", **{f"tr_{key}": value for key, value in query.items()})
    assert_no_exception(at)
    return at


def steps(at):
    return metrics(at)[CE], metrics(at)[SE]


def words(at):
    return "\n".join(each.value for each in [*at.markdown, *at.caption])


def test_the_default_race_is_the_headline():
    assert steps(race()) == ("8", "65")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"b": "0"}, ("1", "1")),
        ({"b": "10"}, ("15", "more than 400")),
        ({"b": "10", "steps": "4000"}, ("15", "2,799")),
        ({"fair": "matched first gradient"}, ("8", "3")),
        ({"steps": "1"}, ("more than 1", "more than 1")),
        ({"data": "digits", "model": "linear", "steps": "1000"}, ("20", "99")),
    ],
    ids=str,
)
def test_a_link_asks_for_a_race(query, expected):
    assert steps(race(**query)) == expected


@pytest.mark.parametrize(
    ("query", "e12"),
    [({"rate_adam": "0.01"}, (185, 110)), ({"rate_adam": "0.1", "b": "10"}, (25, 27))],
    ids=str,
)
def test_adam_is_raced_as_e12_has_it(query, e12):
    assert [int(each) for each in steps(race(optimizer="Adam", **query))] == pytest.approx(
        e12, rel=0.05
    )


@pytest.mark.parametrize("data", KINDS)
def test_each_data_set_is_raced(data):
    at = race(data=data, steps="10")
    assert shown(at)["steps"][-1] == 10
    assert not at.error


@pytest.mark.parametrize("fairness", FAIRNESS)
def test_each_way_of_making_the_rates_fair_is_raced(fairness):
    at = race(fair=fairness, data="moons", steps="100")
    assert ("Learning rates:" in words(at)) == (fairness != FAIRNESS[0])


def test_another_seed_is_another_race_and_the_same_seed_the_same():
    first, again, other = (race(seed=seed, data="rings", steps="10") for seed in ("7", "7", "8"))
    assert metrics(first) == metrics(again)
    assert metrics(first) != metrics(other)


@pytest.mark.parametrize(
    "query",
    [
        {"rate": "1e6"},
        {"rate": "1e6", "data": "moons"},
        {"rate": "1e6", "data": "rings", "fair": "matched first gradient"},
        {"rate": "0.001"},
        {"rate_adam": "1e6", "optimizer": "Adam"},
        {"noise": "0.5"},
        {"noise": "0.5", "data": "moons", "model": "ReLU-1"},
        {"model": "ReLU-1"},
        {"model": "ReLU-1", "data": "digits", "steps": "10", "fair": "each its best η"},
        {"b": "12", "fair": "matched first gradient"},
        {"b": "10", "data": "spiral", "steps": "1"},
        {"steps": "1", "fair": "each its best η", "data": "rings"},
    ],
    ids=str,
)
def test_an_extreme_race_gives_a_sensible_page(query):
    at = race(**{"steps": "50"} | query)
    assert not at.error
    assert len(shown(at)["racers"]) == 2
    for value in steps(at):
        plain = value.removeprefix("more than ").replace(",", "")
        assert value in ("diverged", "stuck") or int(plain) >= 0


def test_a_loss_that_is_late_is_given_the_steps_that_it_takes():
    at = race(b="10")
    at.button(key="tr_race_on").click().run()
    assert_no_exception(at)
    assert steps(at) == ("15", "2,799")
    assert not [button for button in at.button if button.key == "tr_race_on"]


@pytest.mark.parametrize("query", [{}, {"rate": "1e6", "data": "moons"}], ids=str)
def test_no_more_steps_are_offered_where_they_would_change_nothing(query):
    assert "tr_race_on" not in [button.key for button in race(**query).button]


def test_the_balls_say_each_models_own_gradient_over_the_samples_that_start_wrong():
    at = race()
    gradients = [racer["gradient"] for racer in shown(at)["racers"]]
    assert [each[0] for each in gradients] == ["1.409", "0.018"]
    assert metrics(at)["cross-entropy, all samples"] == "0.941"
    assert max(float(each[-1]) for each in gradients) < 0.1


def test_a_shared_link_holds_the_step_and_the_switched_run():
    at = visit("training", tr_at="30", tr_fork="softmax_squared_error 20")
    assert_no_exception(at)
    assert sent(at)["at"] == 30
    assert [racer["name"] for racer in shown(at)["racers"]][2:] == ["switched"]
    assert "**Switched at step 20**" in words(at)
    assert "exactly the same weights, now under cross-entropy" in words(at)


def test_a_step_is_within_its_race():
    at = visit("training", tr_at="400", tr_steps="50")
    assert sent(at)["at"] == 50


@pytest.mark.parametrize("fork", ["", "mse 3", "cross_entropy", "cross_entropy 200", "x" * 10_000])
def test_a_fork_that_a_link_makes_up_is_none(fork):
    at = visit("training", tr_at="9" * 5000, tr_fork=fork)
    assert_no_exception(at)
    assert "Switched" not in words(at)


def test_a_diverged_run_is_said_in_words_and_the_other_goes_on():
    at = race(rate="1e6", data="moons")
    assert steps(at)[0] == "diverged"
    assert "**cross-entropy diverged**" in words(at)
    assert "**squared error is stuck**, not slow" in words(at)


def test_wrong_labels_are_said_to_be_in_the_way():
    assert "30\N{NO-BREAK SPACE}% of the training labels are wrong" in words(
        race(noise="0.3", steps="10")
    )
    assert "of the training labels are wrong" not in words(race(noise="0.05", steps="10"))


@pytest.mark.parametrize("text", ["abc", "nan", "inf", "-1", "1e99", "", "<b>1</b>"])
def test_a_broken_number_gets_a_sentence_and_keeps_the_race(text):
    at = race(**dict.fromkeys(("b", "rate", "noise", "seed"), text))
    assert len(at.error) == 4
    assert all(each.value.strip().endswith(".") for each in at.error)
    assert steps(at) == ("8", "65")


@pytest.mark.parametrize("text", ["", "nothing", "-1", "1e99", "<b>"])
def test_a_broken_choice_falls_back_to_the_default(text):
    keys = ("data", "model", "optimizer", "fair", "steps", "map_kind")
    assert steps(race(**dict.fromkeys(keys, text))) == ("8", "65")


def test_a_fork_goes_on_from_the_weights_of_that_step():
    at = race(fork="cross_entropy 1")
    assert "**Switched at step 1**" in words(at)
    assert "exactly the same weights, now under squared error" in words(at)
    whole, _, forked = shown(at)["racers"]
    assert forked["steps"][0] == 1
    assert forked["gap"][0] == whole["gap"][1]
    assert forked["accuracy"][0] == whole["accuracy"][1]


def test_a_stuck_start_escapes_when_its_loss_is_switched():
    at = race(b="10", steps="400", fork="softmax_squared_error 0")
    said = next(m.value for m in at.markdown if "Switched at step 0" in m.value)
    assert "by step 15" in said


def test_a_fork_ends_with_its_race():
    at = race(fork="cross_entropy 3")
    at.text_input(key="tr_b").set_value("3").run()
    assert_no_exception(at)
    assert "Switched" not in words(at)
    assert len(shown(at)["racers"]) == 2


def measured(settings, **query):
    """The page once all that its claims rest on is at hand."""
    while todo := [job for job in jobs(settings, dict.fromkeys(LOSSES, 0.5)) if not job.done]:
        for job in todo:
            job.work()
    return race(**query)


def test_all_claims_hold_at_the_defaults():
    at = measured(RaceSettings())
    said = words(at)
    assert said.count("**Holds with these settings.**") == 6
    assert "**False with these settings.**" not in said
    assert metrics(at)["factor"] == "×8.12"
    assert metrics(at)["first"] == "5 of 5"


def test_a_claim_that_the_settings_make_false_is_said_to_be_false():
    at = measured(RaceSettings(wrong_bias=0.0), b="0")
    false = [m.value for m in at.markdown if "**False with these settings.**" in m.value]
    assert any("gets to 90\N{NO-BREAK SPACE}% sooner" in each for each in false)
    assert any("not just this one seed" in each for each in false)


def test_the_guess_is_answered_by_what_the_trainer_gives():
    data = it.load_dataset("blobs")
    ce, se = (
        it.steps_to_accuracy(
            data, it.TrainingSettings(loss=loss, init="zero", wrong_bias=10.0, steps=3000)
        )
        for loss in LOSSES
    )
    at = race()
    at.button(key="training_guess_187 times").click().run()
    assert_no_exception(at)
    assert f"{ce} steps against {se:,}" in words(at)
    assert round(se / ce) == 187
    assert "That is right." in words(at)


@cache
def drawn_while_folded():
    at = race()
    return len(at.get("vega_lite_chart")) + len(at.code)


@pytest.mark.parametrize("name", ["tr_escape", "tr_parts", "tr_map", "tr_anatomy", "tr_code"])
def test_a_fold_is_empty_until_it_is_opened_by_a_link_too(name):
    opened = visit("training", open=name)
    assert_no_exception(opened)
    assert len(opened.get("vega_lite_chart")) + len(opened.code) > drawn_while_folded()


@pytest.mark.parametrize("unit", UNITS)
def test_the_floor_of_smoothed_labels_is_in_the_unit_of_the_page(unit):
    at = visit("training", open="tr_parts", units=unit, tr_data="digits", tr_steps="10")
    assert_no_exception(at)
    floor = UNITS[unit].of_nats(it.entropy([0.91, *[0.01] * 9], base=2.718281828459045))
    assert metrics(at)["the floor H(y)"] == f"{number(floor)} {unit}"


@pytest.mark.parametrize("query", [{}, {"data": "digits", "steps": "50", "noise": "0.1"}], ids=str)
def test_the_code_that_is_shown_prints_the_numbers_on_screen(query):
    at = visit("training", open="tr_code", **{f"tr_{k}": v for k, v in query.items()})
    assert_no_exception(at)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(at.code[0].value, {})
    steps_printed = [
        line.split()[1].replace("None", "more than 50") for line in printed.getvalue().splitlines()
    ]
    assert tuple(steps_printed) == steps(at)


def test_open_tabs_hold_no_run_beyond_those_that_are_kept():
    """Each of them watches its own race on the digits, whose weights take megabytes."""
    query = {"tr_data": "digits", "tr_steps": "1", "tr_model": "ReLU-8"}
    tabs = [Visitor("training", **query, tr_seed=str(seed)) for seed in range(run.most // 2 + 2)]
    for tab in tabs:
        assert_no_exception(tab.at)
        tab.unfold("tr_anatomy")
    gc.collect()
    held = [each for each in gc.get_objects() if isinstance(each, Run)]
    assert len(held) <= run.most < len(LOSSES) * len(tabs)


def test_every_control_stands_in_the_registry():
    at = visit("training", open="tr_map")
    bound = {"tr_data", "tr_b", "tr_model", "tr_optimizer", "tr_fair", "tr_rate", "tr_noise"}
    assert bound | {"tr_steps", "tr_seed", "tr_map_kind"} <= set(lesson("training").keys)
    assert not at.exception
