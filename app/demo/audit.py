"""An audit of a day: the printed receipts against the till's and central's databases.

It shares no code with the program it checks: it opens both files itself, reads the paper as text,
recomputes every hash and verifies signatures with the public keys that central holds. Run as a
process of its own; keys come on standard input, so that they appear in no list of processes.
"""

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_RECEIPT = re.compile(r"^Receipt\s+(\S+)$", re.MULTILINE)
_TOTAL = re.compile(r"^Total\s+G\$([\d,]+)(?:\.(\d\d))?$", re.MULTILINE)
_WAYBILL = re.compile(r"^Waybill\s+(\S+)$", re.MULTILINE)
_FOOT = re.compile(r"^\s*Operation [0-9a-f]{12}\s*$", re.MULTILINE)
_BY_PHONE = re.compile(
    r"^(MMG|Card by code), (?:to be )?verified\s+G\$([\d,]+)(?:\.(\d\d))?$", re.MULTILINE
)
_KINDS = {"MMG": "mmg", "Card by code": "card_qr"}
_SETTLED = {"verified", "disputed", "refunded"}
_COPY = re.compile(r"^\s*COPY\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRequest:
    """Where to look. Keys are hexadecimal."""

    till_database: str
    till_key: str
    central_database: str
    central_key: str
    receipts_folder: str
    provider_books: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What was found. ``lost`` and ``duplicated`` name receipts; takings are in minor units.

    ``payments_wrong`` says what paper, till, central and the providers do not agree on.
    """

    receipts_printed: int
    receipts_damaged: tuple[str, ...]
    sales_till: int
    sales_central: int
    shipments: int
    operations_pushed: int
    operations_applied: int
    lost: tuple[str, ...]
    duplicated: tuple[str, ...]
    takings_printed: int
    takings_till: int
    takings_central: int
    chain_verified: bool
    payments_verified: int
    payments_disputed: int
    payments_open: int
    payments_wrong: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """True where paper, till and central tell one story."""
        return (
            not self.lost
            and not self.duplicated
            and not self.receipts_damaged
            and not self.payments_wrong
            and self.takings_printed == self.takings_till == self.takings_central
            and self.chain_verified
            and self.operations_pushed == self.operations_applied
        )


@dataclass(frozen=True, slots=True)
class _Paper:
    totals: dict[str, int]
    waybills: tuple[str, ...]
    damaged: tuple[str, ...]
    printed_twice: tuple[str, ...]
    by_phone: Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Payment:
    """One payment by telephone as one side knows it."""

    provider: str
    state: str
    amount_minor: int


def run_audit(request: AuditRequest) -> AuditReport:
    """Compare paper, till and central."""
    paper = _read_paper(Path(request.receipts_folder))
    with sqlcipher.connect(request.till_database) as till:
        till.execute(f"PRAGMA key = \"x'{_hexadecimal(request.till_key)}'\"")
        at_till = [json.loads(facts) for (facts,) in till.execute("SELECT facts FROM operation")]
        pushed = _sum(till, "SELECT coalesce(sum(stored_through), 0) FROM stream")
        paid_at_till = _payments(till)
    with sqlcipher.connect(request.central_database) as central:
        central.execute(f"PRAGMA key = \"x'{_hexadecimal(request.central_key)}'\"")
        applied = Counter(receipt for (receipt,) in central.execute("SELECT receipt FROM sale"))
        takings_central = _sum(central, "SELECT coalesce(sum(total_minor), 0) FROM sale")
        waybills = {waybill for (waybill,) in central.execute("SELECT waybill FROM shipment")}
        operations_applied = _sum(central, "SELECT count(*) FROM operation WHERE state = 'applied'")
        chain_verified = _chains_verify(central)
        paid_at_central = _payments(central)
        wrong = _not_backed(central, paid_at_central, _read_books(request.provider_books))
        booked = _tenders_at_central(central)
    sold = {
        facts["body"]["receipt"]: facts["body"]["total_minor"]
        for facts in at_till
        if facts["kind"] == "sale_completed"
    }
    expected = set(paper.totals) | set(sold)
    lost = {receipt for receipt in expected if applied[receipt] == 0}
    lost |= {waybill for waybill in paper.waybills if waybill not in waybills}
    lost |= {receipt for receipt in paper.totals if receipt not in sold}
    wrong += _unlike(paper.by_phone, _tenders_at_till(at_till), booked)
    wrong += _told_otherwise(paid_at_till, paid_at_central)
    states = Counter(one.state for one in paid_at_central.values())
    return AuditReport(
        receipts_printed=len(paper.totals),
        receipts_damaged=paper.damaged,
        sales_till=len(sold),
        sales_central=sum(applied.values()),
        shipments=len(waybills),
        operations_pushed=pushed,
        operations_applied=operations_applied,
        lost=tuple(sorted(lost)),
        duplicated=tuple(
            sorted({r for r, times in applied.items() if times > 1} | set(paper.printed_twice))
        ),
        takings_printed=sum(paper.totals.values()),
        takings_till=sum(sold.values()),
        takings_central=takings_central,
        chain_verified=chain_verified,
        payments_verified=states["verified"],
        payments_disputed=states["disputed"],
        payments_open=sum(states[state] for state in ("claimed", "approved", "pending")),
        payments_wrong=tuple(sorted(wrong)),
    )


def _read_paper(folder: Path) -> _Paper:
    totals: dict[str, int] = {}
    waybills: list[str] = []
    damaged: list[str] = []
    twice: list[str] = []
    by_phone: Counter[tuple[str, str]] = Counter()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text("utf-8")
        receipt, total = _RECEIPT.search(text), _TOTAL.search(text)
        if receipt is None:
            continue
        if total is None or _FOOT.search(text) is None:
            damaged.append(path.name)
            continue
        if _COPY.search(text) is not None:
            continue
        if receipt[1] in totals:
            twice.append(receipt[1])
        totals[receipt[1]] = _minor(total[1], total[2])
        for words, whole, cents in _BY_PHONE.findall(text):
            by_phone[receipt[1], _KINDS[words]] += _minor(whole, cents)
        waybills += _WAYBILL.findall(text)
    return _Paper(totals, tuple(waybills), tuple(damaged), tuple(twice), by_phone)


def _minor(whole: str, cents: str | None) -> int:
    return int(whole.replace(",", "")) * 100 + int(cents or 0)


# --- payments by telephone -----------------------------------------------------------------------


def _payments(database: "sqlcipher.Connection") -> dict[str, _Payment]:
    rows = database.execute("SELECT payment_id, provider, state, amount_minor FROM payment")
    return {name: _Payment(*told) for name, *told in rows}


def _tenders_at_till(at_till: list[dict[str, Any]]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for facts in at_till:
        for tender in facts["body"]["tenders"] if facts["kind"] == "sale_completed" else ():
            if tender["kind"] in _KINDS.values():
                found[facts["body"]["receipt"], tender["kind"]] += tender["amount_minor"]
    return found


def _tenders_at_central(central: "sqlcipher.Connection") -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    rows = central.execute(
        "SELECT receipt, kind, amount_minor FROM sale JOIN sale_tender"
        " USING (organisation_id, till_id, stream, branch, seq) WHERE kind IN (?, ?)",
        tuple(_KINDS.values()),
    )
    for receipt, kind, amount_minor in rows:
        found[receipt, kind] += amount_minor
    return found


def _unlike(*sides: Counter[tuple[str, str]]) -> list[str]:
    """Name the receipts whose tenders are not the same on paper, at the till and at central."""
    return [
        f"{receipt}: {kind} is {[side[receipt, kind] for side in sides]}"
        for receipt, kind in set().union(*sides)
        if len({side[receipt, kind] for side in sides}) != 1
    ]


def _told_otherwise(till: dict[str, _Payment], central: dict[str, _Payment]) -> list[str]:
    """Name the payments that only one side knows, or that the till holds for more than they are."""
    found = [f"{name}: only one side knows it" for name in till.keys() ^ central.keys()]
    for name in till.keys() & central.keys():
        ours, theirs = till[name], central[name]
        if (ours.provider, ours.amount_minor) != (theirs.provider, theirs.amount_minor):
            found.append(f"{name}: the amounts differ")
        if ours.state == "verified" and theirs.state not in _SETTLED:
            found.append(f"{name}: verified at the till, {theirs.state} at central")
    return found


def _read_books(file: str) -> dict[str, Any]:
    if not file:
        return {"mmg": {"entries": []}, "stripe": {"sessions": {}}}
    books: dict[str, Any] = json.loads(Path(file).read_text("utf-8"))
    return books


def _not_backed(
    central: "sqlcipher.Connection", paid: dict[str, _Payment], books: dict[str, Any]
) -> list[str]:
    """Name verified payments whose provider took no such money, or the same money for another."""
    taken = _taken_by_mmg(books)
    numbers: dict[str, set[str]] = {}
    for name, number in central.execute("SELECT payment_id, reference FROM provider_reference"):
        numbers.setdefault(name, set()).add(number)
    behind: Counter[str] = Counter()
    found = []
    for name, one in paid.items():
        if one.state != "verified":
            continue
        if one.provider == "mmg":
            backed = {taken[number] for number in numbers.get(name, ()) if number in taken}
        else:
            backed = _taken_by_card(books, name)
        amounts = {amount for _, amount in backed}
        if len(backed) != 1 or (one.provider == "mmg" and amounts != {one.amount_minor}):
            found.append(f"{name}: verified, and its provider took {sorted(amounts)}")
        behind.update(entry for entry, _ in backed)
    return found + [
        f"{entry}: behind {count} payments" for entry, count in behind.items() if count > 1
    ]


def _taken_by_mmg(books: dict[str, Any]) -> dict[str, tuple[str, int]]:
    """What MMG took, by each of its numbers: the entry's first number and its minor units."""
    return {
        number: (entry["reply_id"], int(entry["amount"]) * 100)
        for entry in books["mmg"]["entries"]
        if entry["status"] == "successful" and entry["currency"] == "GYD"
        for number in (entry["reply_id"], entry["ledger_id"])
    }


def _taken_by_card(books: dict[str, Any], payment_id: str) -> set[tuple[str, int]]:
    """What Stripe took for a payment, in US cents: the price is central's to keep."""
    return {
        (name, session["amount_total"])
        for name, session in books["stripe"]["sessions"].items()
        if session["client_reference_id"] == payment_id and session["payment_status"] == "paid"
    }


def _chains_verify(central: "sqlcipher.Connection") -> bool:
    """Recompute every chain, on every branch, and find each head signed by a key of that till."""
    keys: dict[str, list[bytes]] = {}
    for till, key in central.execute("SELECT till_id, public_key FROM till_key"):
        keys.setdefault(till, []).append(key)
    branches = list(
        central.execute("SELECT till_id, stream, branch, base_seq, base_hash FROM branch")
    )
    return all(_branch_verifies(central, keys, row) for row in branches)


def _branch_verifies(
    central: "sqlcipher.Connection",
    keys: dict[str, list[bytes]],
    row: tuple[str, str, int, int, bytes],
) -> bool:
    till, stream, branch, base_seq, base_hash = row
    expected_seq, previous, signed_through = base_seq, base_hash, base_seq
    rows = central.execute(
        "SELECT seq, facts, hash, head_signature FROM operation"
        " WHERE till_id = ? AND stream = ? AND branch = ? ORDER BY seq",
        (till, stream, branch),
    )
    for seq, facts, digest, signature in rows:
        expected_seq += 1
        previous = hashlib.sha256(b"windward/chain/1\0" + previous + facts).digest()
        if seq != expected_seq or digest != previous:
            return False
        if signature is not None:
            if not any(_signed(key, digest, signature) for key in keys.get(till, [])):
                return False
            signed_through = seq
    return signed_through == expected_seq


def _signed(public_key: bytes, digest: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(
            signature, b"windward/operation/1\0" + digest
        )
    except InvalidSignature:
        return False
    return True


def _sum(connection: "sqlcipher.Connection", query: str) -> int:
    return int(next(_rows(connection, query))[0])


def _rows(connection: "sqlcipher.Connection", query: str) -> Iterator[tuple[int]]:
    yield from connection.execute(query)


def _hexadecimal(key: str) -> str:
    """Return the key if it is one: it goes into a PRAGMA, which takes no parameters."""
    return bytes.fromhex(key).hex()


def main() -> int:
    """Read a request (JSON) from standard input, write the report to standard output."""
    report = run_audit(AuditRequest(**json.load(sys.stdin)))
    json.dump(asdict(report) | {"clean": report.clean}, sys.stdout)
    return 0 if report.clean else 1


if __name__ == "__main__":
    sys.exit(main())
