"""What many who race ask of one server: no training twice, and none for those who have left."""

import asyncio
import contextlib
import json
import os
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.load import Visitor, tab
from tests.e2e.browsing import run_async
from ui.lessons.registry import lesson

PLAYERS = 9
TRAINING = lesson("training")


@pytest.fixture(scope="module")
def server(serve):
    return serve(Path("tests/e2e/apps/counting.py"))


def trainings(server):
    return server.log().count("a training begins")


async def until_quiet(server):
    """Return the number of trainings that were begun when for a while none was."""
    count, since = trainings(server), 0.0
    while since < 3.0:
        await asyncio.sleep(0.5)
        now = trainings(server)
        count, since = (now, 0.0) if now != count else (count, since + 0.5)
    return count


def test_nine_who_play_nine_forks_train_each_of_them_once(server):
    async def stop_at(visitor, shown, step):
        """Let the race stop at a step, as the browser reports it."""
        stopped = json.dumps({"step": step})
        visitor.values[shown.stop] = WidgetState(id=shown.stop, json_value=stopped)
        return await visitor.run(shown.fragment[shown.stop])

    async def play():
        async with AsyncExitStack() as tabs:
            players = []
            for frame in range(1, PLAYERS + 1):
                socket = await tabs.enter_async_context(tab(server.url))
                visitor = Visitor(socket, TRAINING, f"tr_fork=softmax_squared_error+{frame}")
                players.append((visitor, await visitor.run()))
            before = trainings(server)
            for step in (10, 20, 30):  # turn by turn
                for visitor, shown in players:
                    assert not (await stop_at(visitor, shown, step)).exceptions
            return before, trainings(server)

    before, after = run_async(play())
    assert before >= PLAYERS
    assert after == before


def test_work_ends_when_the_tab_is_closed(server):
    """A search tries twenty rates; of those who have left, none goes on to the next one."""
    crowd = 3 * (os.cpu_count() or 1)

    async def visit_and_leave():
        async with AsyncExitStack() as tabs:
            runs, before = [], trainings(server)
            for seed in range(crowd):
                query = {
                    "tr_data": "digits", "tr_fair": "each its best η", "tr_noise": "0.5",
                    "tr_seed": seed,
                }  # fmt: skip
                socket = await tabs.enter_async_context(tab(server.url))
                visitor = Visitor(socket, TRAINING, urlencode(query, quote_via=quote))
                runs.append(asyncio.create_task(visitor.run()))
            while trainings(server) < before + 2:
                await asyncio.sleep(0.05)
            for run in runs:
                run.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await run
        left = trainings(server)
        return left, await until_quiet(server)

    left, at_the_end = run_async(visit_and_leave())
    assert at_the_end - left <= 2 * crowd
    assert server.faults() == []
