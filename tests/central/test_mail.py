"""Receipts by e-mail, to a real mail server on this machine: sent, refused, late, forgotten."""

from __future__ import annotations

import email
import email.policy
import json
import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
import zxingcpp
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from central.jobs import mailing
from central.jobs.lease import Lease, LeaseWatch
from central.jobs.mailing import BATCH_MAX, SERVER_REST, TRIES_MAX, WAIT_MAX, Mailing
from central.mail.server import MailDelayed, send
from central.mail.tables import mail_job
from central.people.erasing import ErasureRequest, erase_person
from central.tables import case_file
from sync.protocol.canonical import canonical_bytes
from sync.protocol.mail_bodies import ReceiptMailed
from sync.protocol.operation import PersonalPart
from tests.central.office import Office
from tests.central.paper_till import PaperTill

LINES = ("      Kaieteur Shipping Ltd", "TAX INVOICE", "1 x Café <b>  G$9,500")
CODE = "W1." + "aB3-_" * 60 + "." + "x" * 86
Expect = Callable[[str], None]


class Postbox:
    """What the mail server took; ``answer`` is what it says to a recipient or to the letter."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.to_recipient = ""
        self.to_letter = ""
        self.to_sender = ""

    async def handle_MAIL(  # noqa: N802  the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        envelope.mail_from = address
        return self.to_sender or "250 OK"

    async def handle_RCPT(  # noqa: N802  the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        if self.to_recipient:
            return self.to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  as above
        if self.to_letter:
            return self.to_letter
        assert isinstance(envelope.content, bytes)
        found = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(found, EmailMessage)
        self.letters.append(found)
        self.recipients += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


class MailServer:
    """A mail server on one port, that can be down for a while."""

    def __init__(self, postbox: Postbox) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._postbox = postbox
        self._running: Controller | None = None

    def start(self) -> None:
        self._running = Controller(self._postbox, hostname="127.0.0.1", port=self.port)
        self._running.start()

    def stop(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.stop()


@pytest.fixture
def server(postbox: Postbox) -> Iterator[MailServer]:
    made = MailServer(postbox)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def mailing_office(office: Office, server: MailServer) -> Office:
    mail = {
        "smtp_host": "127.0.0.1",
        "smtp_port": server.port,
        "smtp_security": "none",
        "mail_from": "receipts@kaieteur.example",
    }
    office.settings = office.settings.model_copy(update=mail)
    return office


def lease_of(office: Office) -> Lease:
    lease = LeaseWatch(office.central, "jobs").try_take()
    assert lease is not None
    return lease


def a_wish(
    till: PaperTill, number: int = 1, address: object = "anita@example.com", code: str = CODE
) -> str:
    person_id = f"person-{number}"
    body = ReceiptMailed(receipt=f"GY01A-{number:06d}", person_id=person_id, lines=LINES, code=code)
    part = PersonalPart(
        person_id=person_id, salt=bytes(32), part=canonical_bytes({"email": address})
    )
    till.write(body, kind="receipt_mailed", personal=(part,))
    return person_id


def states(office: Office) -> list[tuple[object, object]]:
    return [(row["state"], row["tries"]) for row in office.rows(mail_job, "seq")]


@pytest.mark.both_databases
def test_a_receipt_arrives_as_it_was_printed_with_its_code(
    mailing_office: Office, till: PaperTill, postbox: Postbox
) -> None:
    a_wish(till)
    till.push()

    Mailing().run(lease_of(mailing_office))

    (letter,) = postbox.letters
    assert postbox.recipients == ["anita@example.com"]
    assert letter["Subject"] == "Receipt GY01A-000001, Kaieteur Shipping Ltd"
    assert letter["From"] == "receipts@kaieteur.example"
    plain, shown = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert shown is not None
    assert plain.get_content().splitlines() == ["COPY, BY E-MAIL", "", *LINES]
    assert "Café &lt;b&gt;" in shown.get_content()
    (picture,) = letter.iter_attachments()
    assert _read(picture.get_content()) == CODE
    assert states(mailing_office) == [("sent", 1)]


def _read(png: bytes) -> str:
    import io  # noqa: PLC0415  for the reader only

    from PIL import Image  # noqa: PLC0415  as above

    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    return str(found.text)


def test_a_receipt_from_before_there_were_codes_has_no_picture(
    mailing_office: Office, till: PaperTill, postbox: Postbox
) -> None:
    a_wish(till, code="")
    till.push()

    Mailing().run(lease_of(mailing_office))

    assert list(postbox.letters[0].iter_attachments()) == []


def test_a_letter_is_sent_once(mailing_office: Office, till: PaperTill, postbox: Postbox) -> None:
    a_wish(till)
    till.push()
    till.push()
    lease = lease_of(mailing_office)

    for _ in range(3):
        Mailing().run(lease)

    assert len(postbox.letters) == 1


def test_a_letter_sent_twice_after_a_crash_has_one_name(
    mailing_office: Office, till: PaperTill, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies between the server's word and the note that it was sent."""
    a_wish(till)
    till.push()
    lease = lease_of(mailing_office)
    with monkeypatch.context() as dying:
        dying.setattr(mailing, "_end", _die)
        with pytest.raises(SystemExit):
            Mailing().run(lease)

    Mailing().run(lease)

    first, second = (letter["Message-ID"] for letter in postbox.letters)
    assert first == second
    assert states(mailing_office) == [("sent", 1)]


def _die(*_: object) -> None:
    raise SystemExit


@pytest.mark.parametrize("where", ["to_recipient", "to_letter"])
def test_a_server_that_says_later_is_asked_later_and_later(
    mailing_office: Office, till: PaperTill, postbox: Postbox, where: str
) -> None:
    setattr(postbox, where, "451 anita@example.com: try later")
    a_wish(till)
    till.push()
    lease, job = lease_of(mailing_office), Mailing()
    for minutes in (0, 1, 2, 3):
        mailing_office.clock.forward(timedelta(minutes=minutes))
        job.run(lease)

    assert states(mailing_office) == [("waiting", 2)]
    setattr(postbox, where, "")
    mailing_office.clock.forward(timedelta(minutes=1))
    job.run(lease)
    assert states(mailing_office) == [("sent", 3)]


def test_after_the_last_try_a_letter_is_dead_and_a_case_without_the_address_says_so(
    mailing_office: Office, till: PaperTill, postbox: Postbox
) -> None:
    postbox.to_recipient = "451 anita@example.com: try later"
    a_wish(till)
    till.push()
    lease, job = lease_of(mailing_office), Mailing()
    for _ in range(TRIES_MAX + 3):
        job.run(lease)
        mailing_office.clock.forward(WAIT_MAX)

    assert states(mailing_office) == [("dead", TRIES_MAX)]
    (case,) = mailing_office.rows(case_file)
    assert case["kind"] == "mail"
    assert case["message"] == (
        "Receipt GY01A-000001: the mail server refused the address (451), after 12 tries."
    )
    assert "anita" not in str(mailing_office.rows(mail_job))


@pytest.mark.parametrize("where", ["to_recipient", "to_letter"])
def test_a_refused_letter_is_not_tried_again(
    mailing_office: Office, till: PaperTill, postbox: Postbox, where: str
) -> None:
    setattr(postbox, where, "550 no such user")
    a_wish(till)
    till.push()

    Mailing().run(lease_of(mailing_office))

    assert states(mailing_office) == [("dead", 1)]
    assert len(mailing_office.rows(case_file)) == 1


@pytest.mark.parametrize("address", ["anita", 7, None])
def test_an_address_that_no_till_of_ours_wrote_is_dead_at_once(
    mailing_office: Office, till: PaperTill, postbox: Postbox, address: object
) -> None:
    a_wish(till, address=address)
    till.push()

    Mailing().run(lease_of(mailing_office))

    assert states(mailing_office) == [("dead", 1)]
    assert postbox.letters == []


def test_a_person_who_is_erased_gets_no_letter_any_more(
    mailing_office: Office, till: PaperTill, postbox: Postbox
) -> None:
    person_id = a_wish(till)
    till.push()
    organisation_id = str(mailing_office.rows(mail_job)[0]["organisation_id"])
    erase_person(
        mailing_office.central,
        ErasureRequest(
            organisation_id=organisation_id,
            person_id=person_id,
            requested_by="staff-1",
            reason="asked",
        ),
    )

    Mailing().run(lease_of(mailing_office))

    assert states(mailing_office) == [("forgotten", 1)]
    assert postbox.letters == []


def test_a_server_that_is_down_rests_and_holds_up_no_other_job(
    mailing_office: Office, till: PaperTill, server: MailServer, expect_log: Expect
) -> None:
    expect_log("mail_server_failed")
    for number in range(1, 4):
        a_wish(till, number)
    till.push()
    server.stop()
    lease, job = lease_of(mailing_office), Mailing()
    job.run(lease)
    job.run(lease)
    assert states(mailing_office) == [("waiting", 1), ("waiting", 0), ("waiting", 0)]

    server.start()
    mailing_office.clock.forward(SERVER_REST + timedelta(minutes=1))
    job.run(lease)
    assert {state for state, _ in states(mailing_office)} == {"sent"}


def test_a_server_that_refuses_our_own_name_is_our_matter_and_kills_no_letter(
    mailing_office: Office, till: PaperTill, postbox: Postbox, expect_log: Expect
) -> None:
    expect_log("mail_server_failed")
    postbox.to_sender = "550 who are you"
    a_wish(till)
    till.push()

    Mailing().run(lease_of(mailing_office))

    assert states(mailing_office) == [("waiting", 1)]
    assert mailing_office.rows(mail_job)[0]["failure"] == "the mail server answered 550"


def test_many_letters_go_out_in_parts(
    mailing_office: Office, till: PaperTill, postbox: Postbox
) -> None:
    for number in range(1, BATCH_MAX + 3):
        a_wish(till, number)
    till.push()
    lease, job = lease_of(mailing_office), Mailing()

    job.run(lease)
    first = len(postbox.letters)
    job.run(lease)

    assert (first, len(postbox.letters)) == (BATCH_MAX, BATCH_MAX + 2)


def test_without_a_mail_server_letters_wait(office: Office, till: PaperTill) -> None:
    a_wish(till)
    till.push()

    Mailing().run(lease_of(office))

    assert states(office) == [("waiting", 0)]


def test_a_receipt_for_a_name_no_database_keeps_is_quarantined(
    office: Office, till: PaperTill
) -> None:
    body = ReceiptMailed(receipt="GY01A-\x00", person_id="p", lines=("x",))
    till.write(body, kind="receipt_mailed")
    answer = till.push()

    assert answer.rulings[0].title == "A receipt for nobody"
    assert office.rows(mail_job) == []


@pytest.mark.allows_log("unrecognised")  # the mail server wonders about the first bytes of TLS
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_nothing_is_said_over_a_line_that_is_not_encrypted_as_it_should_be(
    mailing_office: Office, postbox: Postbox, security: str
) -> None:
    password = {"smtp_security": security, "smtp_user": "u", "smtp_password": "secret"}
    settings = mailing_office.settings.model_validate(
        {**mailing_office.settings.model_dump(), **password}
    )

    with pytest.raises(MailDelayed) as caught:
        send(settings, EmailMessage())

    assert caught.value.is_server
    assert postbox.letters == []


def test_the_case_of_a_dead_letter_reaches_the_till(
    mailing_office: Office, till: PaperTill, postbox: Postbox
) -> None:
    postbox.to_recipient = "550 no"
    a_wish(till)
    till.push()
    Mailing().run(lease_of(mailing_office))

    told = [change for change in till.pull().changes if change.kind == "case"]

    assert len(told) == 1
    assert "could not be mailed" in json.dumps(dict(told[0].body or {}))
