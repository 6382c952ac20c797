"""Asking from afar, for pictures and tests: what was asked, and what others ask, in plain lists."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from app.presenters.afar_services import AfarServices
from app.use_cases.answer_asked import AnswerAsked, AskedRow
from app.use_cases.approve import Approval
from app.use_cases.ask_from_afar import AskFromAfar, AskSeen, Why
from app.use_cases.ports import Clock
from app.use_cases.till import Session
from domain.errors import RuleBroken
from domain.remote_approval import ApprovalState, AskedElsewhere, RemoteAsk
from domain.staff import Permission
from sync.protocol.approval_bodies import Answer

WAIT = timedelta(minutes=10)


@dataclass
class MemoryAfar:
    """``asks`` are those of this till by id, ``others`` what is asked elsewhere.

    ``failure`` is raised once by the next call, ``list_failure`` by the next look at the list.
    """

    asks: dict[str, RemoteAsk] = field(default_factory=dict)
    others: list[AskedRow] = field(default_factory=list)
    answers: list[AnswerAsked] = field(default_factory=list)
    failure: Exception | None = None
    list_failure: Exception | None = None
    name: str = "Roxanne Adams"

    def services(self, clock: Clock) -> AfarServices:
        return AfarServices(
            ask=lambda session, request: self._ask(session, request, clock),
            find=self._find,
            cancel=self._cancel,
            take=self._take,
            list_asked=self._list,
            answer=self._answer,
            new_id=lambda: f"ask-{len(self.asks) + 1}",
        )

    def become(self, state: ApprovalState, answer: str = "") -> None:
        """Central has said something of what was asked last."""
        found = list(self.asks.values())[-1]
        by = "staff-ra" if state in {"approved", "rejected"} else ""
        self.asks[found.approval_id] = replace(found, state=state, answered_by=by, answer=answer)

    def asked_elsewhere(self, clock: Clock) -> None:
        """Somebody asks at another till."""
        now = clock.now()
        asked = AskedElsewhere(
            approval_id="ask-else",
            till_id="till-03",
            till_label="GY03",
            asked_by="staff-dr",
            title="MMG claim of G$21,600",
            detail="Reference 20402048536279",
            reason="The claim is above G$20,000.",
            asked_at=now - timedelta(minutes=2),
            expires_at=now + timedelta(minutes=8),
        )
        self.others.append(AskedRow(asked=asked, asked_by_name="Devon Ramsaroop", wait_s=480))

    def states(self) -> list[str]:
        """What has become of each, the first asked first."""
        return [each.state for each in self.asks.values()]

    def _ask(self, session: Session, request: AskFromAfar, clock: Clock) -> RemoteAsk:
        self._fail()
        now = clock.now()
        made = RemoteAsk(
            approval_id=request.approval_id,
            asked_by=session.staff_id,
            title=request.title,
            detail=request.detail,
            reason=request.reason,
            state="asked",
            asked_at=now,
            expires_at=now + WAIT,
            changed_at=now,
        )
        self.asks[made.approval_id] = made
        return made

    def _list(self) -> tuple[AskedRow, ...]:
        failure, self.list_failure = self.list_failure, None
        if failure is not None:
            raise failure
        return tuple(self.others)

    def _find(self, approval_id: str) -> AskSeen:
        self._fail()
        found = self.asks[approval_id]
        return AskSeen(found, self.name if found.answered_by else "")

    def _cancel(self, session: Session, approval_id: str, why: Why) -> RemoteAsk:
        del session
        self._fail()
        found = self.asks[approval_id]
        if found.is_open:
            state: ApprovalState = "expired" if why == "expired" else "cancelled"
            self.asks[approval_id] = replace(found, state=state)
        return self.asks[approval_id]

    def _take(self, session: Session, approval_id: str) -> Approval:
        del session
        self._fail()
        found = self.asks[approval_id]
        if found.state != "approved":
            raise RuleBroken("There is no answer", "It was used before.", "no_answer")
        self.asks[approval_id] = replace(found, state="used")
        return Approval(approved_by=found.answered_by, permission=Permission.APPROVE)

    def _answer(self, session: Session, request: AnswerAsked) -> Answer:
        del session
        self._fail()
        self.answers.append(request)
        self.others = [
            each for each in self.others if each.asked.approval_id != request.approval_id
        ]
        return request.decision

    def _fail(self) -> None:
        failure, self.failure = self.failure, None
        if failure is not None:
            raise failure
