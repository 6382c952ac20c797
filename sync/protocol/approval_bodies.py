"""A supervisor's yes from another till, on the wire (sync rules 16b).

What is asked is said in words for a supervisor: goods, amounts, rules, a provider's number. No body
holds a name, a phone number, a card's number or a PIN.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from sync.protocol.body_parts import Body, ChangeBody, Code, Text

Answer = Literal["approve", "reject"]


class ApprovalAsked(Body):
    """A cashier asks whoever may approve, at any till of the organisation.

    ``title`` says what for and how much, ``detail`` on what evidence, ``reason`` which rule wants
    it, as the asking till words them. ``expires_at`` is when that till waits no more: central
    takes the time in between only, by its own clock.
    """

    approval_id: Code
    title: Text
    detail: Text = ""
    reason: Text = ""
    expires_at: datetime


class ApprovalCancelled(Body):
    """The asking till waits no more, or does without an answer that it has."""

    approval_id: Code
    reason: Literal["pressed", "expired"]


class ApprovalAnswered(Body):
    """Somebody signed for it at another till, with a PIN. ``approved_by`` is whose PIN it was."""

    approval_id: Code
    decision: Answer
    reason: Text = ""
    approved_by: Code


class ApprovalUsed(Body):
    """The asking till goes on with the answer: once, by whom central said."""

    approval_id: Code
    approved_by: Code


class SignedAlone(Body):
    """Nobody else was there, so who was on duty signed for it alone (rule ``second_person``).

    ``permission`` is the right that a second person would have needed, ``reason`` what was signed
    for: goods, amounts and rules, never a person. What followed is a fact of its own.
    """

    permission: Code
    reason: Text


class ApprovalWanted(ChangeBody):
    """Somebody asks at another till. The change's key is the approval's id.

    ``till`` is that till's label, ``asked_by`` the staff id of who asks: never who answers.
    """

    till_id: Code
    till: Code
    asked_by: Code
    title: Text
    detail: Text = ""
    reason: Text = ""
    asked_at: datetime
    expires_at: datetime


class ApprovalWantedRemoved(ChangeBody):
    """A tombstone: it was answered, called off, or nobody answered in time."""


class ApprovalChanged(ChangeBody):
    """What became of what this till asked. The change's key is the approval's id.

    ``state`` is one of ``domain.remote_approval.STATES``; ``answered_by`` the staff id of who said
    yes or no, empty where nobody did.
    """

    state: Code
    answered_by: Annotated[str, Field(max_length=128)] = ""
    reason: Text = ""
    changed_at: datetime
