"""``GET /v1/nudges``: the WebSocket over which a till hears that there is something new."""

import asyncio
from contextlib import suppress
from http import HTTPStatus

import anyio
import structlog
from fastapi import APIRouter, WebSocket
from fastapi.concurrency import run_in_threadpool
from starlette.websockets import WebSocketDisconnect

from central.database import DatabaseUnavailable
from central.nudges.hub import HubFull, NudgeHub, Waiter
from central.opening import Central
from central.tills.registry import EnrolledTill
from central.tills.signed_requests import authenticated_till
from central.web.problems import ProblemError
from sync.protocol.http_signing import SignedRequest
from sync.protocol.nudges import NEWS, NUDGES_PATH

_GO_AWAY, _NOT_ALLOWED, _COME_LATER = 1001, 1008, 1013
_PAUSE_S = 0.5
"""What comes within this time after a nudge is told in one."""
_log = structlog.get_logger("central.nudges")


def nudges_router(central: Central, hub: NudgeHub) -> APIRouter:
    """Return the route of nudges."""
    router = APIRouter()

    @router.websocket(NUDGES_PATH)
    async def nudges(socket: WebSocket) -> None:
        try:
            till = await run_in_threadpool(_authenticated, central, dict(socket.headers))
        except ProblemError as problem:
            _log.info("nudges_refused", status=problem.status)
            await socket.close(_NOT_ALLOWED)
            return
        except DatabaseUnavailable:
            await socket.close(_COME_LATER)
            return
        await _serve(socket, till, hub)

    return router


def _authenticated(central: Central, headers: dict[str, str]) -> EnrolledTill:
    signed = SignedRequest(method="GET", path=NUDGES_PATH, body=b"")
    till = authenticated_till(central, signed, headers, nothing_done="Nothing was opened.")
    if till.revoked_at is not None:
        raise ProblemError(
            status=HTTPStatus.FORBIDDEN, title="Central has shut this till out", detail=""
        )
    return till


class _Bell:
    """Rung from any thread, heard in the socket's loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()
        self.must_go = False

    def ring(self, after_s: float) -> None:
        with suppress(RuntimeError):  # the loop has ended, and its sockets with it
            self._loop.call_soon_threadsafe(self._loop.call_later, after_s, self._rung.set)

    def send_away(self) -> None:
        self.must_go = True
        self.ring(0)

    async def heard(self) -> bool:
        """Wait for a ring; tell whether there is news, and not that the socket must go."""
        await self._rung.wait()
        self._rung.clear()
        return not self.must_go


async def _serve(socket: WebSocket, till: EnrolledTill, hub: NudgeHub) -> None:
    bell = _Bell()
    waiter = Waiter(till.till_id, frozenset(till.feeds), bell.ring, bell.send_away)
    try:
        with hub.waiting(waiter):
            await socket.accept()
            async with anyio.create_task_group() as group:
                group.start_soon(_tell, socket, bell, group.cancel_scope)
                await _until_gone(socket)
                group.cancel_scope.cancel()
    except HubFull:
        await socket.close(_COME_LATER)


async def _tell(socket: WebSocket, bell: _Bell, serving: anyio.CancelScope) -> None:
    with suppress(WebSocketDisconnect):
        while await bell.heard():
            await socket.send_text(NEWS)
            await anyio.sleep(_PAUSE_S)
        await socket.close(_GO_AWAY)
    serving.cancel()


async def _until_gone(socket: WebSocket) -> None:
    """Take in whatever a till sends, and throw it away, until it hangs up."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass
