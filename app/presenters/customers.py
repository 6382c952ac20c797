"""F3: the customer of the sale, found by name or phone, made here, changed, with their consents."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from app.presenters import customer_words, words
from app.presenters.floor import Floor, Flow
from app.presenters.key_map import Command, Dialog
from app.presenters.notices import Notice, Tone, notice_of
from app.presenters.phone_text import readable_phone
from app.presenters.services import Desk
from app.presenters.tasks import LatestOnly
from app.presenters.when import clock_text
from app.use_cases.customers import PAGE, ConsentAsked, SaveCustomer
from app.use_cases.till import Session
from domain.customer import Consent, Contact, Customer, Purpose
from domain.errors import BadInput

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerForm:
    """What stands in the fields; region 0 is none."""

    name: str = ""
    phone: str = ""
    email: str = ""
    lot_street: str = ""
    village: str = ""
    region: int = 0
    landmark: str = ""
    tax_number: str = ""

    def with_field(self, name: str, text: str) -> "CustomerForm":
        """Raises ValueError for a field that there is not."""
        if name not in {each.name for each in fields(CustomerForm)}:
            raise ValueError(f"a customer has no field {name!r}")
        if name == "region":
            return replace(self, region=int(text or "0"))
        return CustomerForm(**{**asdict(self), name: text})


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """One customer in the list. ``tag`` says that the sale is theirs."""

    title: str
    detail: str
    icon: str = "user-circle"
    tag: str = ""
    tone: str = "lagoon"

    @property
    def spoken(self) -> str:
        return words.listed(self.title, self.detail, self.tag)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """One purpose: the words, whether the person agrees, and since when or how it stands."""

    purpose: Purpose
    title: str
    words: str
    given: bool
    state_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerState:
    """The whole dialog. ``heading`` says whose the fields at the right are."""

    for_whom: str = ""
    found_text: str = ""
    rows: tuple[CustomerRow, ...] = ()
    selected: int = -1
    empty_text: str = ""
    heading: str = ""
    form: CustomerForm = field(default_factory=CustomerForm)
    phone_doubt: str = ""
    consents: tuple[ConsentRow, ...] = ()
    can_choose: bool = False
    can_save: bool = False
    can_clear: bool = False
    is_busy: bool = False
    notice: Notice | None = None


class CustomerView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: CustomerState) -> None: ...

    def clear_search(self) -> None: ...

    def focus_form(self) -> None: ...


class CustomerFlow(Flow):
    """Runs the customers' use cases for the sale on the screen."""

    commands = frozenset({Command.CUSTOMER})
    dialogs = frozenset({Dialog.CUSTOMER})

    def __init__(self, desk: Desk, view: CustomerView, floor: Floor) -> None:
        self._desk = desk
        self._view = view
        self._floor = floor
        self._session: Session | None = None
        self._current: Customer | None = None
        self._asked: tuple[ConsentAsked, ...] = ()
        self._text = ""
        self._people: tuple[Customer, ...] = ()
        self._selected = -1
        self._shown: Customer | None = None
        self._form = CustomerForm()
        self._answers: dict[Purpose, bool] = {}
        self._notice: Notice | None = None
        self._is_busy = False
        self._searches: LatestOnly[str, Sequence[Customer]] = LatestOnly(
            desk.runner,
            "read",
            lambda text: desk.services.customers.search(text, 0),
            on_answer=self._on_found,
            on_error=self._on_error,
        )

    @property
    def is_busy(self) -> bool:
        return self._is_busy

    def on_command(self, _command: Command) -> None:
        """F3 over the sale."""
        self._session = self._floor.session
        self._text, self._people, self._selected = "", (), -1
        self._notice, self._current = None, None
        self._view.clear_search()
        self._show_person(None)
        self._floor.open_dialog(Dialog.CUSTOMER)
        self._desk.runner.run("read", self._look, self._on_current, self._on_error)

    def on_locked(self) -> None:
        """The till was locked: what was typed of a person does not wait on the screen."""
        self._session = None
        self._people, self._selected, self._current = (), -1, None
        self._show_person(None)

    def on_text_changed(self, text: str) -> None:
        """Search as you type."""
        self._text = text
        if text.strip():
            self._searches.ask(text)
            return
        self._searches.forget()
        self._people, self._selected = (), -1
        self._show_person(self._current)

    def on_moved(self, step: int) -> None:
        """Arrows walk the list."""
        if self._people:
            self.on_row_selected(min(max(self._selected + step, 0), len(self._people) - 1))

    def on_row_selected(self, row: int) -> None:
        """A customer is looked at: the fields show them."""
        if 0 <= row < len(self._people) and not self._is_busy:
            self._selected = row
            self._show_person(self._people[row])

    def on_chosen(self) -> None:
        """Enter: the sale is for the customer in the list; with none found, a new one begins."""
        if 0 <= self._selected < len(self._people):
            self._attach(self._people[self._selected])
        elif self._text.strip():
            self.on_new()

    def on_new(self) -> None:
        """F6: empty fields; what was searched for is the name or the phone number."""
        if self._is_busy:
            return
        typed = self._text.strip()
        self._selected = -1
        self._notice = None
        form = CustomerForm(email=typed) if "@" in typed else CustomerForm(name=typed)
        if any(char.isdigit() for char in typed) and "@" not in typed:
            form = CustomerForm(phone=readable_phone(typed) or typed)
        self._shown, self._form, self._answers = None, form, {}
        self._show()
        self._view.focus_form()

    def on_nobody(self) -> None:
        """Del: the sale names nobody any more."""
        if self._current is not None:
            self._attach(None)

    def on_field_typed(self, name: str, text: str) -> None:
        """A field of the customer was changed."""
        self._form = self._form.with_field(name, text)
        self._notice = None
        self._show()

    def on_consent_pressed(self, purpose: Purpose) -> None:
        """A box was ticked or cleared; it is said when it is saved."""
        if purpose in {asked.purpose for asked in self._asked}:
            self._answers[purpose] = not self._is_given(purpose)
            self._show()

    def on_save(self) -> None:
        """F12: keep what was typed and ticked, and name the customer in the sale."""
        session = self._session
        if session is None or self._is_busy:
            return
        try:
            contact = _contact(self._form)
        except BadInput as error:
            self._on_error(error)
            return
        request = SaveCustomer(
            contact=contact,
            person_id=None if self._shown is None else self._shown.person_id,
            consents=tuple(self._answers.items()),
        )
        services = self._desk.services.customers

        def op() -> Customer:
            saved = services.save(session, request)
            services.attach(session, saved.person_id)
            return saved

        self._begin()
        self._desk.runner.run("write", op, self._on_saved, self._on_error)

    def _attach(self, person: Customer | None) -> None:
        session = self._session
        if session is None or self._is_busy:
            return
        attach = self._desk.services.customers.attach
        person_id = None if person is None else person.person_id
        self._begin()
        self._desk.runner.run(
            "write",
            lambda: attach(session, person_id),
            lambda _cart: self._on_attached(person),
            self._on_error,
        )

    def _look(self) -> tuple[Customer | None, tuple[ConsentAsked, ...]]:
        services = self._desk.services.customers
        return services.current(), tuple(services.consent_texts())

    def _on_current(self, seen: tuple[Customer | None, tuple[ConsentAsked, ...]]) -> None:
        self._current, self._asked = seen
        self._show_person(self._current)

    def _on_found(self, _text: str, people: Sequence[Customer]) -> None:
        self._people = tuple(people)
        self._selected = 0 if self._people else -1
        self._show_person(self._people[0] if self._people else None)

    def _on_saved(self, saved: Customer) -> None:
        self._is_busy = False
        self._floor.back_to_cart()
        title = customer_words.saved(saved.name)
        self._floor.notify(Notice(title=title, text=customer_words.saved_what(), tone=Tone.WORKING))

    def _on_attached(self, person: Customer | None) -> None:
        self._is_busy = False
        self._floor.back_to_cart()
        title = (
            customer_words.detached() if person is None else customer_words.attached(person.name)
        )
        self._floor.notify(Notice(title=title, text="", tone=Tone.WORKING))

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._notice = notice_of(error)
        self._show()

    def _begin(self) -> None:
        self._is_busy, self._notice = True, None
        self._show()

    def _show_person(self, person: Customer | None) -> None:
        self._shown, self._answers = person, {}
        self._form = CustomerForm() if person is None else _form_of(person)
        self._show()

    def _is_given(self, purpose: Purpose) -> bool:
        known = self._shown is not None and self._shown.allows(purpose)
        return self._answers.get(purpose, known)

    def _show(self) -> None:
        current = self._current
        self._view.show_state(
            CustomerState(
                for_whom=customer_words.for_whom("" if current is None else current.name),
                found_text=self._found_text(),
                rows=tuple(self._row(person) for person in self._people),
                selected=self._selected,
                empty_text="" if self._people else customer_words.nobody_found(self._text),
                heading=self._shown.name if self._shown else customer_words.new_customer(),
                form=self._form,
                phone_doubt=self._phone_doubt(),
                consents=tuple(self._consent_row(asked) for asked in self._asked),
                can_choose=self._selected >= 0 and not self._is_busy,
                can_save=bool(self._form.name.strip()) and not self._is_busy,
                can_clear=current is not None and not self._is_busy,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )

    def _found_text(self) -> str:
        if not self._people:
            return ""
        return customer_words.found(len(self._people), is_all=len(self._people) < PAGE)

    def _phone_doubt(self) -> str:
        is_doubtful = readable_phone(self._form.phone) is None
        return customer_words.phone_doubtful() if is_doubtful else ""

    def _row(self, person: Customer) -> CustomerRow:
        is_current = self._current is not None and person.person_id == self._current.person_id
        return CustomerRow(
            title=person.name,
            detail=words.beside(person.phone, person.text("village")),
            tag=words.say("This sale") if is_current else "",
        )

    def _consent_row(self, asked: ConsentAsked) -> ConsentRow:
        purpose = asked.purpose
        known = None if self._shown is None else self._shown.consents.get(purpose)
        return ConsentRow(
            purpose=purpose,
            title=customer_words.purpose(purpose),
            words=asked.words.text,
            given=self._is_given(purpose),
            state_text=self._consent_state(known, is_changed=purpose in self._answers),
        )

    def _consent_state(self, known: Consent | None, *, is_changed: bool) -> str:
        if is_changed:
            return customer_words.consent_changed()
        if known is None:
            return customer_words.consent_unasked()
        at = _EPOCH + timedelta(milliseconds=known.at_ms)
        text = clock_text(at, self._desk.profile.zone)
        if known.given:
            return customer_words.consent_since(text, known.text_version)
        return customer_words.consent_ended(text)


def _form_of(person: Customer) -> CustomerForm:
    return CustomerForm(
        name=person.name,
        phone=person.phone,
        email=person.text("email"),
        lot_street=person.text("lot_street"),
        village=person.text("village"),
        region=person.region,
        landmark=person.text("landmark"),
        tax_number=person.text("tax_number"),
    )


def _contact(form: CustomerForm) -> Contact:
    """The form as it is kept: without blanks around, the phone as phones are written."""
    return Contact(
        name=form.name.strip(),
        phone=readable_phone(form.phone) or form.phone.strip(),
        email=form.email.strip(),
        lot_street=form.lot_street.strip(),
        village=form.village.strip(),
        region=form.region,
        landmark=form.landmark.strip(),
        tax_number=form.tax_number,
    )
