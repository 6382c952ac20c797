"""What a card payment is priced at: the provider's currency, by the rate in force, kept for ever.

The price is written down before the first call and read from there ever after: however often a
payment is tried, it is asked for at one price, and the rate stands beside it with source and time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from central.allotments.books import insert_unless_there
from central.database import Writing
from central.fx.publishing import RateInForce, find_rate
from central.opening import Central
from central.payments.begun import find_begun
from central.payments.port import Ask, ProviderRefused
from central.payments.provider_tables import card_quote
from central.payments.tables import payment
from central.rules.book import load_rule_book
from central.rules.today import today_of
from domain.fx import MICRO, Rate, pair_of
from domain.fx_policy import rate_text
from domain.money import Money
from domain.money_text import format_money
from domain.risk import BY_ITSELF, about_rates
from domain.risk_policy import risk_rules

CARD = "card_qr"
"""How the risk policy calls a card that is priced here."""
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What the payer is asked for. ``words`` name the sum at the counter, the rate and its age.

    ``made_at`` is when, by central's clock: before the first call. A till's clock is a claim.
    """

    money: Money
    words: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class CardQuotes:
    """Prices payments in one currency. Called by a driver with what it was asked."""

    central: Central
    currency: str

    def __call__(self, ask: Ask) -> Quote:
        """Return the price of a payment, made now if it has none yet.

        Raises ProviderRefused, with a sentence for the till, where no rate can be used.
        """
        with self.central.database.writing(self.central.surroundings.now()) as writing:
            organisation_id = _organisation_of(writing.connection, ask)
            found = _find(writing.connection, organisation_id, ask.attempt_id)
            if found is None:
                _make(writing, organisation_id, ask, self.currency)
                found = _find(writing.connection, organisation_id, ask.attempt_id)
        assert found is not None
        return _quote(found)


def _organisation_of(connection: sa.Connection, ask: Ask) -> str:
    statement = sa.select(payment.c.organisation_id).where(payment.c.payment_id == ask.attempt_id)
    found: str | None = connection.scalar(statement.limit(1))
    if found is None:
        raise ProviderRefused("Central does not know this payment.")
    return found


def _find(connection: sa.Connection, organisation_id: str, payment_id: str) -> Any:  # noqa: ANN401  a row of the table
    return connection.execute(
        sa.select(card_quote).where(
            card_quote.c.organisation_id == organisation_id, card_quote.c.payment_id == payment_id
        )
    ).one_or_none()


def _make(writing: Writing, organisation_id: str, ask: Ask, currency: str) -> None:
    due = ask.amount
    values: dict[str, object] = {
        "organisation_id": organisation_id,
        "payment_id": ask.attempt_id,
        "currency": due.currency,
        "amount_minor": due.amount_minor,
        "quoted_currency": currency,
        "made_at": writing.at,
    }
    if due.currency == currency:
        values |= {"quoted_minor": due.amount_minor, "rate_micro": MICRO}
        values |= {"rate_source": "", "rate_at": writing.at}
    else:
        rate = _usable_rate(writing, organisation_id, pair_of(currency, due.currency)).rate
        _require_young(writing, organisation_id, ask, rate)
        values |= {"quoted_minor": rate.cover(due).amount_minor, "rate_micro": rate.micro}
        values |= {"rate_source": rate.source, "rate_at": rate.at}
    writing.connection.execute(insert_unless_there(writing.connection, card_quote, values))


def _usable_rate(writing: Writing, organisation_id: str, pair: str) -> RateInForce:
    """A rate too old to be used without a person's word stops cards, and says so."""
    found = find_rate(writing.connection, organisation_id, pair, writing.at)
    if found is None:
        raise ProviderRefused(f"There is no rate for {pair}. Take another way of paying.")
    if found.rate.is_stale(writing.at):
        hours = found.rate.age(writing.at) // _HOUR
        raise ProviderRefused(
            f"The rate for {pair} is {hours} hours old: the office must confirm it."
            " Take another way of paying."
        )
    return found


def _require_young(writing: Writing, organisation_id: str, ask: Ask, rate: Rate) -> None:
    """The risk policy's `rate_age` of today, asked of the price itself (sync rule 16a.1b).

    Nobody can be asked here: what wants a second person stops the card, unless one signed for that
    rule with the wish. Who that was is looked at with the sale.
    """
    book = load_rule_book(writing.connection, organisation_id)
    today = today_of(writing.connection, organisation_id, writing.at)
    age = rate.age(writing.at)
    old = [
        rule
        for rule in about_rates(risk_rules(book, today), {CARD})
        if rule.action not in BY_ITSELF and age // _MINUTE > rule.threshold
    ]
    begun = find_begun(writing.connection, organisation_id, ask.attempt_id) if old else None
    signed = frozenset[str]() if begun is None else begun.signed_rules
    if any(rule.action == "refuse" or rule.name not in signed for rule in old):
        raise ProviderRefused(
            f"The rate for {rate.pair} is {age // _HOUR} hours old, older than the rules take for a"
            " card: the office must confirm it. Take another way of paying."
        )


def _quote(row: Any) -> Quote:  # noqa: ANN401  a row of the table
    money = Money(row.quoted_minor, row.quoted_currency)
    if row.currency == row.quoted_currency:
        return Quote(money=money, words="", made_at=row.made_at)
    due = format_money(Money(row.amount_minor, row.currency))
    at: datetime = row.rate_at
    words = (
        f"{due} at {rate_text(row.rate_micro)} {row.currency} for 1 {row.quoted_currency}"
        f" ({row.rate_source}, {at:%d/%m/%Y})"
    )
    return Quote(money=money, words=words, made_at=row.made_at)
