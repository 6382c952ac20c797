"""What asking from afar needs of the house, and how it is bound to a till (sync rules 16b)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.presenters.payment_services import Nudging
from app.use_cases.answer_asked import (
    AnswerAsked,
    AskedRow,
    answer_asked,
    list_asked,
)
from app.use_cases.approve import Approval
from app.use_cases.ask_from_afar import (
    AskFromAfar,
    AskSeen,
    Why,
    ask_from_afar,
    cancel_ask,
    find_ask,
    take_answer,
)
from app.use_cases.till import Session, Till
from domain.remote_approval import RemoteAsk
from sync.protocol.approval_bodies import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class AfarServices:
    """Ask, look, call off, take what came; and answer what others ask."""

    ask: Callable[[Session, AskFromAfar], RemoteAsk]
    find: Callable[[str], AskSeen]
    cancel: Callable[[Session, str, Why], RemoteAsk]
    take: Callable[[Session, str], Approval]
    list_asked: Callable[[], Sequence[AskedRow]]
    answer: Callable[[Session, AnswerAsked], Answer]
    new_id: Callable[[], str]


def bind_afar(till: Till, nudging: Nudging) -> AfarServices:
    """Return the use cases with the till bound; what tells central something wakes the engine."""
    return AfarServices(
        ask=nudging(partial(ask_from_afar, till)),
        find=partial(find_ask, till),
        cancel=nudging(partial(cancel_ask, till)),
        take=nudging(partial(take_answer, till)),
        list_asked=partial(list_asked, till),
        answer=nudging(partial(answer_asked, till)),
        new_id=till.ids.new_id,
    )
