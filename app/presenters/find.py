"""*Find*: one field over receipts, refunds, shipments and customers; what became of the chosen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.presenters import customer_words, find_words, paper_words, words
from app.presenters.figures import format_money
from app.presenters.floor import Floor, Flow
from app.presenters.key_map import Place
from app.presenters.notices import Notice, Tone, notice_of
from app.presenters.services import Desk
from app.presenters.tasks import LatestOnly
from app.presenters.when import clock_text
from app.use_cases.find_records import (
    FoundKind,
    FoundPage,
    FoundRow,
    Progress,
    RecordDetails,
    SubjectStep,
)
from app.use_cases.till import Session
from domain.customer import Customer

_ICONS: dict[FoundKind, str] = {
    "receipt": "receipt",
    "refund": "return",
    "waybill": "ship",
    "customer": "user-circle",
    "z": "shift",
}
_PRINTED: frozenset[FoundKind] = frozenset({"receipt", "refund", "waybill", "z"})
"""What comes out on paper once more: a receipt, a refund, a Z, and the labels of a shipment."""
_SAVED: frozenset[FoundKind] = frozenset({"receipt", "z"})
"""What is saved as a file."""
_TONES: dict[Progress, str] = {
    "waiting": "amber",
    "sent": "",
    "durable": "",
    "quarantined": "red",
    "awaiting_upgrade": "amber",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindRow:
    """One thing found, or one step of its history."""

    title: str
    detail: str
    icon: str
    tag: str = ""
    tone: str = ""

    @property
    def spoken(self) -> str:
        return words.listed(self.title, self.detail, self.tag)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindState:
    """The list and, beside it, the chosen record: facts, paper, history, what belongs to it."""

    count_text: str = ""
    rows: tuple[FindRow, ...] = ()
    selected: int = -1
    empty_text: str = ""
    heading: str = ""
    amount_text: str = ""
    facts: tuple[str, ...] = ()
    paper: tuple[str, ...] = ()
    steps: tuple[FindRow, ...] = ()
    related: tuple[FindRow, ...] = ()
    can_print: bool = False
    can_save: bool = False
    can_return: bool = False


class FindView(Protocol):
    """The screen, as the presenter knows it."""

    def show_state(self, state: FindState) -> None: ...

    def show_text(self, text: str) -> None: ...


class FindPresenter(Flow):
    """Runs ``find_records`` as you type, and ``show_record`` for what is chosen."""

    home = Place.FIND

    def __init__(
        self, desk: Desk, view: FindView, floor: Floor, *, return_from: Callable[[str], None]
    ) -> None:
        self._desk = desk
        self._view = view
        self._floor = floor
        self._text = ""
        self._rows: tuple[FoundRow, ...] = ()
        self._count = 0
        self._has_more = False
        self._is_known = False
        self._selected = -1
        self._details: RecordDetails | None = None
        self._is_printing = False
        self._return_from = return_from
        find = desk.services.find
        self._searches: LatestOnly[str, FoundPage] = LatestOnly(
            desk.runner,
            "read",
            lambda text: find.find(text, 0),
            on_answer=self._on_found,
            on_error=self._on_error,
        )
        self._pages: LatestOnly[tuple[str, int], FoundPage] = LatestOnly(
            desk.runner,
            "read",
            lambda asked: find.find(*asked),
            on_answer=self._on_page,
            on_error=self._on_error,
        )
        self._looks: LatestOnly[FoundRow, RecordDetails] = LatestOnly(
            desk.runner,
            "read",
            lambda row: find.show(row.kind, row.key),
            on_answer=self._on_details,
            on_error=self._on_error,
        )

    def on_arrived(self, _session: Session) -> None:
        """Look afresh: what was typed stays, what it answers may be more by now."""
        self._view.show_text(self._text)
        self._show()
        self._searches.ask(self._text)

    def on_locked(self) -> None:
        """The till was locked: nobody's name stays on the screen."""
        self._text, self._rows, self._selected, self._details = "", (), -1, None
        self._is_known = False
        self._searches.forget()
        self._view.show_text("")
        self._show()

    def on_scan(self, code: str) -> bool:
        """A receipt's code or number, a waybill, or the barcode of what was sold."""
        if self._floor.place is not Place.FIND or self._floor.dialog is not None:
            return False
        self._view.show_text(code)
        self.on_text_changed(code)
        return True

    def on_text_changed(self, text: str) -> None:
        """Search as you type."""
        self._text = text
        self._searches.ask(text)

    def on_moved(self, step: int) -> None:
        """Arrows walk the list; at its end the next page comes."""
        if not self._rows:
            return
        wanted = self._selected + step
        if wanted >= len(self._rows) and self._has_more:
            self._pages.ask((self._text, self._count))
        self.on_row_selected(min(max(wanted, 0), len(self._rows) - 1))

    def on_row_selected(self, row: int) -> None:
        """A row is looked at: what became of it stands beside the list."""
        if 0 <= row < len(self._rows) and row != self._selected:
            self._select(row)

    def on_related_entered(self, row: int) -> None:
        """Enter in what belongs to the record: go on to that."""
        if self._details is None or not 0 <= row < len(self._details.related):
            return
        to = self._details.related[row]
        self._view.show_text(to.key)
        self.on_text_changed(to.key)

    def on_print_here(self) -> None:
        """Ctrl+P: the receipt or refund once more, marked COPY; of a shipment its labels."""
        details = self._details
        if details is None or self._is_printing:
            return
        if details.kind not in _PRINTED:
            self._say(find_words.only_receipts_print())
            return
        number, services = details.key, self._desk.services
        self._is_printing = True
        if details.kind == "waybill":
            said = find_words.printing_labels(number)
            self._print(lambda: services.find.print_labels(number), said)
        elif details.kind == "refund":
            said = find_words.printing_refund(number)
            self._print(lambda: services.refunds.print_paper(number, True), said)
        elif details.shift_number is not None:
            shift_number = details.shift_number  # a copy, unless none ever came out
            self._print(lambda: services.print_z(shift_number, False), find_words.printing(number))
        else:
            self._print(lambda: services.print_receipt(number, True), find_words.printing(number))

    def _print(self, deed: Callable[[], object], said: str) -> None:
        self._desk.runner.run("device", deed, lambda _job: self._on_printed(said), self._on_error)

    def on_pdf(self) -> None:
        """F6: a copy of the receipt or Z as a file; it needs no printer."""
        details, papers = self._details, self._desk.services.papers
        if details is None or self._is_printing:
            return
        if details.kind not in _SAVED:
            self._say(find_words.only_receipts_are_saved())
            return
        number, shift_number = details.key, details.shift_number
        self._is_printing = True
        self._desk.runner.run(
            "device",
            lambda: (
                papers.save_pdf(number) if shift_number is None else papers.save_z_pdf(shift_number)
            ),
            lambda where: self._on_printed(words.beside(paper_words.pdf_saved(), where)),
            self._on_error,
        )

    def on_return(self) -> None:
        """F9: goods come back against this receipt."""
        details = self._details
        if details is None or not details.can_return:
            self._say(find_words.choose_receipt())
        else:
            self._return_from(details.key)

    def _select(self, row: int) -> None:
        self._selected = row
        self._details = None
        self._show()
        self._looks.ask(self._rows[row])

    def _on_found(self, _text: str, page: FoundPage) -> None:
        before = self._chosen_key()
        self._is_known = True
        self._rows, self._has_more = page.rows, page.has_more
        self._count = sum(row.kind != "customer" for row in page.rows)
        keys = [(row.kind, row.key) for row in self._rows]
        self._selected, self._details = -1, None
        if keys:
            self._select(keys.index(before) if before in keys else 0)
        else:
            self._looks.forget()
            self._show()

    def _on_page(self, asked: tuple[str, int], page: FoundPage) -> None:
        if asked != (self._text, self._count):
            return
        self._rows = (*self._rows, *page.rows)
        self._count += len(page.rows)
        self._has_more = page.has_more
        self._show()

    def _on_details(self, row: FoundRow, details: RecordDetails) -> None:
        if (row.kind, row.key) == self._chosen_key():
            self._details = details
            self._show()

    def _on_printed(self, said: str) -> None:
        self._is_printing = False
        self._say(said)
        if 0 <= self._selected < len(self._rows):
            self._looks.ask(self._rows[self._selected])

    def _on_error(self, error: Exception) -> None:
        self._is_printing = False
        self._floor.notify(notice_of(error))

    def _say(self, title: str) -> None:
        self._floor.notify(Notice(title=title, text="", tone=Tone.WORKING))

    def _chosen_key(self) -> tuple[FoundKind, str] | None:
        if not 0 <= self._selected < len(self._rows):
            return None
        chosen = self._rows[self._selected]
        return chosen.kind, chosen.key

    def _show(self) -> None:
        is_empty = self._is_known and not self._rows
        state = FindState(
            count_text=find_words.count_text(len(self._rows), has_more=self._has_more)
            if self._rows
            else "",
            rows=tuple(self._row(row) for row in self._rows),
            selected=self._selected,
            empty_text=find_words.nothing(self._text) if is_empty else "",
        )
        details = self._details
        self._view.show_state(state if details is None else self._with_details(state, details))

    def _with_details(self, state: FindState, details: RecordDetails) -> FindState:
        zone = self._desk.profile.zone
        heading = find_words.named(details.kind, details.key)
        if details.kind == "customer" and details.customer is not None:
            heading = details.customer.name
        return replace(
            state,
            heading=heading,
            amount_text="" if details.total is None else format_money(details.total),
            facts=(clock_text(details.at, zone), *facts_of(details, zone)),
            paper=details.lines,
            steps=tuple(self._step(step) for step in details.steps),
            related=tuple(self._row(row) for row in details.related),
            can_print=details.kind in _PRINTED,
            can_save=details.kind in _SAVED,
            can_return=details.can_return,
        )

    def _row(self, row: FoundRow) -> FindRow:
        zone = self._desk.profile.zone
        is_person = row.kind == "customer"
        amount = "" if row.total is None else format_money(row.total)
        is_told = row.progress is not None and row.progress not in {"sent", "durable"}
        return FindRow(
            title=row.who if is_person else row.key,
            detail=find_words.kind(row.kind)
            if is_person
            else words.beside(
                clock_text(row.at, zone),
                amount,
                *(find_words.paid(each) for each in row.paid),
                row.who,
                find_words.goods(row.goods),
            ),
            icon=_ICONS[row.kind],
            tag=find_words.progress(row.progress) if is_told and row.progress else "",
            tone=_TONES[row.progress] if row.progress else "",
        )

    def _step(self, step: SubjectStep) -> FindRow:
        return FindRow(
            title=find_words.happened(step.kind),
            detail=words.beside(clock_text(step.at, self._desk.profile.zone), step.title),
            icon="clock" if step.progress == "waiting" else "check",
            tag=find_words.progress(step.progress),
            tone=_TONES[step.progress],
        )


def _tax_words(person: Customer) -> str:
    number = person.text("tax_number")
    return find_words.tax_number(number) if number else ""


def facts_of(details: RecordDetails, zone: str) -> tuple[str, ...]:
    """What there is to say of a record beside its paper, a line each."""
    lines: list[str] = []
    if details.shipment is not None:
        draft = details.shipment.draft
        lines.append(find_words.from_to(draft.consignor.name, draft.consignee.name))
        region = customer_words.region(draft.consignee.region)
        lines.append(find_words.pieces(len(draft.pieces), region))
    elif details.customer is not None and details.kind != "customer":
        lines.append(find_words.for_customer(details.customer.name))
    elif details.customer is not None:
        person = details.customer
        place = words.beside(person.text("lot_street"), person.text("village"))
        region = customer_words.region(person.region) if person.region else ""
        lines += [person.phone, person.text("email"), words.beside(place, region)]
        lines += [person.text("landmark"), _tax_words(person)]
        given = [
            customer_words.purpose(one.purpose) for one in person.consents.values() if one.given
        ]
        lines.append(find_words.consents(", ".join(given)))
    lines += [
        find_words.paid_fact(each, format_money(each.amount), clock_text(each.at, zone))
        for each in details.paid
    ]
    lines += [
        find_words.goods_fact(
            each, "" if each.goods_at is None else clock_text(each.goods_at, zone)
        )
        for each in details.paid
    ]
    if details.kind == "receipt":
        at = details.printed_at
        lines.append(
            find_words.not_printed() if at is None else find_words.printed(clock_text(at, zone))
        )
    if details.copy_count:
        lines.append(find_words.copies(details.copy_count))
    if details.prints_waiting:
        lines.append(find_words.prints_wait(details.prints_waiting))
    return tuple(line for line in lines if line)
