"""Moves as a browser makes them: what is moved runs its own fragment again, and nothing else.

`AppTest` runs the whole page at each move, which renews what a fragment was given, so that a block
which is stale in a browser is right there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner import RerunData
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.testing.v1 import AppTest, app_test
from streamlit.testing.v1.element_tree import ElementTree, parse_tree_from_messages
from streamlit.testing.v1.local_script_runner import LocalScriptRunner, require_widgets_deltas

from ui.link import TABLE


class Visitor:
    """Somebody who has opened a page by a link; ``at`` is what is on the screen."""

    def __init__(self, stem: str, **query: str | list[str]) -> None:
        self.at = AppTest.from_file("../ui/main.py", default_timeout=60)
        if stem != "home":
            self.at.switch_page(f"../pages/{stem}.py")
        for key, value in query.items():
            self.at.query_params[key] = value
        self._fragments = MemoryFragmentStorage()
        self._pages: dict[str, Any] = {}
        self._messages: list[ForwardMsg] = []
        with self._runs(fragment=""):
            self.at.run()

    def move(self, key: str, value: Any) -> None:
        """Set a control to a value, and run what the browser asks for then."""
        widget = next(each for each in self._widgets() if each.key == key)
        if key in {each.name for each in TABLE}:
            self.at.query_params[key] = value  # the browser names it in its address
        with self._runs(self._fragment_of(widget.proto.id)):
            widget.set_value(value).run()

    def press(self, key: str) -> None:
        """Press a button."""
        button = self.at.button(key=key)
        with self._runs(self._fragment_of(button.proto.id)):
            button.click().run()

    def unfold(self, key: str) -> None:
        """Open a folded block by hand."""
        box = next(each for each in self.at.expander if each.proto.id.endswith(f"-{key}"))
        self.at.session_state[key] = True
        with self._runs(self._fragment_of(box.proto.id)):
            self.at.run()

    def _widgets(self) -> Iterator[Any]:
        for kind in ("text_input", "text_area", "selectbox", "toggle", "button_group"):
            yield from self.at.get(kind)

    def _fragment_of(self, element: str) -> str:
        """The fragment that an element of this identity was drawn in; "" is the page itself."""
        name = element.encode()
        drawn = (each for each in self._messages if name in each.delta.SerializeToString())
        return next(drawn).delta.fragment_id

    @contextmanager
    def _runs(self, fragment: str) -> Iterator[None]:
        visitor = self

        class Runner(LocalScriptRunner):
            """Runs one fragment of the page that was drawn before, or the whole page."""

            def __init__(self, *args: Any, **options: Any) -> None:
                super().__init__(*args, **options)
                self._fragment_storage = visitor._fragments

            def run(
                self,
                widget_state: Any = None,
                query_params: dict[str, Any] | None = None,
                timeout: float = 60,
                page_hash: str = "",
                **context: Any,
            ) -> ElementTree:
                if fragment:
                    self._pages_manager._set_pages(visitor._pages)
                    for message in visitor._messages:
                        self.forward_msg_queue.enqueue(message)
                # Afresh, or the fragment would be taken for a part of the whole page's first run.
                self._requests = ScriptRequests()
                self.request_rerun(
                    RerunData(
                        widget_states=widget_state,
                        query_string=urlencode(query_params or {}, doseq=True),
                        page_script_hash=page_hash,
                        fragment_id_queue=[fragment] if fragment else [],
                        **context,
                    )
                )
                self.start()
                require_widgets_deltas(self, timeout)
                self.join()
                visitor._pages = self._pages_manager.get_pages()
                # In the order of the screen, whichever fragment was drawn last.
                visitor._messages = sorted(
                    self.forward_msgs(), key=lambda message: tuple(message.metadata.delta_path)
                )
                return parse_tree_from_messages(visitor._messages)

        with patch.object(app_test, "LocalScriptRunner", Runner):
            yield
