"""What the practice providers remember from one demo to the next, as a file that anybody can read.

The audit reads it too: what the providers say they took is a witness of its own.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from app.demo.heard import Answer
from app.demo.mmg_double import Entry, MmgDouble
from app.demo.stripe_double import StripeDouble

BOOKS_FILE = "books.json"


def write_books(file: Path, mmg: MmgDouble, stripe: StripeDouble) -> None:
    """Write what both remember: whole, or as it was before."""
    told = {
        "mmg": {
            "entries": [{**asdict(entry), "at": entry.at.isoformat()} for entry in mmg.entries],
            "used_attempts": sorted(mmg.used_attempts),
            "reversals": mmg.reversals,
        },
        "stripe": {
            "count": stripe.count,
            "charges_made": stripe.charges_made,
            "sessions": stripe.sessions,
            "intents": stripe.intents,
            "refunds": stripe.refunds,
            "disputes": stripe.disputes,
            "keys": {key: _kept(*kept) for key, kept in stripe.keys.items()},
        },
    }
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps(told), encoding="utf-8")
    beside.replace(file)


def read_books(file: Path, mmg: MmgDouble, stripe: StripeDouble) -> None:
    """Let both remember what was written; nothing where there is no file yet."""
    if not file.exists():
        return
    told: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    ours, theirs = told["mmg"], told["stripe"]
    mmg.entries = [
        Entry(**{**entry, "at": datetime.fromisoformat(entry["at"])}) for entry in ours["entries"]
    ]
    mmg.used_attempts = set(ours["used_attempts"])
    mmg.reversals = ours["reversals"]
    stripe.count, stripe.charges_made = theirs["count"], theirs["charges_made"]
    stripe.sessions, stripe.intents = theirs["sessions"], theirs["intents"]
    stripe.refunds, stripe.disputes = theirs["refunds"], theirs["disputes"]
    stripe.keys = {key: _read(kept) for key, kept in theirs["keys"].items()}


def _kept(told: str, answer: Answer) -> Mapping[str, Any]:
    body = answer.body.decode()
    return {"told": told, "status": answer.status, "headers": {**answer.headers}, "body": body}


def _read(kept: Mapping[str, Any]) -> tuple[str, Answer]:
    answer = Answer(body=kept["body"].encode(), status=kept["status"], headers=kept["headers"])
    return kept["told"], answer
