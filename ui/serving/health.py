"""``/healthz``: whether this process serves, for a proxy or a monitor."""

from collections.abc import Callable, Mapping

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


def health_route(parts: Mapping[str, Callable[[], str]]) -> Route:
    """Return the route; each of ``parts`` returns what is wrong with it, or an empty text.

    The lessons work without any part, so that a part that is away makes no process unhealthy.
    """

    async def health(_request: Request) -> Response:
        state = {name: await to_thread.run_sync(fault) or "ok" for name, fault in parts.items()}
        return JSONResponse({"status": "ok", **state}, headers={"Cache-Control": "no-store"})

    return Route("/healthz", health)
