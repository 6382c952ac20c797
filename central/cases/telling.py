"""A case as its till is told of it, in the till's own stream of the feed (sync rule 11.2)."""

from collections.abc import Mapping
from datetime import datetime

from central.database import Writing
from central.publication import new_change, till_feed
from central.storable import storable
from sync.protocol.case_bodies import CaseChanged

_TEXT_MAX = 512
_MESSAGE_MAX = 2_048
_NOTHING = "Nothing waits for it: what was sold after it is at central."
_MONEY = "Its money counts in the takings as it is. " + _NOTHING
_BLOCKED: Mapping[str, str] = {
    "quarantine": _MONEY,
    "fork": "Every sale of both histories counts. " + _NOTHING,
    "chain_damage": "What is missing is not counted until a person finds it. " + _NOTHING,
    "awaiting_upgrade": "It is kept safely and not booked yet. " + _NOTHING,
    "clock": "Nothing: order goes by number, not by time.",
}
_NEXT: Mapping[str, str] = {
    "till": "Open it, correct it and send it again; a supervisor signs.",
    "upgrade": "Wait: it is booked by itself when central has the newer program.",
    "central": "The office decides. Keep the papers of it, and call them if they ask.",
}
_NEXT_OF_CLOCK = "Set this computer's date and time; the office looks at the marked sales."


def tell_case(writing: Writing, case: Mapping[str, object]) -> None:
    """Publish a case, open or closed, to its till. ``case`` is a whole row of ``case_file``.

    A case of the office itself has no till (``central.cases.office``), and is told to none.
    """
    if not case["till_id"]:
        return
    kind, remedy = str(case["kind"]), str(case["remedy"])
    opened_at, closed_at = case["opened_at"], case["closed_at"]
    assert isinstance(opened_at, datetime)
    assert closed_at is None or isinstance(closed_at, datetime)
    body = CaseChanged(
        kind=kind,
        remedy=remedy,
        title=storable(str(case["title"]), _TEXT_MAX) or "-",
        message=storable(str(case["message"]), _MESSAGE_MAX),
        blocked=_BLOCKED.get(kind, _NOTHING),
        next_step=_NEXT_OF_CLOCK if kind == "clock" else _NEXT.get(remedy, _NEXT["central"]),
        stream=str(case["stream"]),
        seq=int(str(case["seq"])),
        operation_kind=str(case["operation_kind"]),
        opened_at=opened_at,
        closed_at=closed_at,
        closed_by=str(case["closed_by"] or ""),
        close_reason=storable(str(case["close_reason"] or ""), _TEXT_MAX),
    )
    feed = till_feed(str(case["organisation_id"]), str(case["till_id"]))
    writing.publish(feed, new_change(str(case["case_id"]), body))
