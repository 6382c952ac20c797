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

import sqlcipher3.dbapi2 as sqlcipher
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_RECEIPT = re.compile(r"^Receipt\s+(\S+)$", re.MULTILINE)
_TOTAL = re.compile(r"^Total\s+G\$([\d,]+)(?:\.(\d\d))?$", re.MULTILINE)
_WAYBILL = re.compile(r"^Waybill\s+(\S+)$", re.MULTILINE)
_FOOT = re.compile(r"^\s*Operation [0-9a-f]{12}\s*$", re.MULTILINE)
_COPY = re.compile(r"^\s*COPY\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRequest:
    """Where to look. Keys are hexadecimal."""

    till_database: str
    till_key: str
    central_database: str
    central_key: str
    receipts_folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What was found. ``lost`` and ``duplicated`` name receipts; takings are in minor units."""

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

    @property
    def clean(self) -> bool:
        """True where paper, till and central tell one story."""
        return (
            not self.lost
            and not self.duplicated
            and not self.receipts_damaged
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


def run_audit(request: AuditRequest) -> AuditReport:
    """Compare paper, till and central."""
    paper = _read_paper(Path(request.receipts_folder))
    with sqlcipher.connect(request.till_database) as till:
        till.execute(f"PRAGMA key = \"x'{_hexadecimal(request.till_key)}'\"")
        at_till = [json.loads(facts) for (facts,) in till.execute("SELECT facts FROM operation")]
        pushed = _sum(till, "SELECT coalesce(sum(stored_through), 0) FROM stream")
    with sqlcipher.connect(request.central_database) as central:
        central.execute(f"PRAGMA key = \"x'{_hexadecimal(request.central_key)}'\"")
        applied = Counter(receipt for (receipt,) in central.execute("SELECT receipt FROM sale"))
        takings_central = _sum(central, "SELECT coalesce(sum(total_minor), 0) FROM sale")
        waybills = {waybill for (waybill,) in central.execute("SELECT waybill FROM shipment")}
        operations_applied = _sum(central, "SELECT count(*) FROM operation WHERE state = 'applied'")
        chain_verified = _chains_verify(central)
    sold = {
        facts["body"]["receipt"]: facts["body"]["total_minor"]
        for facts in at_till
        if facts["kind"] == "sale_completed"
    }
    expected = set(paper.totals) | set(sold)
    lost = {receipt for receipt in expected if applied[receipt] == 0}
    lost |= {waybill for waybill in paper.waybills if waybill not in waybills}
    lost |= {receipt for receipt in paper.totals if receipt not in sold}
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
    )


def _read_paper(folder: Path) -> _Paper:
    totals: dict[str, int] = {}
    waybills: list[str] = []
    damaged: list[str] = []
    twice: list[str] = []
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
        totals[receipt[1]] = int(total[1].replace(",", "")) * 100 + int(total[2] or 0)
        waybills += _WAYBILL.findall(text)
    return _Paper(totals, tuple(waybills), tuple(damaged), tuple(twice))


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
