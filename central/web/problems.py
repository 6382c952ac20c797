"""Problems as answers: ``application/problem+json`` with words a till may show (RFC 9457)."""

from collections.abc import Mapping

from fastapi.responses import JSONResponse

PROBLEM_TYPE = "application/problem+json"


class ProblemError(Exception):
    """A request that is answered with a problem.

    Neither text holds a secret or a personal datum. ``noted`` is for the log only.
    """

    def __init__(
        self,
        *,
        status: int,
        title: str,
        detail: str,
        headers: Mapping[str, str] | None = None,
        noted: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, title)
        self.status = status
        self.title = title
        self.detail = detail
        self.headers = dict(headers or {})
        self.noted = dict(noted or {})


def problem_response(problem: ProblemError, *, request_id: str | None = None) -> JSONResponse:
    """Return a problem as an answer; ``request_id`` is what support finds in the log."""
    content = {"title": problem.title, "status": problem.status, "detail": problem.detail}
    if request_id is not None:
        content["id"] = request_id
    return JSONResponse(
        content, status_code=problem.status, headers=problem.headers, media_type=PROBLEM_TYPE
    )
