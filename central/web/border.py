"""The outermost border: a request that fails unexpectedly gets an id, and central goes on."""

from http import HTTPStatus

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from central.surroundings import Surroundings
from central.web.problems import ProblemError, problem_response

_log = structlog.get_logger("central.border")


class Border:
    """ASGI middleware around everything.

    What was committed stays; the till sends the rest again.
    """

    def __init__(self, app: ASGIApp, surroundings: Surroundings) -> None:
        self._app = app
        self._surroundings = surroundings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            # The documented outermost border: whatever it was, one till's request must not end
            # central, and the answer must say where support finds it.
            if scope["type"] != "http":
                raise
            request_id = self._surroundings.new_id()
            _log.exception("request_failed", id=request_id, error=type(error).__name__)
            if started:
                raise  # the answer is cut: the till sees no end line and comes again
            await problem_response(_failed(), request_id=request_id)(scope, receive, send)


def _failed() -> ProblemError:
    return ProblemError(
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        title="Central failed",
        detail="Nothing is lost: the till keeps what was not acknowledged and sends it again.",
    )
