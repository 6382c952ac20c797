"""Cards end to end: a wish, a code, a payer, webhooks in any order, disputes, late money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import permutations

import pytest
from pydantic import SecretStr

from app.demo.stripe_double import SECRET_KEY
from central.jobs.webhooks import WebhookWork
from central.payments.port import Ask, ProviderRefused
from central.payments.provider_tables import card_quote, webhook_event
from central.payments.stripe_opening import open_stripe
from domain.errors import BadInput
from domain.money import Money
from sync.protocol.changes import RuleChanged
from tests.central.cardroom import WAITS, CardRoom
from tests.central.office import Office
from tests.helpers.faulty_server import Reply

Expect = Callable[[str], None]
SECOND = timedelta(seconds=1)


@pytest.fixture
def room(card_desk: CardRoom) -> CardRoom:
    return card_desk


def begun(room: CardRoom, payment_id: str = "pay-1") -> None:
    room.ask(payment_id)
    room.run()


def paid(room: CardRoom) -> dict[str, object]:
    begun(room)
    session = room.pay()
    room.run(3 * SECOND)
    return session


@pytest.mark.both_databases
def test_a_wish_becomes_a_code_in_us_dollars_and_is_verified_when_the_payer_has_paid(
    room: CardRoom,
) -> None:
    begun(room)
    (asked, code) = room.heard()
    room.pay()
    room.run(3 * SECOND)

    assert (asked["state"], code["state"]) == ("requested", "pending")
    assert code["url"].startswith("https://checkout.stripe.com/")
    assert (code["quoted_currency"], code["quoted_minor"]) == ("USD", 4_302)
    (quote,) = room.office.rows(card_quote)
    assert code["rate_source"] == quote["rate_source"] == "Sample bank, buying cash"
    assert datetime.fromisoformat(code["rate_at"]) == quote["rate_at"]
    (verified,) = room.heard()
    told = (verified["state"], verified["amount_minor"], verified["rate_micro"])
    assert told == ("verified", 899_000, 209_000_000)
    assert room.cases() == []


def test_the_price_stands_with_its_rate_source_and_age_before_the_first_call(
    room: CardRoom,
) -> None:
    room.server.faults = [Reply(fault="reset")]
    begun(room)

    (quote,) = room.office.rows(card_quote)
    assert (quote["quoted_minor"], quote["rate_micro"]) == (4_302, 209_000_000)
    assert quote["rate_source"] == "Sample bank, buying cash"
    assert room.double.sessions == {}


def test_a_rate_that_changes_between_two_tries_does_not_change_the_price(room: CardRoom) -> None:
    room.server.faults, room.server.after_work = [Reply(fault="reset")], True
    begun(room)
    new_rate(room, 220_000_000)

    room.run(5 * SECOND)

    assert room.row().quoted_minor == 4_302
    assert len(room.double.sessions) == 1


def new_rate(room: CardRoom, micro: int, *, at: str = "2026-11-02T10:00:00Z") -> None:
    from central.rules.loading import load_rules  # noqa: PLC0415  one test's need

    value = {"base": "USD", "quote": "GYD", "micro": micro, "source": "x", "at": at}
    day = room.office.clock.now().date() - timedelta(days=1)
    row = RuleChanged(kind="fx_rate", key="USD/GYD", valid_from=day, value=value)
    load_rules(room.office.central, room.shop.organisation_id, [row])


def test_an_old_rate_stops_cards_and_the_till_says_why(room: CardRoom) -> None:
    new_rate(room, 209_000_000, at="2026-10-30T11:00:00Z")
    begun(room)

    assert room.state() == "cancelled"
    assert "73 hours old" in room.row().message
    assert room.double.sessions == {}


def test_without_a_rate_there_are_no_cards(room: CardRoom) -> None:
    room.ask(currency="TTD")
    room.run()

    assert (room.state(), "There is no rate for USD/TTD" in room.row().message) == (
        "cancelled",
        True,
    )


def test_a_price_in_us_dollars_needs_no_rate(room: CardRoom) -> None:
    room.ask(currency="USD", amount_minor=5_000)
    room.run()
    room.pay()
    room.run(3 * SECOND)

    told = room.heard()[-1]
    assert (told["state"], told["quoted_minor"], told["rate_micro"]) == ("verified", 5_000, 0)


# --- the jobs die --------------------------------------------------------------------------------


def test_a_kill_between_sending_and_answer_never_charges_twice(
    room: CardRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.ask()
    real = room.cards.begin

    def killed(ask: object) -> object:
        real(ask)  # type: ignore[arg-type]  # it is one
        raise KeyboardInterrupt

    monkeypatch.setattr(type(room.cards), "begin", lambda _, ask: killed(ask))
    with pytest.raises(KeyboardInterrupt):
        room.run()
    monkeypatch.undo()
    room.restart()

    room.run(31 * SECOND)
    room.pay()
    room.run(31 * SECOND)

    assert room.state() == "verified"
    assert (len(room.double.sessions), room.double.charges_made) == (1, 1)


def test_an_hour_of_faults_ends_in_one_charge(room: CardRoom, expect_log: Expect) -> None:
    expect_log("breaker_opened")
    faults = [Reply(fault="reset"), Reply(status=503), Reply(status=429), None]
    room.server.faults, room.server.after_work = [*faults] * 2, True
    begun(room)
    room.run_through(timedelta(minutes=3), 20 * SECOND)
    room.pay()
    room.server.faults = [*faults] * 2

    room.run_through(timedelta(minutes=5), 20 * SECOND)

    assert (room.state(), room.double.charges_made) == ("verified", 1)


# --- given up ------------------------------------------------------------------------------------


def test_cancel_ends_the_session_so_that_nobody_can_pay_it(room: CardRoom) -> None:
    begun(room)
    room.give_up()
    room.run(3 * SECOND)

    assert (room.state(), room.session()["status"]) == ("cancelled", "expired")


def test_money_that_came_just_before_the_cancel_becomes_a_case_to_give_it_back(
    room: CardRoom,
) -> None:
    begun(room)
    room.pay()
    room.give_up()
    room.run(3 * SECOND)

    assert room.state() == "verified"
    assert room.cases() == ["payment_late"]


def test_a_code_that_nobody_scanned_ends_with_the_tills_patience(room: CardRoom) -> None:
    begun(room)
    room.run_through(WAITS + timedelta(minutes=2), timedelta(seconds=30))

    assert room.session()["status"] == "expired"
    assert room.state() in {"expired", "cancelled"}


# --- webhooks ------------------------------------------------------------------------------------


def test_a_webhook_lets_the_payment_be_looked_up_at_once(room: CardRoom) -> None:
    begun(room)
    room.run_through(timedelta(minutes=5), timedelta(seconds=15))
    session = room.pay()

    answer = room.call("checkout.session.completed", session)
    room.run()

    assert answer.status_code == 200
    assert room.state() == "verified"


def test_the_call_itself_is_believed_for_nothing(room: CardRoom) -> None:
    begun(room)
    lie = {**room.session(), "payment_status": "paid", "status": "complete"}

    room.call("checkout.session.completed", lie)
    room.run()

    assert room.state() == "pending"


def test_a_call_for_what_was_given_up_days_ago_becomes_late_money(room: CardRoom) -> None:
    begun(room)
    room.run_through(timedelta(days=3), timedelta(hours=2))
    session = room.session()
    session |= {"status": "open", "expires_at": 2**33}
    room.pay()

    room.call("checkout.session.completed", session)
    room.run()

    assert room.state() == "verified"
    assert room.cases() == ["payment_late"]


def test_any_order_of_calls_twice_each_ends_in_the_same_state(room: CardRoom) -> None:
    kinds = ("checkout.session.completed", "checkout.session.expired", "charge.refunded")
    for number, order in enumerate(permutations(kinds)):
        name = f"pay-{number}"
        begun(room, name)
        session = room.pay(name)
        charge = room.double.intents[session["payment_intent"]]["latest_charge"]
        room.double.give_back(session["payment_intent"], 4_302)
        for kind in order * 2:
            about = charge if kind == "charge.refunded" else session
            room.call(kind, about, f"evt_{number}_{kind.replace('.', '_')}")
            room.run()
        room.run_through(timedelta(minutes=2), timedelta(seconds=15))

        assert room.state(name) == "refunded", order


def test_three_days_late_and_signed_anew_it_is_taken(room: CardRoom) -> None:
    begun(room)
    session = room.pay()
    body = room.double.event("checkout.session.completed", session)
    room.office.clock.forward(timedelta(days=3))

    answer = room.send(body)
    room.run()

    assert (answer.status_code, room.state()) == (200, "verified")


def test_a_call_for_nothing_of_ours_is_tried_for_three_days_and_then_left(room: CardRoom) -> None:
    room.call("checkout.session.completed", {"id": "cs_1", "client_reference_id": "nobody"})
    room.call("charge.refunded", {"id": "ch_1", "payment_intent": "pi_1"})
    room.run_through(timedelta(days=4), timedelta(hours=1))

    assert [row["state"] for row in room.office.rows(webhook_event)] == ["dead", "dead"]


def test_a_call_waits_while_stripe_is_down(room: CardRoom) -> None:
    session = paid(room)
    room.double.give_back(str(session["payment_intent"]), 4_302)
    room.server.faults = [Reply(status=503)]
    charge = room.double.intents[str(session["payment_intent"])]["latest_charge"]
    room.call("charge.refunded", charge)
    room.run()
    before = room.state()

    room.run(timedelta(minutes=1))

    assert (before, room.state()) == ("verified", "refunded")


# --- the account ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"stripe_secret_key": SecretStr("pk_test_public")},
        {"stripe_account": ""},
        {"stripe_currency": "usd"},
        {"stripe_return_url": ""},
        {"stripe_return_url": "http://shop.example/thanks"},
        {"stripe_api_url": "http://stripe.example"},
    ],
)
def test_an_account_set_by_halves_is_refused_without_naming_its_key(
    office: Office, wrong: dict[str, object]
) -> None:
    office.settings = office.settings.model_copy(
        update={
            "stripe_secret_key": SecretStr(SECRET_KEY),
            "stripe_account": "acct_1",
            "stripe_return_url": "https://shop.example/thanks",
            **wrong,
        }
    )

    with pytest.raises(BadInput) as refused:
        open_stripe(office.central)
    assert "sk_test" not in str(refused.value)


def test_an_account_at_stripes_own_address_is_opened(office: Office) -> None:
    office.settings = office.settings.model_copy(
        update={
            "stripe_secret_key": SecretStr(SECRET_KEY),
            "stripe_account": "acct_1",
            "stripe_return_url": "https://shop.example/thanks",
        }
    )
    opened = open_stripe(office.central)

    assert opened is not None
    assert opened.account.api_url == ""
    opened.close()


def test_a_payment_that_central_does_not_know_has_no_price(room: CardRoom) -> None:
    ask = Ask(
        attempt_id="nobody",
        way="qr",
        amount=Money(100, "GYD"),
        begun_at=room.office.clock.now(),
        expires_at=room.office.clock.now(),
        description="x",
    )

    with pytest.raises(ProviderRefused, match="does not know this payment"):
        room.cards.begin(ask)


def test_the_work_opens_its_own_drivers_at_its_first_event(room: CardRoom) -> None:
    room.hooks = WebhookWork()
    room.call("charge.refunded", {"id": "ch_1", "payment_intent": "pi_1"})
    room.run()

    assert room.hooks.providers is not None
    assert set(room.hooks.providers) >= {"stripe"}


def test_without_a_key_there_is_no_driver(office: Office) -> None:
    assert open_stripe(office.central) is None


# --- planted bugs --------------------------------------------------------------------------------


def test_planted_a_webhook_that_is_believed_would_verify_without_evidence(
    room: CardRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    from central.jobs import webhooks  # noqa: PLC0415  the module that is planted in
    from central.payments.moving import Move, move_payment  # noqa: PLC0415  as above

    def believing(lease: object, event: dict[str, object]) -> None:
        row = room.row()
        with room.lease.writing() as writing:
            move = Move(
                organisation_id=row.organisation_id,
                payment_id=row.payment_id,
                to="verified",
                by="stripe",
            )
            move_payment(writing, room.office.central.surroundings, move)
        del lease, event

    monkeypatch.setattr(webhooks, "_wake", believing)
    begun(room)
    room.call("checkout.session.completed", room.session())

    with pytest.raises(ValueError, match="on evidence only"):
        room.run()
    assert room.state() == "pending"


def test_planted_a_session_that_is_not_ended_could_be_paid_after_the_cancel(
    room: CardRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(room.cards), "cancel", type(room.cards).look_up)
    begun(room)
    room.give_up()
    room.run(3 * SECOND)

    assert room.session()["status"] == "open"
