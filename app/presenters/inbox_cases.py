"""Cases among the rows of the supervisor's desk: opened where they can be put right."""

from collections.abc import Sequence

from app.presenters import inbox_words, words
from app.presenters.inbox_rows import (
    Fact,
    InboxDeed,
    InboxDetail,
    InboxItem,
    InboxKind,
    InboxYes,
)
from app.presenters.notices import Tone
from app.presenters.services import CaseServices
from app.use_cases.cases import CaseView
from app.use_cases.second_person import SIGNED_ALONE
from app.use_cases.till import Session

OPEN = "open"


class CaseRows:
    """Quarantine, payment conflicts, statements, thresholds: whatever central made a case of."""

    kind = InboxKind.CASE

    def __init__(self, services: CaseServices) -> None:
        self._services = services

    def list_items(self) -> Sequence[InboxItem]:
        """Every case but those that stand here already, as deeds to look at again."""
        cases = self._services.list_cases()
        return tuple(_item(case) for case in cases if case.kind != SIGNED_ALONE)

    def show(self, item: InboxItem) -> InboxDetail:
        found = [each for each in self._services.list_cases() if each.case_id == item.item_id]
        if not found:
            return InboxDetail()
        case = found[0]
        told = (
            (inbox_words.about(), case.subject),
            (inbox_words.held_up(), words.retold(case.blocked)),
            (inbox_words.what_to_do(), words.retold(case.next_step)),
        )
        deed = InboxDeed(
            code=OPEN,
            key="F12",
            words=inbox_words.open_case(),
            follows=inbox_words.open_case_follows(),
            is_signed=False,
            item_ids=(case.case_id,),
        )
        return InboxDetail(
            why=(case.message,),
            facts=tuple(Fact(name=name, text=text) for name, text in told if text),
            deeds=(deed,),
        )

    def carry_out(self, session: Session, yes: InboxYes) -> str:
        """Nothing of a case is signed here."""
        raise NotImplementedError(session, yes)


def _item(case: CaseView) -> InboxItem:
    if case.closed_text:
        state = inbox_words.case_settled()
    elif case.is_resent:
        state = inbox_words.case_resent()
    else:
        state = inbox_words.case_read() if case.is_read else inbox_words.case_new()
    is_new = not (case.closed_text or case.is_read or case.is_resent)
    return InboxItem(
        kind=InboxKind.CASE,
        item_id=case.case_id,
        title=case.title,
        detail=case.subject,
        state_text=state,
        at=case.opened_at,
        tone=Tone.NEEDS_YOU if is_new else Tone.NEUTRAL,
        needs_person=not case.closed_text,
    )
