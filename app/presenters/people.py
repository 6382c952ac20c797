"""Staff as rows a person chooses from: at sign-in, and when an approver is asked."""

from dataclasses import dataclass

from app.presenters import words
from domain.staff import Role, StaffMember


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person to choose; ``initials`` stand where a picture would."""

    staff_id: str
    name: str
    role_text: str
    initials: str


def person_row(member: StaffMember) -> PersonRow:
    """Put a person into words."""
    return PersonRow(
        staff_id=member.staff_id,
        name=member.name,
        role_text=role_text(member.role),
        initials=initials_of(member.name),
    )


def role_text(role: Role) -> str:
    """``Cashier`` or ``Supervisor``."""
    return words.supervisor() if role is Role.SUPERVISOR else words.cashier()


def initials_of(name: str) -> str:
    """``SR`` for Shanelle Rodrigues: first and last word, so that long names stay two letters."""
    parts = name.split()
    if not parts:
        return "?"
    chosen = parts[:1] if len(parts) == 1 else [parts[0], parts[-1]]
    return "".join(part[0] for part in chosen).upper()
