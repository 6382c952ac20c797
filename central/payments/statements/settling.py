"""What a row of a statement does to its payment: verified, disputed, given back, or a case.

Every change goes through ``move_payment`` with the row as its evidence. What fits nothing becomes a
case of the office, one for each row, closed by itself when its payment comes later.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import sqlalchemy as sa

from central.cases.closing import SYSTEM, Closing
from central.cases.office import OfficeCase, close_office_cases, open_office_case
from central.database import Writing
from central.payments.cases import PaymentCase, close_payment_cases, open_payment_case, settled
from central.payments.moving import Move, Moved, move_payment
from central.payments.providers import PROVIDERS
from central.payments.rows import PaymentRow, find_payment
from central.payments.statement_tables import statement_row
from central.payments.statements.finding import expected_of, find_owner
from central.payments.statements.moved import Movement
from central.payments.statements.row_cases import close_row_cases
from central.payments.tables import payment_event
from central.storable import storable
from central.surroundings import Surroundings
from domain.money import Money
from domain.money_text import format_money
from domain.payment import PaymentState, may_follow

Outcome = Literal["verified", "confirmed", "refunded", "disputed", "open", "unmatched", "conflict"]
"""Verified now; known to be so; given back; money that is not this; a person must decide; nobody's;
a number that came before with other figures."""
ROW_CASE = "statement_row"
LOOK: frozenset[str] = frozenset({"disputed", "open", "unmatched", "conflict", "missing"})
"""Outcomes that a person must look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of a row, in a word and a sentence."""

    outcome: Outcome
    words: str = ""
    payment_id: str | None = None
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Settling:
    """Works rows in one transaction. Evidence is named by ``file_name``.

    ``is_again``: the rows were nobody's before, and have their cases, open or closed by a person.
    """

    writing: Writing
    surroundings: Surroundings
    file_name: str
    is_again: bool = False

    def settle(self, one: Movement) -> Settled:
        """Bring a row to its payment, and note what became of it in its own row."""
        owner = find_owner(self.writing.connection, one)
        found = None
        if owner.payment_id is not None:
            found = find_payment(
                self.writing.connection, one.organisation_id, owner.payment_id, lock=True
            )
        if found is None:
            result = self._unmatched(one, owner.why)
        elif one.is_out:
            result = self._gone_out(one, found)
        else:
            result = self._come_in(one, found)
        self.writing.connection.execute(
            sa.update(statement_row)
            .where(*one.condition())
            .values(
                payment_id=result.payment_id,
                outcome=result.outcome,
                words=storable(result.words),
                tried_at=self.writing.at,
            )
        )
        if result.outcome != "unmatched":
            why = Closing(by=SYSTEM, reason="The payment of this row is known now.")
            name = (ROW_CASE, one.subject)
            close_office_cases(self.writing, one.organisation_id, name, why)
            close_row_cases(self.writing, one.organisation_id, one.subject, why)
        return result

    def conflict(self, one: Movement) -> Settled:
        """A number that a statement showed before, with other figures now: somebody must look."""
        words = f"Its number was on a statement before, with other figures than {_shown(one)}."
        self._open_row_case(one, f"{one.subject} {_shown(one)}", words)
        return Settled(outcome="conflict", words=words)

    # --- money in --------------------------------------------------------------------------------

    def _come_in(self, one: Movement, row: PaymentRow) -> Settled:
        wrong = self._what_is_wrong(one, row)
        if wrong:
            return self._disputed(one, row, wrong)
        close_payment_cases(
            self.writing, row, ("payment_missing",), settled(f"{self._place(one)} shows it.")
        )
        if row.state == "refunded":
            return _result("confirmed", row, "It is refunded.")
        why = self._why_not(one, row)
        if why:
            return self._open(one, row, why)
        moved = self._move(one, row, "verified")
        if moved.row.state != "verified":
            return _result("disputed", moved.row, moved.row.message)
        if moved.outcome == "same":
            return _result("confirmed", moved.row, "It is verified.")
        return _result("verified", moved.row, "")

    def _what_is_wrong(self, one: Movement, row: PaymentRow) -> str:
        currency, minor = expected_of(row)
        if (one.currency, one.amount_minor) != (currency, minor):
            wanted = format_money(Money(minor, currency))
            return f"The statement shows {format_money(one.money)}, not {wanted}."
        begins, ends = _time_of(row)
        slack = timedelta(hours=one.window_h)
        if one.until < begins - slack or one.at > ends + slack:
            return f"The statement shows it on {one.at:%d/%m/%Y}, another day than the sale's."
        return ""

    def _disputed(self, one: Movement, row: PaymentRow, why: str) -> Settled:
        """Dispute what shows other money. What was given back already only asks the office."""
        if row.state == "refunded":
            words = f"{why} The payment was given back."
            self._open_row_case(one, one.subject, words)
            return _result("unmatched", row, words)
        moved = self._move(one, row, "disputed", why)
        if moved.outcome == "same":
            return self._open(one, moved.row, why)
        return _result("disputed", moved.row, why)

    def _was_decided(self, row: PaymentRow) -> bool:
        """Whether a person disputed it, or the payer's bank: no statement overrules them."""
        if row.known.get("disputed") == "yes":
            return True
        by: str | None = self.writing.connection.scalar(
            sa.select(payment_event.c.by)
            .where(
                payment_event.c.organisation_id == row.organisation_id,
                payment_event.c.payment_id == row.payment_id,
                payment_event.c.state == "disputed",
                payment_event.c.before != "disputed",
            )
            .order_by(payment_event.c.event_no.desc())
            .limit(1)
        )
        return by not in {"central", *PROVIDERS}

    def _why_not(self, one: Movement, row: PaymentRow) -> str:
        """Say why a person must decide it though all fits; nothing where the row is enough."""
        if row.state == "disputed" and self._was_decided(row):
            return "A person or the bank disputed it: decide by hand."
        if row.state != "verified" and self._took_it(row) == one.imported_by:
            return "Who took it sent this statement: somebody else decides."
        return ""

    def _took_it(self, row: PaymentRow) -> str:
        """Who took a payment: the first that is known of it. Nobody decides on what they did."""
        by: str | None = self.writing.connection.scalar(
            sa.select(payment_event.c.by)
            .where(
                payment_event.c.organisation_id == row.organisation_id,
                payment_event.c.payment_id == row.payment_id,
            )
            .order_by(payment_event.c.event_no)
            .limit(1)
        )
        return by or ""

    # --- money out -------------------------------------------------------------------------------

    def _gone_out(self, one: Movement, row: PaymentRow) -> Settled:
        if row.state != "refunded" and not may_follow(row.state, "refunded"):
            return self._unmatched(one, f"Money went out for a payment that is {row.state}.")
        currency, minor = expected_of(row)
        if one.currency != currency or one.amount_minor > minor:
            wanted = format_money(Money(minor, currency))
            words = f"{format_money(one.money)} went out for a payment of {wanted}."
            return self._unmatched(one, words)
        if one.amount_minor < minor:
            return self._open(one, row, f"{format_money(one.money)} of it was given back.")
        if row.state == "refunded":
            return _result("confirmed", row, "It was given back.")
        why = "The statement shows that it was given back."
        return _result("refunded", self._move(one, row, "refunded", why).row, "")

    # --- common ----------------------------------------------------------------------------------

    def _move(self, one: Movement, row: PaymentRow, to: PaymentState, why: str = "") -> Moved:
        move = Move(
            organisation_id=row.organisation_id,
            payment_id=row.payment_id,
            to=to,
            by=f"statement, {one.imported_by}",
            why=why or f"{self._place(one)} shows it.",
            evidence={
                "statement": self.file_name,
                "statement_sha256": one.file_hash,
                "row": str(one.row_no),
                "reference": one.reference,
                "seen": _shown(one),
            },
            merchant=one.merchant,
            references=one.numbers if to == "verified" else (),
        )
        return move_payment(self.writing, self.surroundings, move)

    def _open(self, one: Movement, row: PaymentRow, words: str) -> Settled:
        """Ask a person about a payment whose state a statement cannot settle."""
        case = PaymentCase(
            kind="payment_disputed" if row.state == "disputed" else "payment_sale",
            title="A statement shows other than the till knows",
            message=f"{format_money(row.amount)} by {row.provider.upper()}"
            f"{f', receipt {row.receipt}' if row.receipt else ''}: {words} {self._place(one)}.",
        )
        open_payment_case(self.writing, self.surroundings, row, case)
        return _result("open", row, words)

    def _unmatched(self, one: Movement, words: str) -> Settled:
        self._open_row_case(one, one.subject, words)
        return Settled(outcome="unmatched", words=words)

    def _open_row_case(self, one: Movement, subject: str, words: str) -> None:
        if self.is_again:
            return
        went = "went out of" if one.is_out else "came into"
        case = OfficeCase(
            organisation_id=one.organisation_id,
            kind=ROW_CASE,
            subject=subject,
            title="A statement shows money that no sale explains",
            message=(
                f"{format_money(one.money)} {went} the account at {one.provider.upper()} on"
                f" {one.at:%d/%m/%Y}, number {one.reference}. {words} {self._place(one)}."
                " A till that is away may bring it: then this closes by itself."
            ),
        )
        open_office_case(self.writing, self.surroundings, case)

    def _place(self, one: Movement) -> str:
        return f"Statement {self.file_name}, row {one.row_no}"


def _result(outcome: Outcome, row: PaymentRow, words: str) -> Settled:
    return Settled(outcome=outcome, words=words, payment_id=row.payment_id, receipt=row.receipt)


def _time_of(row: PaymentRow) -> tuple[datetime, datetime]:
    """From when to when it may have been paid, as far as the till says."""
    moments = [one for one in (row.begun_at, row.paid_at, row.expires_at) if one is not None]
    return min(moments), max(moments)


def _shown(one: Movement) -> str:
    return f"{format_money(one.money)} of {one.at:%d/%m/%Y %H:%M} UTC"
