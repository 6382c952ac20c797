"""A dead clock breaks TLS: the till says which date to set, and sends nothing else (rule 7.6)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sync.engine.cycle import EngineCycle
from sync.engine.ports import CertificateRefusedError, LinkDownError
from sync.engine.transport import HttpTransport
from sync.protocol.keys import SigningKey
from sync.protocol.signed_time import TIME_PATH, TimeNotSignedError, read_time, sign_time
from sync.protocol.status import Link, SyncStatus
from tests.central.paper_till import START
from tests.helpers.builders import fixed_key
from tests.sync.tls_central import REAL_NOW, tls_central
from tests.sync.world import SyncTill, World

KEY, OTHER = SigningKey(fixed_key("central")), SigningKey(fixed_key("stranger"))
NONCE = "0123456789abcdef"
YEARS_AHEAD = timedelta(days=5 * 365)


def over_tls(till: SyncTill, transport: HttpTransport) -> list[SyncStatus]:
    """Let a till's engine speak over a real line; return what it says from now on."""
    said: list[SyncStatus] = []
    parts = replace(till.cycle._parts, transport=transport, time_source=transport)
    till.cycle = EngineCycle(parts, on_status=said.append)
    return said


def a_till_whose_date_is(world: World, till_at: datetime, central_at: datetime) -> SyncTill:
    till = world.a_till()
    till.sell(2)
    till.clock.at, world.office.clock.at = till_at, central_at
    return till


def test_a_till_whose_date_breaks_tls_says_which_date_to_set_and_sends_nothing(
    world: World,
) -> None:
    right = REAL_NOW + YEARS_AHEAD
    till = a_till_whose_date_is(world, REAL_NOW, right)
    with tls_central(world.office, world.folder, valid_from=right - timedelta(days=9)) as central:
        over_tls(till, central.transport())
        plan = till.turn()

        status = till.cycle.status
        assert status.link is Link.NEEDS_YOU
        assert status.problem is not None
        assert status.problem.title == "This computer's date is wrong"
        assert f"{right:%Y}" in status.problem.message
        assert "Set it to" in status.problem.message
        assert set(central.asked) == {TIME_PATH}
        assert till.waiting() > 0
        assert plan.wait_ms > 0


def test_once_the_date_is_set_everything_goes_over_a_verified_line(world: World) -> None:
    till = a_till_whose_date_is(world, REAL_NOW, REAL_NOW)
    with tls_central(world.office, world.folder, valid_from=REAL_NOW - timedelta(days=9)) as good:
        over_tls(till, good.transport())
        till.settle()

        assert TIME_PATH not in good.asked
        assert len(world.receipts()) == 2
        assert till.cycle.status.link is Link.ONLINE


def test_a_certificate_that_nobody_vouches_for_is_never_taken_for_a_wrong_date(
    world: World,
) -> None:
    till = a_till_whose_date_is(world, REAL_NOW, REAL_NOW)
    with tls_central(world.office, world.folder, valid_from=REAL_NOW - timedelta(days=9)) as odd:
        over_tls(till, odd.transport(trusting=False))
        till.turn()

        problem = till.cycle.status.problem
        assert problem is not None
        assert problem.title == "Central's certificate is not valid"
        assert set(odd.asked) == {TIME_PATH}
        assert world.receipts() == []


def test_a_stranger_who_tells_a_time_is_not_believed(world: World) -> None:
    till = a_till_whose_date_is(world, REAL_NOW, REAL_NOW + YEARS_AHEAD)
    with till.till.db.unit_of_work() as uow:
        record = uow.till.get_till()
        uow.till.save_till(replace(record, central_key=OTHER.public_bytes))
        uow.commit()
    with tls_central(world.office, world.folder, valid_from=REAL_NOW + YEARS_AHEAD) as stranger:
        over_tls(till, stranger.transport())
        till.turn()

    assert till.cycle.status.link is Link.OFFLINE
    assert till.cycle.status.problem is None


def test_without_a_source_of_time_an_invalid_certificate_is_a_line_that_is_down(
    world: World,
) -> None:
    till = a_till_whose_date_is(world, REAL_NOW, REAL_NOW + YEARS_AHEAD)
    with tls_central(world.office, world.folder, valid_from=REAL_NOW + YEARS_AHEAD) as central:
        transport = central.transport()
        parts = replace(till.cycle._parts, transport=transport, time_source=None)
        till.cycle = EngineCycle(parts, on_status=till.statuses.append)
        till.turn()

        assert till.cycle.status.link is Link.OFFLINE
        assert central.asked == []


def test_every_other_request_keeps_verifying(world: World) -> None:
    """The exception is for one question: enrolment, exchange and fetch refuse the same line."""
    world.office.clock.at = REAL_NOW + YEARS_AHEAD
    with tls_central(world.office, world.folder, valid_from=REAL_NOW + YEARS_AHEAD) as central:
        transport = central.transport()
        transport.signed_time(NONCE)
        with pytest.raises(CertificateRefusedError):
            transport.enrol(b"{}", {})
        with pytest.raises(CertificateRefusedError), transport.exchange(b"", {}):
            pass
        with pytest.raises(CertificateRefusedError), transport.fetch("/v1/health", {}):
            pass

        assert central.asked == [TIME_PATH]


def test_a_signed_time_is_for_one_question_and_one_central() -> None:
    raw = sign_time(START, NONCE, KEY).model_dump_json().encode()

    assert read_time(raw, KEY.public_bytes, NONCE) == START
    for public, nonce in ((OTHER.public_bytes, NONCE), (KEY.public_bytes, NONCE[::-1])):
        with pytest.raises(TimeNotSignedError):
            read_time(raw, public, nonce)
    later = raw.replace(b"2026", b"2027")
    naive = raw.replace(b"Z", b"")
    for damaged in (later, naive, b"{}", b"[", b"\xff"):
        with pytest.raises(TimeNotSignedError):
            read_time(damaged, KEY.public_bytes, NONCE)


def test_a_nonce_that_is_none_is_refused_and_many_questions_are_slowed(world: World) -> None:
    client = world.office.client
    assert client.get(TIME_PATH).status_code == 400
    assert client.get(TIME_PATH, params={"nonce": "short"}).status_code == 400
    codes = {client.get(TIME_PATH, params={"nonce": NONCE}).status_code for _ in range(40)}

    assert codes == {200, 429}


def test_a_line_that_is_down_for_the_time_as_well_says_only_that(world: World) -> None:
    class Deaf:
        def signed_time(self, nonce: str) -> bytes:
            raise LinkDownError("The line is down", nonce)

    till = a_till_whose_date_is(world, REAL_NOW, REAL_NOW + YEARS_AHEAD)
    with tls_central(world.office, world.folder, valid_from=REAL_NOW + YEARS_AHEAD) as central:
        parts = replace(till.cycle._parts, transport=central.transport(), time_source=Deaf())
        till.cycle = EngineCycle(parts, on_status=till.statuses.append)
        till.turn()

    assert till.cycle.status.link is Link.OFFLINE


def test_planted_bug_a_time_that_is_not_verified_lets_a_stranger_set_the_date(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = a_till_whose_date_is(world, REAL_NOW, REAL_NOW + YEARS_AHEAD)
    monkeypatch.setattr("sync.protocol.signed_time.verify", lambda *_: True)
    with till.till.db.unit_of_work() as uow:
        record = uow.till.get_till()
        uow.till.save_till(replace(record, central_key=OTHER.public_bytes))
        uow.commit()
    with tls_central(world.office, world.folder, valid_from=REAL_NOW + YEARS_AHEAD) as stranger:
        over_tls(till, stranger.transport())
        till.turn()

    assert till.cycle.status.problem is not None
