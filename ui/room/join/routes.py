"""The addresses of the light phones: the page, what it shows, and its answers."""

import json
import math
import random
from collections.abc import Callable
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ui.lessons.questions import QUESTIONS
from ui.link import CODE
from ui.room.join.identity import give_cookie, new_token, token_of, visitor
from ui.room.join.page import phone_page, way_in
from ui.room.join.served import LIGHT_PHONES
from ui.room.join.waiting import Waiting
from ui.room.join.words import phone_state
from ui.room.rooms import (
    MOST_ROUNDS,
    Forecast,
    NoForecast,
    NoRoom,
    NoRoomLeft,
    NotYours,
    QuestionChanged,
    Room,
    RoomError,
    RoomFull,
    Rooms,
    RoundClosed,
    StoreAway,
    TooManyRounds,
    TooQuick,
    clean_code,
)
from ui.room.scores import ClassScores, class_scores
from ui.room.store import StoreError, rooms
from ui.serving.cache import cached

_STATUS: dict[type[RoomError], int] = {
    NoForecast: 400,
    NotYours: 403,
    NoRoom: 404,
    RoundClosed: 409,
    QuestionChanged: 409,
    TooManyRounds: 409,
    RoomFull: 409,
    TooQuick: 429,
    NoRoomLeft: 503,
    StoreAway: 503,
}
_AFTER = "after"  # the version that a phone shows, in its request for the next
_LONGEST_ANSWER = 2000  # bytes
_HELD_SECONDS = 25.0  # an unanswered question to a proxy ends after 30 or 60
_MOST_WAITING = 6000
_ASK_AGAIN_SECONDS = 5  # where nobody more can wait
_OUT_OF = 100.0
_ROUNDING = 1.0  # by how much percentages may miss 100 together
_THREADS = 16  # that wait for a store at the same time

Result = TypeVar("Result")


def join_routes() -> list[BaseRoute]:
    """Return the routes for the entry to serve, and note that this process serves them."""
    try:
        rooms()
    except StoreError as why:  # better than a class that finds out
        raise SystemExit(str(why)) from None
    LIGHT_PHONES.served = True
    phones = _Phones()
    return [
        Route("/join", phones.find),
        Route("/join/{code}", phones.page),
        Route("/join/{code}/state", phones.state),
        Route("/join/{code}/answer", phones.answer, methods=["POST"]),
    ]


class _BadAnswer(Exception):
    """A request that holds no valid answer; the message says why."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


class _Phones:
    """What answers the requests of phones, from this process's store of rooms."""

    def __init__(self) -> None:
        self._waiting = Waiting(self._version_of, _MOST_WAITING)
        self._threads: CapacityLimiter | None = None  # made where the loop runs

    async def find(self, request: Request) -> Response:
        """Ask for a code, or go to the room of the code that was typed."""
        if typed := request.query_params.get(CODE.name):
            try:
                return RedirectResponse(f"/join/{clean_code(typed)}", status_code=303)
            except NoRoom as why:
                return way_in(str(why)).response(request, 404)
        return way_in().response(request)

    async def page(self, request: Request) -> Response:
        """Show the page of a room, which asks for the rest."""
        try:
            await self._call(rooms().look, _code(request))
        except RoomError as why:
            return way_in(str(why)).response(request, _STATUS[type(why)])
        response = phone_page().response(request)
        give_cookie(request, response)
        return response

    async def state(self, request: Request) -> Response:
        """Tell a phone what to show; one that shows it already waits for a change."""
        token, after = token_of(request), request.query_params.get(_AFTER, "")
        try:
            code = clean_code(_code(request))
            room = await self._call(_come, rooms(), code, token)
            if room.version == after:
                if self._waiting.full:
                    return _nothing_new(ask_again=True)
                await self._waiting.wait(code, after, _HELD_SECONDS, _hung_up(request))
                room = await self._call(rooms().look, code)
                if room.version == after:
                    return _nothing_new()
            shown = await self._call(_state_for, rooms(), room, token)
        except RoomError as why:
            return _refusal(str(why), _STATUS[type(why)])
        if token is None:
            shown["token"] = new_token()  # for a phone without cookies to send back
        return _json(shown)

    async def answer(self, request: Request) -> Response:
        """Put a phone's forecast into the room."""
        try:
            token, asked, forecast = await _read_answer(request)
            room = await self._call(_vote, rooms(), _code(request), token, forecast, asked)
            return _json(await self._call(_state_for, rooms(), room, token))
        except ClientDisconnect:
            return Response(status_code=400)
        except _BadAnswer as why:
            return _refusal(str(why), why.status)
        except RoomError as why:
            return _refusal(str(why), _STATUS[type(why)])

    async def _version_of(self, code: str) -> str:
        """Return what changes when the room does; a room that is gone has changed too."""
        try:
            return (await self._call(rooms().look, code)).version
        except RoomError as why:
            return type(why).__name__

    async def _call(self, function: Callable[..., Result], *args: object) -> Result:
        """Call a function that uses the store, in a thread if the store waits for a network."""
        if not rooms().waits:
            return function(*args)
        if self._threads is None:
            self._threads = CapacityLimiter(_THREADS)
        return await to_thread.run_sync(function, *args, limiter=self._threads)


async def _hung_up(request: Request) -> None:
    """Return when the client has disconnected."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _code(request: Request) -> str:
    return str(request.path_params["code"])


async def _read_answer(request: Request) -> tuple[str, tuple[str, int], Forecast]:
    """Return who answers, what was on the screen, and the forecast."""
    token = token_of(request)
    if token is None:
        raise _BadAnswer("This phone is not known here yet. Reload the page.")
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise _BadAnswer("Send the answer as application/json.", 415)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_ANSWER:
            raise _BadAnswer("This answer is too long.", 413)
    try:
        sent = json.loads(body)
        question, turn = sent["asked"]
        percent = sent["percent"]
    except (ValueError, TypeError, KeyError, RecursionError) as why:
        raise _BadAnswer("This answer cannot be read.") from why
    if not (isinstance(question, str) and _is_number(turn) and isinstance(percent, list)):
        raise _BadAnswer("This answer cannot be read.")
    if question not in QUESTIONS or turn not in range(1, MOST_ROUNDS + 1):
        raise QuestionChanged
    return token, (question, turn), forecast_of(percent)


def forecast_of(percent: list[Any]) -> Forecast:
    """Return the forecast of percentages that sum to about 100."""
    if not all(_is_number(each) and 0 <= each <= _OUT_OF for each in percent):
        raise NoForecast
    whole = math.fsum(percent)
    if abs(whole - _OUT_OF) > _ROUNDING:
        raise NoForecast
    return Forecast(tuple(each / whole for each in percent))


def _is_number(x: Any) -> bool:
    return isinstance(x, int | float) and not isinstance(x, bool)


def _vote(store: Rooms, code: str, token: str, forecast: Forecast, asked: tuple[str, int]) -> Room:
    return store.vote(code, visitor(token, store.salt), forecast, asked)


def _come(store: Rooms, code: str, token: str | None) -> Room:
    """Return the room, and record an identified phone as present in it."""
    return store.come(code, visitor(token, store.salt)) if token else store.look(code)


def _state_for(store: Rooms, room: Room, token: str | None) -> dict[str, Any]:
    """Return what a phone shows of a room."""
    said = store.forecast(room.code, visitor(token, store.salt)) if token else None
    return phone_state(room, said, _scores(room.version, room=room) if room.revealed else None)


@cached(200)
def _scores(_version: str, *, room: Room) -> ClassScores | None:
    """Score the class once for all its phones: a round that is revealed changes no more."""
    last = rooms().rounds(room.code)[-1]
    if last.asked != room.asked or not len(last.forecasts):  # another round may have begun
        return None
    return class_scores(last.forecasts, QUESTIONS[room.question].right)


def _json(content: dict[str, Any]) -> Response:
    return JSONResponse(content, headers={"Cache-Control": "no-store"})


def _refusal(sentence: str, status: int) -> Response:
    headers = {"Cache-Control": "no-store"}
    if status in (429, 503):
        headers["Retry-After"] = str(random.randint(2, 6))  # not all at once
    return JSONResponse({"error": sentence}, status, headers)


def _nothing_new(*, ask_again: bool = False) -> Response:
    headers = {"Cache-Control": "no-store"}
    if ask_again:
        headers["Retry-After"] = str(_ASK_AGAIN_SECONDS)
    return Response(status_code=204, headers=headers)
