"""Booking a shipment at the counter: who sends, who receives, the pieces, the limits, the quote."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.presenters import ship_words
from app.presenters.notices import Notice, notice_of
from app.presenters.piece_weighing import PieceWeighing, WeighingExits
from app.presenters.services import Desk
from app.presenters.ship_form import (
    QUOTE_IDS,
    DraftIds,
    PieceForm,
    ReadPiece,
    ShipmentForm,
    Who,
    make_draft,
    missing_fields,
    phone_doubts,
    place_doubts,
    read_declared,
    read_pieces,
)
from app.presenters.ship_notices import limit_notice, missing_notice, special_notice
from app.presenters.ship_rows import (
    PieceRow,
    QuoteState,
    breach_flags,
    limit_bars,
    no_quote,
    piece_rows,
    quote_state,
)
from app.presenters.ship_special import SpecialAsking
from app.presenters.ship_state import ShipmentState, ShipmentView, own_errors
from app.presenters.tasks import LatestOnly
from app.use_cases.quote_draft import QuoteAnswer
from app.use_cases.till import Session
from domain.errors import BadInput
from domain.limit_words import renumbered
from domain.quote import PieceCharge, Quote
from domain.shipment import (
    LengthUnit,
    LimitBreach,
    Piece,
    ShipmentDraft,
    ShipmentLimits,
    Weight,
    WeightUnit,
    check_limits,
)

PIECE_ROWS_MAX = 30
"""More rows than any shipment may have, so that a limit is seen being passed; yet bounded."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A quote asked for: the draft, and which rows of the table its pieces are."""

    draft: ShipmentDraft
    piece_nos: tuple[int, ...]


class ShipmentPresenter:
    """Runs ``quote_draft`` as you type and ``book_shipment`` at the end."""

    def __init__(self, desk: Desk, view: ShipmentView, *, on_booked: Callable[[], None]) -> None:
        self._desk = desk
        self._view = view
        self._on_booked = on_booked
        self._session: Session | None = None
        self._form = ShipmentForm()
        self._limits: ShipmentLimits | None = None
        self._answer: tuple[_Question, Quote] | None = None
        self._shows_missing = False
        self._left: frozenset[str] = frozenset()
        self._is_busy = False
        self._notice: Notice | None = None
        exits = WeighingExits(weighed=self._on_weighed, failed=self._on_weighing_failed)
        self._weighing = PieceWeighing(desk, exits)
        self.special = SpecialAsking(desk, on_news=self._show)
        services = desk.services
        self._quotes: LatestOnly[_Question, QuoteAnswer] = LatestOnly(
            desk.runner,
            "read",
            lambda question: services.quote_draft(question.draft),
            on_answer=self._on_quote,
            on_error=self._on_error,
        )

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self._is_busy

    def start(self, session: Session) -> None:
        """Show the shipment as it was left; only booking or clearing empties it."""
        self._session = session
        self._is_busy = False
        self._notice = None
        self._show()
        self.special.look()
        self._desk.runner.run(
            "read", self._desk.services.shipment_limits, self._on_limits, self._on_error
        )

    def on_party_edited(self, who: Who, name: str, text: str) -> None:
        self._change(self._form.with_party_field(who, name, text))

    def on_field_left(self, key: str) -> None:
        """The cursor left a field: a doubt about it may be said now, not while it is typed."""
        if key not in self._left:
            self._left |= {key}
            self._show()

    def on_piece_edited(self, index: int, name: str, text: str) -> None:
        if 0 <= index < len(self._form.pieces):
            self._change(self._form.with_piece_field(index, name, text))

    def on_weigh(self, index: int) -> None:
        """F4: read the scale for a row; the first that has no weight where none is chosen."""
        pieces = self._form.pieces
        first = next((at for at, piece in enumerate(pieces) if not piece.weight.strip()), 0)
        self._weighing.read(index if 0 <= index < len(pieces) else first)

    def on_piece_added(self) -> None:
        if len(self._form.pieces) >= PIECE_ROWS_MAX:
            return
        packing = self._form.pieces[-1].packing if self._form.pieces else ""
        pieces = (*self._form.pieces, PieceForm(packing=packing))
        self._change(replace(self._form, pieces=pieces))
        self._view.focus_field(f"piece.{len(pieces) - 1}.description")

    def on_piece_removed(self, index: int) -> None:
        if not 0 <= index < len(self._form.pieces):
            return
        self._weighing.forget()
        pieces = self._form.pieces[:index] + self._form.pieces[index + 1 :]
        self._change(replace(self._form, pieces=pieces or (PieceForm(),)))
        self._view.focus_field(f"piece.{min(index, len(self._form.pieces) - 1)}.description")

    def on_declared_typed(self, text: str) -> None:
        self._change(replace(self._form, declared_value=text))

    def on_units_chosen(self, weight_unit: WeightUnit, length_unit: LengthUnit) -> None:
        self._change(self._form.with_units(weight_unit, length_unit))

    def on_cleared(self) -> None:
        """Begin a new shipment: what was typed before is gone."""
        self._shows_missing = False
        self._left = frozenset()
        self._notice = None
        self._weighing.forget()
        units = self._form
        self._change(ShipmentForm(weight_unit=units.weight_unit, length_unit=units.length_unit))
        self._view.focus_field("consignor.name")

    def on_filled(self, form: ShipmentForm) -> None:
        """What waited for a special quote comes back, to be changed."""
        self._notice = None
        self._change(form)
        self._show()

    def on_add_to_sale(self) -> None:
        session, read = self._session, read_pieces(self._form)
        if session is None or not self._is_filled(read):
            return
        if breaches := self._breaches(read):
            self._notice = None
            self._show()
            number = breaches[0].piece_no
            if number is not None:
                self._view.focus_field(f"piece.{number - 1}.weight")
        else:
            book = self._desk.services.book_shipment
            self._save(lambda: book(session, self._draft(read)), self._on_done)

    def on_special_quote(self) -> None:
        """F5: no rate sheet may price it, so a person is asked to."""
        session, read = self._session, read_pieces(self._form)
        if session is None or not self._is_filled(read):
            return
        if not self._breaches(read) and self._answer is not None:
            self._notice = special_notice(is_asked=False)
            self._show()
            return
        ask = self.special.ask
        self._save(lambda: ask(session, self._draft(read)), self._on_special_asked)

    def _is_filled(self, read: tuple[ReadPiece, ...]) -> bool:
        """Whether everything is there that a booking needs; else say what is not."""
        if self._is_busy:
            return False
        missing = missing_fields(self._form, self._desk.profile.currency)
        self._shows_missing = bool(missing)
        if missing:
            self._notice = missing_notice(len(missing))
            self._show()
            self._view.focus_field(next(iter(missing)))
        elif not read:
            self._notice = Notice(title=ship_words.no_pieces(), text=ship_words.no_pieces_text())
            self._show()
            self._view.focus_field("piece.0.description")
        return not missing and bool(read)

    def _draft(self, read: tuple[ReadPiece, ...]) -> ShipmentDraft:
        """What is filled in; off the screen's thread, where nothing changes it meanwhile."""
        currency, pieces = self._desk.profile.currency, _pieces_of(read)
        return make_draft(self._form, pieces, _new_ids(self._desk), currency)

    def _save(self, op: Callable[[], object], on_done: Callable[[object], None]) -> None:
        self._is_busy = True
        self._notice = None
        self._show()
        self._desk.runner.run("write", op, on_done, self._on_error)

    def _change(self, form: ShipmentForm) -> None:
        if self._is_busy or form == self._form:
            return
        self._form = form
        if self._shows_missing:
            count = len(missing_fields(form, self._desk.profile.currency))
            self._notice = missing_notice(count) if count else None
        self._ask_quote()
        self._show()

    def _ask_quote(self) -> None:
        """Quote the pieces that can go; those over a limit wait for a special quote."""
        read = read_pieces(self._form)
        over = {breach.piece_no for breach in self._breaches(read)}
        going = tuple(
            (each.number, each.piece)
            for each in read
            if each.piece is not None and each.number not in over
        )
        self._answer = self._answer if going and self._form.consignee.region else None
        if not going or not self._form.consignee.region:
            self._quotes.forget()
            return
        try:
            draft = make_draft(
                self._without_bad_value(),
                tuple(piece for _, piece in going),
                QUOTE_IDS,
                self._desk.profile.currency,
            )
        except BadInput as error:
            self._on_error(error)
            return
        self._quotes.ask(_Question(draft=draft, piece_nos=tuple(number for number, _ in going)))

    def _without_bad_value(self) -> ShipmentForm:
        """A half-typed declared value must not take the quote away; F12 still asks about it."""
        try:
            declared = read_declared(self._form, self._desk.profile.currency)
        except BadInput:
            declared = None
        if declared is None or declared.is_zero:
            return replace(self._form, declared_value="")
        return self._form

    def _breaches(self, read: tuple[ReadPiece, ...]) -> tuple[LimitBreach, ...]:
        """Limits passed, with pieces numbered as in the table (blank rows are not counted)."""
        if self._limits is None:
            return ()
        whole = [each for each in read if each.piece is not None]
        pieces = [each.piece for each in whole if each.piece is not None]
        return tuple(
            breach if breach.piece_no is None else _renumbered(breach, whole[breach.piece_no - 1])
            for breach in check_limits(pieces, self._limits)
        )

    def _on_weighed(self, index: int, weight: Weight) -> None:
        if index < len(self._form.pieces):
            self._notice = None
            self._change(self._form.with_weighed(index, weight))
            self._show()
            self._view.focus_field(f"piece.{index}.sides")

    def _on_weighing_failed(self, index: int, notice: Notice | None) -> None:
        self._notice = notice
        self._show()
        is_new = notice is None and not self._form.pieces[index].description.strip()
        self._view.focus_field(f"piece.{index}.{'description' if is_new else 'weight'}")

    def _on_limits(self, limits: ShipmentLimits) -> None:
        self._limits = limits
        self._ask_quote()
        self._show()

    def _on_quote(self, question: _Question, answer: QuoteAnswer) -> None:
        self._answer = None if answer.quote is None else (question, answer.quote)
        self._show()

    def _on_done(self, _result: object) -> None:
        self._is_busy = False
        self._answer = None
        self.on_cleared()
        self._on_booked()

    def _on_special_asked(self, _result: object) -> None:
        self._is_busy = False
        self._answer = None
        self.on_cleared()
        self._notice = special_notice(is_asked=True)
        self._show()
        self.special.look()

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._notice = notice_of(error)
        self._show()

    def _show(self) -> None:
        read = read_pieces(self._form)
        breaches = self._breaches(read)
        limits = self._limits
        missing = (
            missing_fields(self._form, self._desk.profile.currency) if self._shows_missing else {}
        )
        self._view.show_state(
            ShipmentState(
                title=ship_words.new_shipment(),
                form=self._form,
                errors=tuple(missing.items()),
                doubts=self._doubts(),
                rows=self._rows(read, breaches, missing),
                bars=limit_bars(read, limits) if limits else (),
                limit_notice=limit_notice(breaches, read),
                quote=self._quote(len(read)),
                can_add_piece=len(self._form.pieces) < PIECE_ROWS_MAX,
                special_text=self.special.text,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )

    def _doubts(self) -> tuple[tuple[str, str], ...]:
        found = {**phone_doubts(self._form), **place_doubts(self._form)}
        return tuple((k, text) for k, text in found.items() if k in self._left)

    def _rows(
        self,
        read: tuple[ReadPiece, ...],
        breaches: tuple[LimitBreach, ...],
        missing: Mapping[str, str],
    ) -> tuple[PieceRow, ...]:
        flags = breach_flags(breaches, self._limits) if self._limits else {}
        rows = piece_rows(self._form, read, _charges_of(self._answer), flags)
        return tuple(
            replace(row, errors={**own_errors(missing, f"piece.{row.number - 1}"), **row.errors})
            for row in rows
        )

    def _quote(self, piece_count: int) -> QuoteState:
        if self._answer is None:
            return no_quote(needs_region=piece_count > 0 and not self._form.consignee.region)
        question, quote = self._answer
        return quote_state(quote, question.piece_nos, piece_count, self._desk.profile.zone)


def _new_ids(desk: Desk) -> DraftIds:
    new_id = desk.services.new_id
    return DraftIds(shipment_id=new_id(), consignor_id=new_id(), consignee_id=new_id())


def _charges_of(answer: tuple[_Question, Quote] | None) -> dict[int, PieceCharge]:
    if answer is None:
        return {}
    question, quote = answer
    return dict(zip(question.piece_nos, quote.charges, strict=True))


def _pieces_of(read: tuple[ReadPiece, ...]) -> tuple[Piece, ...]:
    return tuple(each.piece for each in read if each.piece is not None)


def _renumbered(breach: LimitBreach, read: ReadPiece) -> LimitBreach:
    return replace(breach, piece_no=read.number, sentence=renumbered(breach.sentence, read.number))
