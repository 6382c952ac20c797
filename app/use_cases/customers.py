"""A customer is found or made at the counter, online or not, says yes or no, and gets the cart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.use_cases.audit import note_down
from app.use_cases.open_cart import get_open_cart
from app.use_cases.operations import Said, append_operation, personal_part
from app.use_cases.rights import business_day, require_permission
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_words, require_writable
from domain import customer as facts
from domain.cart import Cart
from domain.consent_text import ConsentText
from domain.customer import PURPOSES, Channel, Contact, Customer, Purpose
from domain.errors import RuleBroken
from domain.staff import Permission
from storage.unit_of_work import UnitOfWork
from sync.protocol.customer_bodies import ConsentGiven, ConsentWithdrawn, CustomerSaved

PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveCustomer:
    """What was typed of a customer; ``person_id`` is None for a new one.

    ``consents`` are the purposes that were answered just now, with the answer.
    """

    contact: Contact
    person_id: str | None = None
    consents: tuple[tuple[Purpose, bool], ...] = ()
    channel: Channel = "counter"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAsked:
    """A purpose that a person may be asked about, and the words they agree to."""

    purpose: Purpose
    words: ConsentText


def search_customers(till: Till, text: str, offset: int = 0) -> Sequence[Customer]:
    """Return a page of at most 20 customers whose name, phone or e-mail begins as typed."""
    with till.db.reading() as uow:
        return uow.customers.search(require_writable(text), limit=PAGE, offset=offset)


def get_customer(till: Till, person_id: str) -> Customer:
    """Return a customer. Raises NotFound."""
    with till.db.reading() as uow:
        return uow.customers.get(person_id)


def list_consent_texts(till: Till) -> tuple[ConsentAsked, ...]:
    """Return the purposes that have words in force on the business date, in a fixed order."""
    now = till.clock.now()
    with till.db.reading() as uow:
        book, on = uow.rules.book(), business_day(uow, now)
        found = [(purpose, book.find_consent_text(purpose, on)) for purpose in PURPOSES]
    return tuple(
        ConsentAsked(purpose=purpose, words=words) for purpose, words in found if words is not None
    )


def save_customer(till: Till, session: Session, request: SaveCustomer) -> Customer:
    """Keep a customer and their answers, here at once and at central when it is heard of.

    Only what is new is said: the same again changes nothing. Raises NotAllowed, BadInput (broken
    characters), RuleBroken (``no_rule``: nobody may be asked for that consent).
    """
    for text in request.contact.texts().values():
        require_words(text)
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        on = business_day(uow, now)
        require_permission(uow, session, Permission.SELL, on)
        said = Said(by=session.staff_id, at=now, day=on)
        saved = keep_customer(uow, till, said, request)
        uow.commit()
    return saved


def keep_customer(uow: UnitOfWork, till: Till, said: Said, request: SaveCustomer) -> Customer:
    """Do what ``save_customer`` does within a transaction of the caller."""
    known = None if request.person_id is None else uow.customers.find(request.person_id)
    person_id = request.person_id or till.ids.new_id()
    kept = known or Customer(person_id=person_id)
    changed = facts.changed_fields(known, request.contact)
    if changed:
        at_ms = facts.stamp_ms(said.at, known)
        words = {name: facts.Said(at_ms, text) for name, text in changed.items()}
        kept = uow.customers.join(Customer(person_id=person_id, said=words))
        body = CustomerSaved(customer_id=person_id, at_ms=at_ms, fields=tuple(changed))
        part = personal_part(till, person_id, {"contact": changed})
        append_operation(uow, till, said, body, (part,))
        note_down(
            uow, said.at, said.by, ("customer_saved", person_id), {"fields": ",".join(changed)}
        )
    for purpose, given in request.consents:
        consent = kept.consents.get(purpose)
        if (consent is None and not given) or (consent is not None and consent.given == given):
            continue
        kept = _say_consent(uow, till, said, (kept, purpose, given, request.channel))
    return kept


def _say_consent(
    uow: UnitOfWork, till: Till, said: Said, what: tuple[Customer, Purpose, bool, Channel]
) -> Customer:
    known, purpose, given, channel = what
    words = uow.rules.book().find_consent_text(purpose, said.day)
    if words is None:
        raise RuleBroken(
            "Nobody may be asked for that",
            "The office has sent no words to agree to. Nothing is lost and nothing was changed."
            " Leave it open and ask the office.",
            "no_rule",
        )
    at_ms = facts.stamp_ms(said.at, known)
    consent = facts.Consent(
        purpose=purpose,
        given=given,
        text_version=words.version,
        at_ms=at_ms,
        channel=channel,
        staff_id=said.by,
    )
    model = ConsentGiven if given else ConsentWithdrawn
    body = model(
        customer_id=known.person_id,
        purpose=purpose,
        text_version=words.version,
        at_ms=at_ms,
        channel=channel,
        staff_id=said.by,
    )
    append_operation(uow, till, said, body)
    action = "consent_given" if given else "consent_withdrawn"
    note_down(uow, said.at, said.by, (action, known.person_id), {"purpose": purpose})
    return uow.customers.join(Customer(person_id=known.person_id, consents={purpose: consent}))


def attach_customer(till: Till, session: Session, person_id: str | None) -> Cart:
    """Say whom the open cart is for; None says that nobody is named.

    Raises NotFound for a person this till does not know, NotAllowed.
    """
    now = till.clock.now()
    with till.db.unit_of_work(durable=False) as uow:
        require_permission(uow, session, Permission.SELL, business_day(uow, now))
        cart = get_open_cart(uow, till)
        if person_id is not None:
            uow.customers.get(person_id)
        if person_id == cart.customer_id:
            return cart
        changed = replace(cart, customer_id=person_id, version=cart.version + 1)
        uow.carts.save(changed)
        uow.commit()
    return changed


def current_customer(till: Till) -> Customer | None:
    """Return whom the open cart is for; None for nobody, or for a person who was erased since."""
    with till.db.reading() as uow:
        cart = uow.carts.find_open()
        if cart is None or cart.customer_id is None:
            return None
        return uow.customers.find(cart.customer_id)
