"""Requests beside the exchange that a till signs: read with bounds, and known to be whose.

Of a till that was shut out nothing is taken, and who is refused too often is not read at all.
"""

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from central.opening import Central
from central.tills.registry import EnrolledTill
from central.tills.signed_requests import authenticated_till
from central.web.bodies import BodyTooLargeError, BodyTooSlowError, bounded_body
from central.web.problems import ProblemError
from central.web.rate import RateLimit
from domain.errors import BadInput, NotFound
from sync.protocol.http_signing import SignedRequest


@dataclass(frozen=True, slots=True)
class Asking:
    """Reads requests of one kind. ``nothing_done`` says what a refusal left as it was."""

    central: Central
    refusals: RateLimit
    nothing_done: str

    async def take(self, request: Request, bytes_max: int) -> tuple[EnrolledTill, bytes]:
        """Return the till and what it sent. Raises ProblemError and the failures of a body."""
        address = "" if request.client is None else request.client.host
        now = self.central.surroundings.now
        try:
            if self.refusals.is_spent(address, now()):
                await run_in_threadpool(self._till, request, None)
            body = await bounded_body(request, bytes_max)
            return await run_in_threadpool(self._till, request, body), body
        except (ProblemError, BodyTooLargeError, BodyTooSlowError):
            self.refusals.require(address, now(), self.nothing_done)
            raise

    def require_own(self, till: EnrolledTill, named: str) -> None:
        """See to it that a body names the till that signed it. Raises ProblemError."""
        if named != till.till_id:
            raise ProblemError(
                status=HTTPStatus.FORBIDDEN,
                title="This was made at another till",
                detail=self.nothing_done,
                noted={"till": till.till_id},
            )

    def unreadable(self, till: EnrolledTill) -> ProblemError:
        """Return the refusal of a body that makes no sense."""
        return ProblemError(
            status=HTTPStatus.BAD_REQUEST,
            title="Central could not read what this till sent",
            detail=f"{self.nothing_done} Call support if it happens again.",
            noted={"till": till.till_id},
        )

    def _till(self, request: Request, body: bytes | None) -> EnrolledTill:
        path = request.scope["raw_path"].decode("ascii").partition("?")[0]
        signed = SignedRequest(method=request.method, path=path, body=body)
        headers = dict(request.headers)
        till = authenticated_till(self.central, signed, headers, nothing_done=self.nothing_done)
        if till.revoked_at is not None:  # one that was reported lost is told and does nothing
            raise ProblemError(
                status=HTTPStatus.FORBIDDEN,
                title="Central has shut this till out",
                detail=self.nothing_done,
            )
        return till


def refused(error: BadInput | NotFound) -> ProblemError:
    """What a person can put right, in the words of the office's own command."""
    return ProblemError(
        status=HTTPStatus.UNPROCESSABLE_ENTITY, title=error.title, detail=error.message
    )
