"""``GET /v1/health``: whether central works, for a person and for a monitor. No secret, no name."""

from datetime import datetime
from http import HTTPStatus

import sqlalchemy as sa
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
        works = _database_works(central)
        now = central.surroundings.now()
        return JSONResponse(
            {
                "status": "ok" if works else "database_unavailable",
                "version": PROGRAM_VERSION,
                "database": central.database.engine.dialect.name,
                "epoch": central.epoch,
                "time": now.isoformat(),
                "uptime_s": max(0, int((now - started_at).total_seconds())),
            },
            status_code=HTTPStatus.OK if works else HTTPStatus.SERVICE_UNAVAILABLE,
        )

    return router


def _database_works(central: Central) -> bool:
    try:
        with central.database.reading() as connection:
            connection.execute(sa.select(sa.literal(1))).scalar_one()
    except DatabaseUnavailable:
        return False
    return True
