"""A photo beside a claim: read meanwhile, dropped at any moment, never in the way of the sale."""

from __future__ import annotations

from app.presenters.notices import Notice
from domain.errors import BadInput
from tests.helpers.counter_desk import WaitingRunner
from tests.helpers.paying_desk import MMG, PayingDesk
from tests.unit.app.presenters.inbox_kit import AtDesk, a_full_till

FILE, PHOTO = "/photos/message.jpg", b"\xff\xd8\xff" + bytes(33_600)
REFUSED = BadInput("This photo cannot be used", "It is damaged. Record the claim without one.")


def at_the_claim(runner: WaitingRunner | None = None) -> PayingDesk:
    desk = PayingDesk(runner=runner)
    desk.paying.photos[FILE] = PHOTO
    if runner is not None:
        runner.finish_all()
    desk.choose(MMG)
    desk.type_claim()
    return desk


def notice_at(desk: PayingDesk) -> Notice:
    notice = desk.claim_view.last.notice
    assert notice is not None
    return notice


def test_the_key_asks_for_a_file_and_its_photo_goes_along() -> None:
    desk = at_the_claim()
    assert desk.claim_view.last.photo_key == "Photo of the message"
    desk.flow.claim.on_photo_key()
    assert desk.claim_view.asked[-1][0] == "ask_photo"

    desk.flow.claim.on_photo_chosen(FILE)

    state = desk.claim_view.last
    assert state.photo_text == "Photo of the message: 34 kB, kept with the claim"
    assert state.photo_key == "Without the photo"
    desk.flow.claim.on_submit()
    assert desk.paying.claims[0].photo == PHOTO


def test_the_same_key_goes_on_without_it() -> None:
    desk = at_the_claim()
    desk.flow.claim.on_photo_chosen(FILE)
    desk.flow.claim.on_photo_key()

    assert desk.claim_view.last.photo_text == ""
    assert desk.claim_view.last.photo_key == "Photo of the message"
    desk.flow.claim.on_submit()
    assert desk.paying.claims[0].photo is None


def test_what_is_no_picture_is_said_and_the_claim_goes_on_without() -> None:
    desk = at_the_claim()
    desk.paying.failure = REFUSED
    desk.flow.claim.on_photo_chosen(FILE)

    assert notice_at(desk).title == "This photo cannot be used"
    assert desk.claim_view.last.photo_text == ""
    desk.flow.claim.on_submit()
    assert desk.paying.claims[0].photo is None


def test_a_claim_waits_for_a_photo_that_is_being_read_unless_it_is_dropped() -> None:
    runner = WaitingRunner()
    desk = at_the_claim(runner)
    desk.flow.claim.on_photo_chosen(FILE)
    assert desk.claim_view.last.photo_text == "The photo is being read"
    desk.flow.claim.on_submit()
    assert notice_at(desk).title == "The photo is being read"
    assert not desk.flow.is_busy

    desk.flow.claim.on_photo_key()
    desk.flow.claim.on_submit()
    runner.finish_all()

    assert [claim.photo for claim in desk.paying.claims] == [None]
    assert desk.claim_view.last.photo_text == "", "what was read too late is thrown away"


def test_a_photo_of_an_earlier_claim_is_never_taken_for_the_next() -> None:
    desk = at_the_claim()
    desk.flow.claim.on_photo_chosen(FILE)
    desk.begin()
    desk.choose(MMG)

    assert desk.claim_view.last.photo_text == ""
    desk.type_claim()
    desk.flow.claim.on_submit()
    assert desk.paying.claims[0].photo is None


def test_while_the_claim_is_saved_its_photo_stays_as_it_is() -> None:
    runner = WaitingRunner()
    desk = at_the_claim(runner)
    desk.flow.claim.on_submit()
    asked = len(desk.claim_view.asked)
    desk.flow.claim.on_photo_key()
    desk.flow.claim.on_photo_chosen(FILE)
    runner.finish_all()

    assert len(desk.claim_view.asked) == asked
    assert desk.paying.claims[0].photo is None


def test_the_desk_shows_the_photo_among_the_evidence_and_says_how_large_it_is() -> None:
    till = a_full_till()
    till.payments.paying.photos["pay-2"] = PHOTO
    desk = AtDesk(till=till)
    desk.choose("G$40,000")
    detail = desk.state.detail
    assert detail is not None

    assert {fact.name: fact.text for fact in detail.facts}["Photo"] == "Kept, 34 kB: below"
    assert detail.picture == PHOTO
    desk.choose("G$9,500")
    other = desk.state.detail
    assert other is not None
    assert other.picture == b""
    assert "Photo" not in {fact.name for fact in other.facts}
