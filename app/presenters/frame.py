"""The frame around every place: store and till, shift, link, who works, the time."""

from dataclasses import dataclass
from typing import Literal

from app.presenters import case_words, words
from app.presenters.key_map import PLACE_KEYS, Place
from app.presenters.people import initials_of, role_text
from app.presenters.services import TillProfile
from app.presenters.when import time_text
from app.use_cases.cases import sees_quiet_cases
from app.use_cases.till import Session
from domain.shift import Shift
from sync.protocol.status import Link, SyncStatus

LinkLook = Literal["online", "waiting", "offline", "catching_up", "needs_you"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkState:
    """The link in words; ``look`` picks the pill's colour, which never speaks alone."""

    look: LinkLook
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameState:
    """The rail and the top bar. ``places`` are those that can be gone to now."""

    title: str = ""
    shift_text: str = ""
    name: str = ""
    role_text: str = ""
    initials: str = ""
    clock_text: str = ""
    link: LinkState = LinkState(look="online", text="")
    places: tuple[Place, ...] = ()
    place: Place = Place.SIGN_IN
    can_lock: bool = False
    case_count: int = 0
    desk_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameFacts:
    """What the flow knows; ``frame_state`` puts it into words."""

    profile: TillProfile
    place: Place
    session: Session | None
    shift: Shift | None
    status: SyncStatus | None
    desk_count: int = 0


def frame_state(facts: FrameFacts, clock: str) -> FrameState:
    """``clock`` is ``when.clock_text`` of now, so that a state without a new minute is equal."""
    session, shift, profile = facts.session, facts.shift, facts.profile
    shift_text = words.no_shift()
    if shift is not None:
        shift_text = words.shift_since(shift.number, time_text(shift.opened_at, profile.zone))
    at_work = session is not None and shift is not None and facts.place is not Place.SIGN_IN
    case_count = cases_for(session, facts.status)
    return FrameState(
        title=words.store_and_till(profile.store_name, profile.till_label),
        shift_text=shift_text,
        name=session.name if session else "",
        role_text=role_text(session.role) if session else "",
        initials=initials_of(session.name) if session else "",
        clock_text=clock,
        link=link_state(facts.status, case_count),
        places=tuple(PLACE_KEYS.values()) if at_work else _before_a_shift(facts),
        place=Place.SHIFT if facts.place is Place.OPEN_SHIFT else facts.place,
        can_lock=session is not None,
        case_count=case_count,
        desk_count=facts.desk_count,
    )


def _before_a_shift(facts: FrameFacts) -> tuple[Place, ...]:
    """Who is signed in reads today's reports after closing too; *Shift* leads to opening one."""
    is_in = facts.session is not None and facts.place is not Place.SIGN_IN
    return (Place.SHIFT, Place.MORE) if is_in else ()


def cases_for(session: Session | None, status: SyncStatus | None) -> int:
    """How many open cases whoever is signed in finds under *Needs you*: a cashier no quiet ones."""
    if status is None:
        return 0
    may_see = session is not None and sees_quiet_cases(session)
    return status.case_count if may_see else status.case_count - status.quiet_count


def link_state(status: SyncStatus | None, case_count: int = 0) -> LinkState:
    """The pill: calm words for every state, and how many operations wait."""
    if status is None:
        return LinkState(look="online", text=words.link_unknown())
    waiting = words.beside(
        words.waiting(status.waiting_count) if status.waiting_count else "",
        case_words.needs(case_count) if case_count else "",
    )
    match status.link:
        case Link.ONLINE:
            look: LinkLook = "waiting" if status.waiting_count else "online"
            return LinkState(look=look, text=words.online(), detail=waiting)
        case Link.OFFLINE:
            return LinkState(look="offline", text=words.offline(), detail=waiting)
        case Link.CATCHING_UP:
            detail = words.progress(status.done_count, status.total_count)
            return LinkState(look="catching_up", text=words.catching_up(), detail=detail)
        case Link.NEEDS_YOU:
            return LinkState(look="needs_you", text=words.needs_you(), detail=waiting)
