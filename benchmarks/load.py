"""Load the app with visitors who speak Streamlit's WebSocket protocol, and measure it.

    python -m benchmarks.load                      # 200 visitors, 6 s between moves, for a minute
    python -m benchmarks.load --fuzz 10000         # that many links with broken values
    python -m benchmarks.load --classes 2 --leave 125   # memory after they have left
    python -m benchmarks.load --phones 5000            # a class answers in a room, and is revealed
    python -m benchmarks.load --phones 200 --visitors 5 --pause 1   # and others move sliders
    python -m benchmarks.load --uploads 50             # each brings a file of 5 MB at once
    python -m benchmarks.load --url http://127.0.0.1:8080   # a server that is already running

First each lesson is opened once in each unit, until all that it measures is measured. Then
visitors, spread over all lessons, open their page and change a distribution, a number or an option,
or stop the race at a step. The output is the latency of loads and moves (from the message to the
end of its run), the server's memory before the visitors, with all of them and after they have left,
and its CPU time per load or move. Phones come into a room, answer within ten seconds while the
lecturer's screen counts, and wait for the reveal; an answer that is not in the room afterwards is a
failure. Uploads are timed from the first byte to the end of the run that shows the file's numbers;
a page without them is a failure. Only a server on this machine may be loaded.
Memory and CPU are read from /proc (Linux).
"""

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import DoubleArray, StringArray
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.phones import Phone, PhoneFigures
from benchmarks.uploads import chosen, send, table
from ui.lessons.registry import LESSONS, Lesson, lesson
from ui.link import ASK, EVERY_PAGE, ROOM, YM_FROM, YOUR_MODEL, of_page
from ui.style.units import UNITS

ROOT = Path(__file__).parent.parent
LOCAL = {"127.0.0.1", "localhost", "::1"}
LONGEST_STEP = 200  # of the race, at which one of them stops it
CODE_OF_ROOM = "## Code: "
SCREEN_SECONDS = 2.0  # between two looks of the lecturer's screen
TEXTS = ("1 1", "3 1 1 1", "1/2, 1/4, 1/8, 1/8", "0.9, 0.1", "5 4 3 2 1", "1 1 1 1 1 1")
SLOW = (  # slow to parse with a regular expression that backtracks
    "1 " + "9" * 2000 + "/" + "9" * 2000 + "x", "9" * 3000 + "." + "9" * 3000 + "e" + "9" * 3000,
    "1" + " " * 15_000 + "1", "1 /" * 5000, "1e" * 9000, "[(" * 9000,
)  # fmt: skip
HOSTILE = (
    "", "abc", "-1", "nan", "inf", "1e308", "1e-320", "0 0", "1/0", "٣٤", "[1,2]", "{}", "true",
    "\u202e1 2", "\x00\x1b[31m", "<script>alert(1)</script>", "**1**, $x$",
    "1 " * 200, "9" * 10_000, *SLOW,
)  # fmt: skip
NO_NUMBERS: tuple[object, ...] = (
    10**400, -(10**400), float("nan"), float("inf"), 1e308, True, None, "1", "9" * 10_000, [], {},
    [1] * 10_000, [[1, 1]], [10**400, 1], [float("nan"), 1], [-1, 1], {"value": 1}, "<b>",
)  # fmt: skip
STATES = ("s0", "s1", "moved", "step", "switched")  # keys of our own elements' states


@dataclass
class Figures:
    """The measurements; times in seconds."""

    loads: list[float] = field(default_factory=list)
    moves: list[float] = field(default_factory=list)
    uploads: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    phones: PhoneFigures = field(default_factory=PhoneFigures)


@dataclass
class Run:
    """What a run of the page sent: the widgets that a move may change, and the exceptions."""

    texts: dict[str, str] = field(default_factory=dict)  # id of a text field -> its key
    buttons: dict[str, str] = field(default_factory=dict)  # label -> id
    widgets: dict[str, str] = field(default_factory=dict)  # id -> kind
    fragment: dict[str, str] = field(default_factory=dict)  # id of a widget -> its fragment
    stop: str = ""  # id of what reports the step at which a browser's race stands still
    clock: str = ""  # the fragment that the browser is to ask for now and then
    room: str = ""  # the code of the room that is open
    file: str = ""  # id of a field for a file
    metrics: dict[str, str] = field(default_factory=dict)  # label -> value
    exceptions: list[str] = field(default_factory=list)


class Visitor:
    """One browser tab."""

    def __init__(self, socket: ClientConnection, lesson: Lesson, query: str) -> None:
        self.socket, self.lesson, self.query = socket, lesson, query
        self.values: dict[str, WidgetState] = {}
        self.session = ""  # its id, once the server has sent it
        self.page = ""  # what the server calls the page, once it has sent it

    async def run(self, fragment: str = "", trigger: str = "") -> Run:
        """Request a run of the page, or of one fragment, and read its messages to the end.

        A page that has drawn its hero alone is asked for the rest, as a browser asks.
        """
        sent = await self._request(fragment, trigger)
        for waiting in (id for id in sent.widgets if id.endswith("hero_first")):
            if waiting not in self.values:
                drawn = WidgetState(id=waiting, json_value=json.dumps({"drawn": True}))
                self.values[waiting] = drawn
                return await self._request("", "")
        return sent

    async def _request(self, fragment: str, trigger: str) -> Run:
        home = self.lesson is LESSONS[0]
        state = ClientState(
            query_string=self.query,
            page_name="" if home else self.lesson.stem,
            page_script_hash=self.page,
            fragment_id=fragment,
        )
        state.widget_states.widgets.extend(self.values.values())
        if trigger:
            state.widget_states.widgets.append(WidgetState(id=trigger, trigger_value=True))
        await self.socket.send(BackMsg(rerun_script=state).SerializeToString())
        return await self.read()

    async def read(self) -> Run:
        """Read the messages of a run until it has finished."""
        sent = Run()
        while True:
            data = await self.socket.recv()
            assert isinstance(data, bytes)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
            elif kind == "navigation":
                self.page = message.navigation.page_script_hash
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                _note(sent, message)
            elif kind == "auto_rerun":
                sent.clock = message.auto_rerun.fragment_id
            elif kind == "script_finished":
                early = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
                if message.script_finished != early:
                    return sent


def _note(sent: Run, message: ForwardMsg) -> None:
    element, fragment = message.delta.new_element, message.delta.fragment_id
    kind = element.WhichOneof("type")
    widget = str(getattr(getattr(element, kind or ""), "id", "")) if kind else ""
    if widget and kind and kind in CRAFTED:
        sent.widgets[widget] = kind
        sent.fragment[widget] = fragment
    if kind == "bidi_component" and element.bidi_component.component_name == "race_step":
        sent.stop = widget
    if kind == "file_uploader":
        sent.file, sent.fragment[element.file_uploader.id] = element.file_uploader.id, fragment
    if kind == "exception":
        sent.exceptions.append(f"{element.exception.type}: {element.exception.message[:200]}")
    elif kind == "text_input":
        sent.texts[element.text_input.id] = element.text_input.query_param_key
        sent.fragment[element.text_input.id] = fragment
    elif kind == "metric":
        sent.metrics[element.metric.label] = element.metric.body
    elif kind == "markdown" and element.markdown.body.startswith(CODE_OF_ROOM):
        sent.room = element.markdown.body.removeprefix(CODE_OF_ROOM)
    elif kind == "button":
        sent.buttons[element.button.label] = element.button.id
        sent.fragment[element.button.id] = fragment


async def visit(url: str, i: int, args: argparse.Namespace, figures: Figures) -> None:
    """Open a page, move its controls until the time is up, and leave."""
    dice = random.Random(i)
    lesson = LESSONS[i % len(LESSONS)]
    await asyncio.sleep(dice.uniform(0, args.arrive))
    until = time.monotonic() + args.seconds
    async with tab(url) as socket:
        visitor = Visitor(socket, lesson, f"units={dice.choice(list(UNITS))}")
        started = time.monotonic()
        shown = await visitor.run()
        figures.loads.append(time.monotonic() - started)
        figures.failures += shown.exceptions
        while time.monotonic() < until:
            await asyncio.sleep(dice.uniform(0.5, 1.5) * args.pause)
            started = time.monotonic()
            if stop := shown.stop:
                stopped = json.dumps({"step": dice.randint(1, LONGEST_STEP)})
                visitor.values[stop] = WidgetState(id=stop, json_value=stopped)
                moved = await visitor.run(shown.fragment[stop])
            elif shown.texts:
                text = dice.choice(list(shown.texts))
                number = shown.texts[text] in {"si_p", "home_b"}
                value = str(dice.randint(1, 9) / 10) if number else dice.choice(TEXTS)
                visitor.values[text] = WidgetState(id=text, string_value=value)
                moved = await visitor.run(shown.fragment[text])
            else:
                continue
            figures.moves.append(time.monotonic() - started)
            figures.failures += moved.exceptions


async def bring_a_file(url: str, i: int, args: argparse.Namespace, figures: Figures) -> None:
    """Open the page that examines a file, bring one, and stay."""
    data = await asyncio.to_thread(table, i)
    await asyncio.sleep(random.Random(i).uniform(0, args.arrive))
    async with tab(url) as socket:
        visitor = Visitor(socket, lesson(YOUR_MODEL), urlencode({YM_FROM.name: "file"}))
        shown = await visitor.run()
        started = time.monotonic()
        try:
            info = await send(url, visitor.session, data)
        except OSError as why:
            figures.failures.append(f"upload {i}: {why}")
            return
        visitor.values[shown.file] = chosen(shown.file, info)
        read = await visitor.run(shown.fragment[shown.file])
        if not read.metrics:  # the file is read, and the page is run again with its numbers
            read = await visitor.read()
        figures.uploads.append(time.monotonic() - started)
        figures.failures += read.exceptions
        if not read.metrics.get("H(Y)", "").startswith("1.000"):
            figures.failures.append(f"upload {i}: {read.metrics}")
        await asyncio.sleep(args.seconds)


async def lecture(url: str, args: argparse.Namespace, figures: Figures) -> None:
    """Open a room, let the phones answer in each round, and reveal; count whose answer is lost."""
    async with tab(url) as socket:
        lecturer = Visitor(socket, lesson(ROOM), f"{ASK.name}=entropy")
        shown = await lecturer.run()

        async def press(label: str) -> Run:
            button = shown.buttons[label]
            await lecturer.run(shown.fragment[button], button)
            return await lecturer.run()

        shown = await press("Open a room")
        phones = [Phone(url, shown.room, figures.phones) for _ in range(args.phones)]
        running = [asyncio.create_task(each.come_in(args.arrive / 2)) for each in phones]
        await asyncio.gather(*running)
        for turn in range(1, args.rounds + 1):
            answers = asyncio.gather(*(each.answer(turn, args.within) for each in phones))
            screen = shown.fragment[shown.buttons["Reveal"]]
            while not answers.done():
                await asyncio.wait([answers], timeout=SCREEN_SECONDS)
                shown = await lecturer.run(screen)
            figures.failures += shown.exceptions
            in_room = int(shown.metrics["have answered"].split()[0].replace(",", ""))
            if in_room != args.phones:
                figures.failures.append(f"{args.phones - in_room} answers of {args.phones} lost")
            told = asyncio.gather(*(each.told() for each in phones))
            for each in phones:
                each.revealed_at = time.monotonic()
            shown = await press("Reveal")
            await told
            if turn < args.rounds:
                told = asyncio.gather(*(each.told() for each in phones))
                shown = await press("Another round")
                await told
        for each in phones:
            each.leave()


def _message(value: object) -> WidgetState:
    sent = {"number": value, "value": value, "settled": True}
    whole = dict.fromkeys(STATES, sent) | {"step": value, "switched": value, "drawn": value}
    return WidgetState(json_value=json.dumps(whole))


def _selection(value: object) -> WidgetState:
    cell = {"word": value, "across": value, "rate": value}
    whole = dict.fromkeys(("place", "cell"), value if isinstance(value, list) else [cell])
    return WidgetState(string_value=json.dumps({"selection": whole}))


def _text(value: object) -> WidgetState:
    return WidgetState(string_value=json.dumps(value))


def _texts(value: object) -> WidgetState:
    return WidgetState(string_array_value=StringArray(data=[json.dumps(value)] * 2))


def _numbers(value: object) -> WidgetState:
    numbers = value if isinstance(value, float) else 1e300
    return WidgetState(double_array_value=DoubleArray(data=[numbers]))


CRAFTED = {
    "bidi_component": _message,
    "vega_lite_chart": _selection,
    "text_input": _text,
    "text_area": _text,
    "selectbox": _text,
    "button_group": _texts,
    "slider": _numbers,
}
"""By kind of widget: the message with which a client that obeys no rule sends a value."""


async def send_crafted(visitor: Visitor, shown: Run, value: object) -> list[str]:
    """Send ``value`` from every widget of a page, as no browser would; return the exceptions."""
    for widget, kind in shown.widgets.items():
        crafted = CRAFTED[kind](value)
        crafted.id = widget
        visitor.values[widget] = crafted
    return (await visitor.run()).exceptions


async def fuzz(url: str, count: int, figures: Figures) -> None:
    """Open links with broken values for the bound controls, a few at a time; send others too."""
    turns = iter(range(count))

    async def open_links() -> None:
        for i in turns:
            dice = random.Random(i)
            lesson = dice.choice(LESSONS)
            pairs = [
                (key.name, dice.choice(HOSTILE))
                for key in (*of_page(EVERY_PAGE), *of_page(lesson.stem), *of_page(ROOM))
                for _ in range(dice.choice((1, 1, 1, 2)))
                if dice.random() < 0.7
            ]
            async with tab(url) as socket:
                started = time.monotonic()
                visitor = Visitor(socket, lesson, urlencode(pairs, quote_via=quote))
                shown = await visitor.run()
                figures.loads.append(time.monotonic() - started)
                figures.failures += [f"{lesson.stem} {pairs}: {e}" for e in shown.exceptions]
                value = dice.choice(NO_NUMBERS)
                broken = await send_crafted(visitor, shown, value)
                figures.failures += [f"{lesson.stem} {value!r:.60}: {e}" for e in broken]

    await asyncio.gather(*(open_links() for _ in range(4)))


def tab(url: str) -> connect:
    """Return a connection to the server, as a browser tab makes one."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    return connect(address, max_size=None, open_timeout=60, subprotocols=["streamlit"])  # type: ignore[list-item]


class Server:
    """The app on a free port; its memory and CPU time are read from /proc."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.log = tempfile.NamedTemporaryFile("w+", suffix=".log")  # noqa: SIM115
        options = [f"--server.port={port}", "--server.headless=true", "--server.address=127.0.0.1"]
        command = [sys.executable, "-m", "streamlit", "run", "app.py", *options]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=self.log, stderr=self.log)
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2)
                break
            except OSError:
                time.sleep(0.1)

    def memory(self) -> float:
        """Resident memory, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def cpu(self) -> float:
        """CPU time used so far, in seconds."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def tracebacks(self) -> int:
        """Number of tracebacks in its log."""
        return Path(self.log.name).read_text(errors="replace").count("Traceback")


def report(name: str, seconds: list[float]) -> None:
    """Print the median and the 95th percentile, in milliseconds."""
    if len(seconds) > 1:
        cuts = statistics.quantiles(seconds, n=20, method="inclusive")
        p50, p95 = 1000 * statistics.median(seconds), 1000 * cuts[-1]
        print(f"{name:8}{len(seconds):7}   p50 {p50:6.0f} ms   p95 {p95:6.0f} ms")


def main() -> None:
    """Run the load that the command line asks for, and print the measurements."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--url", help="a server that runs already, on this machine")
    parser.add_argument("--visitors", type=int, help="200, or none beside phones")
    parser.add_argument("--phones", type=int, default=0, help="that answer in a room")
    parser.add_argument("--uploads", type=int, default=0, help="visitors with a file of 5 MB each")
    parser.add_argument("--within", type=float, default=10.0, help="seconds in which all answer")
    parser.add_argument("--rounds", type=int, default=1, help="of the room, one after another")
    parser.add_argument("--pause", type=float, default=6.0, help="seconds between two moves")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long each one stays")
    parser.add_argument("--arrive", type=float, default=20.0, help="seconds in which all arrive")
    parser.add_argument("--leave", type=float, default=0.0, help="seconds to wait after each class")
    parser.add_argument("--classes", type=int, default=1, help="how many, one after another")
    parser.add_argument("--fuzz", type=int, default=0, help="links with broken values instead")
    args = parser.parse_args()
    if args.visitors is None:
        args.visitors = 0 if args.phones or args.uploads else 200
    server = None if args.url else Server()
    url = args.url or server.url  # type: ignore[union-attr]
    if urlsplit(url).hostname not in LOCAL:
        parser.error("only a server on this machine may be loaded")
    figures = Figures()

    async def warm() -> None:
        for page, unit in product(LESSONS, UNITS):
            async with tab(url) as socket:
                visitor = Visitor(socket, page, f"units={unit}")
                clock = (await visitor.run()).clock
                while clock:  # until nothing is being measured any more: then the page comes again
                    turn = await visitor.run(clock)
                    clock = turn.clock if turn.widgets else clock

    async def look_in() -> None:
        async with tab(url) as socket:
            await Visitor(socket, LESSONS[0], "").run()

    async def load() -> list[str]:
        """Return the memory before all classes, at the end of each, and after each has left."""
        await warm()
        before.append(server.cpu() if server else 0.0)
        memory = [f"{server.memory():.0f} MiB before"] if server else []
        for _ in range(args.classes):
            if args.fuzz:
                await fuzz(url, args.fuzz, figures)
            else:
                visits = [visit(url, i, args, figures) for i in range(args.visitors)]
                if args.phones:
                    visits.append(lecture(url, args, figures))
                visits += [bring_a_file(url, i, args, figures) for i in range(args.uploads)]
                await asyncio.gather(*visits)
            if server:
                memory.append(f"{server.memory():.0f} at the end")
                await asyncio.sleep(args.leave)
                await look_in()  # Streamlit drops closed sessions when another closes
                memory.append(f"{server.memory():.0f} after {args.leave:.0f} s alone")
        return memory

    before: list[float] = []  # CPU of the start, and of the pages that were opened beforehand
    began = time.monotonic()
    memory = asyncio.run(load())
    elapsed = time.monotonic() - began - args.classes * args.leave
    report("loads", figures.loads)
    if args.fuzz:  # do hostile visitors slow the server down for later ones?
        tenth = args.fuzz // 10
        report("first", figures.loads[:tenth])
        report("last", figures.loads[-tenth:])
    report("moves", figures.moves)
    report("uploads", figures.uploads)
    report("answers", figures.phones.answers)
    report("reveals", figures.phones.reveals)
    print(f"{len(figures.moves) / elapsed:.1f} moves a second; {len(figures.failures)} failures")
    for failure in figures.failures[:10]:
        print("  ", failure[:300])
    if server:
        done = len(figures.moves) + len(figures.loads)
        spent = server.cpu() - before[0]
        used = f"{1000 * spent / done:.1f} ms for each load or move" if done else f"{spent:.0f} s"
        print(f"CPU {used}, {before[0]:.0f} s before; {server.tracebacks()} tracebacks in the log")
        print("memory " + ", ".join(memory))
        server.process.terminate()
    sys.exit(bool(figures.failures))


if __name__ == "__main__":
    main()
