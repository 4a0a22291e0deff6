"""The message that the browser draws the race from, read back from what a page sends."""

import base64
import json
import zlib

from streamlit.testing.v1 import AppTest

from ui.lessons.training.race_view import View


def sent(at: AppTest) -> dict:
    """All that the page hands to the player."""
    players = (each.proto for each in at.get("bidi_component"))
    return next(json.loads(p.json)[0] for p in players if p.component_name == "race_player")


def shown(at: AppTest) -> dict:
    """What the race shows, step by step."""
    return text_of(sent(at)["race"])


def content_of(view: View) -> dict:
    return text_of(view.race)


def text_of(packed: str) -> dict:
    return json.loads(zlib.decompress(base64.b64decode(packed)))
