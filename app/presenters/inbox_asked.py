"""What is asked at other tills, among the rows of the supervisor's desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.presenters import afar_words as say_of
from app.presenters.afar_services import AfarServices
from app.presenters.inbox_rows import (
    Fact,
    InboxDeed,
    InboxDetail,
    InboxItem,
    InboxKind,
    InboxYes,
)
from app.presenters.notices import Tone
from app.presenters.when import wait_text
from app.use_cases.answer_asked import AnswerAsked, AskedRow
from app.use_cases.till import Session
from sync.protocol.approval_bodies import Answer

_ANSWERS: dict[str, Answer] = {"yes": "approve", "no": "reject"}


@dataclass(frozen=True, slots=True)
class AskedRows:
    """What cashiers ask where nobody who may sign stands beside them (sync rules 16b)."""

    services: AfarServices

    @property
    def kind(self) -> InboxKind:
        return InboxKind.ASKED

    def list_items(self) -> Sequence[InboxItem]:
        return tuple(_item(row) for row in self.services.list_asked())

    def show(self, item: InboxItem) -> InboxDetail:
        rows = self.services.list_asked()
        found = [row for row in rows if row.asked.approval_id == item.item_id]
        if not found:
            return InboxDetail()
        asked = found[0].asked
        told = ((say_of.evidence(), asked.detail), (say_of.rule(), asked.reason))
        people = (
            Fact(name=say_of.who(), text=found[0].asked_by_name),
            Fact(name=say_of.which_till(), text=asked.till_label),
        )
        return InboxDetail(
            why=(say_of.why(),),
            facts=tuple(Fact(name=name, text=text) for name, text in told if text),
            people=people,
            deeds=_deeds(found[0]),
        )

    def carry_out(self, session: Session, yes: InboxYes) -> str:
        decision = _ANSWERS[yes.deed.code]
        request = AnswerAsked(
            approval_id=yes.deed.item_ids[0],
            decision=decision,
            reason=yes.reason,
            approval=yes.approval,
        )
        self.services.answer(session, request)
        return say_of.said_yes_done() if decision == "approve" else say_of.said_no_done()


def _item(row: AskedRow) -> InboxItem:
    asked = row.asked
    return InboxItem(
        kind=InboxKind.ASKED,
        item_id=asked.approval_id,
        title=say_of.asked_title(asked.title),
        detail=say_of.who_asks(row.asked_by_name, asked.till_label),
        state_text=say_of.waits(wait_text(max(1, row.wait_s))),
        at=asked.asked_at,
        tone=Tone.NEEDS_YOU,
        did_it=frozenset({asked.asked_by}),
    )


def _deeds(row: AskedRow) -> tuple[InboxDeed, ...]:
    ids, who = (row.asked.approval_id,), frozenset({row.asked.asked_by})
    return (
        InboxDeed(
            code="yes",
            key="F12",
            words=say_of.say_yes(),
            follows=say_of.yes_follows(),
            reasons=say_of.yes_reasons(),
            item_ids=ids,
            did_it=who,
        ),
        InboxDeed(
            code="no",
            key="F8",
            words=say_of.say_no(),
            follows=say_of.no_follows(),
            reasons=say_of.no_reasons(),
            item_ids=ids,
            did_it=who,
        ),
    )
