"""``/v1/payments/mmg/reply``: where MMG's page sends the customer back. A hint, never a proof.

Its token comes as ``?token=``, in a form, in JSON, as a part of the path, or as ``token=...`` in
the path (seen in UAT); each is read, and one of them must be there. Whatever it says, the jobs
look. Callers are answered 200 always: MMG's repeats are undocumented (integrations 1.3).
"""

import json
from collections.abc import Iterable
from urllib.parse import parse_qs

import sqlalchemy as sa
import structlog
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, Response

from central.opening import Central
from central.payments.mmg.account import Checkout, read_account
from central.payments.mmg.driver import NAME
from central.payments.mmg.token import Reply, UnreadableReply, read_reply
from central.payments.mmg.words import OUR_FAULTS, RESULTS
from central.payments.rows import Event, known_text, note_event, payment_row, set_payment
from central.payments.tables import payment
from central.web.bodies import bounded_body
from central.web.rate import RateLimit
from domain.errors import BadInput

REPLY_PATH = "/v1/payments/mmg/reply"
_BODY_BYTES_MAX = 16_384
_LOOKED_FOR = ("waiting", "cancelling")
_PAGE = (
    "<!doctype html><meta charset=utf-8><title>Windward</title>"
    "<meta name=viewport content='width=device-width'>"
    "<p>Thank you. The counter shows when your payment has arrived."
    " Do not pay a second time before they tell you.</p>"
)
_log = structlog.get_logger("central.payments")


def mmg_reply_router(central: Central) -> APIRouter:
    """Return the route; none where the settings name no checkout."""
    router = APIRouter()
    checkout = _find_checkout(central)
    if checkout is None:
        return router
    unreadable = RateLimit(central.settings.refusals_per_minute)

    async def take_reply(request: Request) -> Response:
        body = await bounded_body(request, _BODY_BYTES_MAX)
        tokens = find_tokens(request, body)
        if not await run_in_threadpool(take_tokens, central, checkout, tokens):
            address = "" if request.client is None else request.client.host
            unreadable.require(address, central.surroundings.now(), "Nothing was changed.")
        return HTMLResponse(_PAGE)

    for path in (REPLY_PATH, REPLY_PATH + "/{rest:path}"):
        router.add_api_route(path, take_reply, methods=["GET", "POST"])
    return router


def find_tokens(request: Request, body: bytes) -> set[str]:
    """Return every token of a request, wherever it is."""
    found = set(request.query_params.getlist("token"))
    found |= _in_body(body)
    rest = str(request.path_params.get("rest", ""))
    found |= {part.removeprefix("token=") for part in rest.split("/")}
    return found - {""}


def take_tokens(central: Central, checkout: Checkout, tokens: Iterable[str]) -> bool:
    """Note what a reply says and have the payment looked up; tell whether it was one reply."""
    replies = []
    for token in tokens:
        try:
            replies.append(read_reply(checkout, token))
        except UnreadableReply:
            continue
    if len(replies) != 1:
        _log.info("mmg_reply_unreadable", count=len(replies))
        return False
    reply = replies[0]
    if reply.result in OUR_FAULTS:
        _log.error("provider_misconfigured", provider=NAME, reason=RESULTS[reply.result])
    _note(central, reply)
    return True


def _note(central: Central, reply: Reply) -> None:
    statement = sa.select(payment).where(
        payment.c.attempt_digits == reply.attempt,
        payment.c.provider == NAME,
        payment.c.step.in_(_LOOKED_FOR),
    )
    with central.database.writing(central.surroundings.now()) as writing:
        found = writing.connection.execute(statement.with_for_update()).mappings().all()
        for one in found:
            row = payment_row({**one})
            hint = reply.transaction_id
            if not hint or row.known.get("transaction_id") == hint:
                continue
            why = f"MMG's page: {RESULTS.get(reply.result, 'a word that nobody knows')}."
            evidence = {"transaction_id": hint, "result": reply.result}
            note_event(writing, row, Event(by=NAME, why=why, evidence=evidence))
            known = known_text({**row.known, "transaction_id": hint})
            set_payment(writing, row, known=known, next_at=writing.at)


def _in_body(body: bytes) -> set[str]:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return set()
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return set(parse_qs(text).get("token", []))
    token = told.get("token") if isinstance(told, dict) else None
    return {token} if isinstance(token, str) else set()


def _find_checkout(central: Central) -> Checkout | None:
    try:
        account = read_account(central.settings)
    except BadInput:  # the jobs log it; the other routes must stand
        return None
    return None if account is None else account.checkout
