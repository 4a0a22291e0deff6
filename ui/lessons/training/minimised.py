"""What is being minimised: H(y) + D(y‖ŷ) during training, with label smoothing on a slider."""

from ui.lessons.training.floor_figure import parts
from ui.lessons.training.race_settings import CROSS_ENTROPY, RaceSettings
from ui.lessons.training.runs import floor_and_total
from ui.link import TR_SMOOTHING
from ui.page.page import Page
from ui.page.render import render_figure
from ui.serving.open_page import fragment
from ui.widgets.live_slider import live_slider


@fragment
def what_is_minimised(page: Page, race: RaceSettings, rate: float) -> None:
    """Draw floor and divergence for the race's cross-entropy run, with soft labels."""
    unit = page.appearance.unit
    smoothing = live_slider(
        TR_SMOOTHING,
        label="Label smoothing ε =",
        step=0.01,
        colour=page.appearance.palette.entropy,
    )
    settings = race.training(CROSS_ENTROPY, rate, label_smoothing=smoothing)
    table = floor_and_total(race.source(), settings)
    floor, total = (unit.of_nats(1.0) * table[part] for part in ("floor", "total"))
    shown = {"step": table["step"], "floor": floor, "total": total}
    render_figure(parts(shown, page.appearance), "tr_parts_figure")
    page.claim(
        "minimised",
        {
            "the floor H(y)": unit.show(floor[-1]),
            "D(y‖ŷ) at the start": unit.show(total[0] - floor[0]),
            "and at the end": unit.show(total[-1] - floor[-1]),
        },
    )
