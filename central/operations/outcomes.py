"""What follows from an outcome: money is counted, and a person is told where one is needed."""

from central.operation_key import OperationKey
from central.operations.applying import Outcome, Workplace
from central.operations.cases import NewCase, open_case
from central.operations.money import count_money


def note_outcome(work: Workplace, key: OperationKey, outcome: Outcome) -> None:
    """Count an operation's money, whatever became of it, and open the case of a quarantined one."""
    writing = work.writing
    if outcome.money is not None:
        count_money(writing.connection, key, work.store_id, outcome.money, outcome.state)
    if outcome.state == "quarantined":
        case = NewCase(
            store_id=work.store_id,
            kind="quarantine",
            title=outcome.title or "",
            message=outcome.message or "",
        )
        open_case(writing, work.central.surroundings, key, case)
