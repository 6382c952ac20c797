"""``GET /v1/health``: whether central works, for a person and for a monitor. No secret, no name."""

from datetime import datetime
from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from central.database import DatabaseUnavailable
from central.opening import Central
from sync.protocol.version import PROGRAM_VERSION

HEALTH_PATH = "/v1/health"


def health_router(central: Central, started_at: datetime) -> APIRouter:
    """Return the route of health."""
    router = APIRouter()

    @router.get(HEALTH_PATH)
    def health() -> JSONResponse:
        epoch = _find_epoch(central)
        works = epoch is not None
        now = central.surroundings.now()
        return JSONResponse(
            {
                "status": "ok" if works else "database_unavailable",
                "version": PROGRAM_VERSION,
                "database": central.database.engine.dialect.name,
                "epoch": epoch,
                "time": now.isoformat(),
                "uptime_s": max(0, int((now - started_at).total_seconds())),
            },
            status_code=HTTPStatus.OK if works else HTTPStatus.SERVICE_UNAVAILABLE,
        )

    return router


def _find_epoch(central: Central) -> str | None:
    """Return the epoch, None where the database does not answer."""
    try:
        return central.epoch
    except DatabaseUnavailable:
        return None
