"""Who pays so much in cash: the document that the law asks for, typed before the sale is made."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Protocol

from app.presenters import identity_words as words
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.presenters.words import retold
from app.use_cases.cash_duty import IdentityNeeded
from app.use_cases.check_identity import CheckIdentity
from app.use_cases.till import Session
from app.use_cases.typed_text import require_words
from domain.cash_compliance import ID_DOCUMENTS
from domain.errors import BadInput
from domain.identity_check import read_document_number
from domain.report_span import typed_day

IdentityField = Literal["number", "until"]
FIELDS: tuple[IdentityField, ...] = ("number", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityState:
    """The dialog. ``errors`` stand beside the fields, in the order of ``FIELDS``."""

    title: str = ""
    detail: str = ""
    documents: tuple[str, ...] = ()
    document: int = 0
    errors: tuple[str, str] = ("", "")
    is_busy: bool = False
    notice: Notice | None = None


class IdentityView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: IdentityState) -> None: ...

    def set_fields(self, texts: tuple[str, str]) -> None: ...

    def focus_field(self, name: IdentityField) -> None: ...


class IdentityPresenter:
    """Reads the document and runs ``check_identity``, once whatever is pressed how often.

    What was typed is forgotten as soon as it is kept or left: it is nobody's to read later.
    """

    def __init__(self, desk: Desk, view: IdentityView, *, on_checked: Callable[[], None]) -> None:
        self._desk = desk
        self._view = view
        self._on_checked = on_checked
        self._session: Session | None = None
        self._check_id = ""
        self._customer_id = ""
        self._texts: dict[IdentityField, str] = {}
        self._state = IdentityState()

    @property
    def is_busy(self) -> bool:
        """Whether the check is being saved."""
        return self._state.is_busy

    def start(self, session: Session, needed: IdentityNeeded) -> None:
        """Begin with an empty form: a passport, until another document is chosen."""
        self._session, self._customer_id = session, needed.customer_id
        self._check_id = self._desk.services.payments.paying.new_id()
        self._state = IdentityState(
            title=retold(needed.title),
            detail=retold(needed.message),
            documents=tuple(words.document_name(each) for each in ID_DOCUMENTS),
        )
        self.forget()
        self._show()

    def leave(self) -> None:
        """The dialog was left without a document: that is noted, and nobody waits for it."""
        self.forget()
        session, customer_id = self._session, self._customer_id
        if session is None or not customer_id or self.is_busy:
            return
        self._customer_id = ""
        note = self._desk.services.payments.paying.not_shown
        self._desk.runner.run(
            "write",
            lambda: note(session, customer_id),
            lambda _none: None,
            self._on_not_noted,
        )

    def forget(self) -> None:
        """The dialog was left: what was typed of the document is gone."""
        self._texts = dict.fromkeys(FIELDS, "")
        self._view.set_fields(("", ""))

    def on_document(self, index: int) -> None:
        """Another document was shown."""
        if 0 <= index < len(ID_DOCUMENTS) and not self._state.is_busy:
            self._change(document=index)

    def on_typed(self, name: IdentityField, text: str) -> None:
        """A field was changed; what was wrong with it is forgotten."""
        self._texts[name] = text
        errors = dict(zip(FIELDS, self._state.errors, strict=True)) | {name: ""}
        self._change(errors=tuple(errors.values()))

    def on_submit(self) -> None:
        """Keep that it was shown, and go on with the sale."""
        session = self._session
        request = None if self._state.is_busy or session is None else self._read()
        if session is None or request is None:
            return
        self._change(is_busy=True, notice=None)
        identify = self._desk.services.payments.paying.identify
        self._desk.runner.run(
            "write",
            lambda: identify(session, request),
            lambda _check: self._on_done(),
            self._on_error,
        )

    def _read(self) -> CheckIdentity | None:
        is_number, until = _is_number(self._texts["number"]), _day_of(self._texts["until"])
        wrong = (
            "" if is_number else words.type_number(),
            "" if until is not None else words.type_day(),
        )
        self._change(errors=wrong)
        if until is None or not is_number:
            self._view.focus_field(FIELDS[0] if wrong[0] else FIELDS[1])
            return None
        return CheckIdentity(
            check_id=self._check_id,
            customer_id=self._customer_id,
            document=ID_DOCUMENTS[self._state.document],
            number=self._texts["number"],
            valid_until=until,
        )

    def _on_not_noted(self, error: Exception) -> None:
        """The note could not be kept; it is said where the customer is asked the next time."""
        self._change(notice=notice_of(error))

    def _on_done(self) -> None:
        self._change(is_busy=False)
        self._customer_id = ""
        self.forget()
        self._on_checked()

    def _on_error(self, error: Exception) -> None:
        self._change(is_busy=False, notice=notice_of(error))
        self._view.focus_field("number")

    def _change(self, **values: object) -> None:
        self._state = replace(self._state, **values)  # type: ignore[arg-type]  # named above
        self._show()

    def _show(self) -> None:
        self._view.show_state(self._state)


def _is_number(typed: str) -> bool:
    try:
        read_document_number(require_words(typed))
    except BadInput:
        return False
    return True


def _day_of(typed: str) -> date | None:
    try:
        return typed_day(typed)
    except BadInput:
        return None
