"""What follows from an outcome: money is counted, and a person is told where one is needed."""

from central.operation_key import OperationKey
from central.operations.applying import Outcome, Workplace
from central.operations.cases import NewCase, open_case, open_case_of_stream
from central.operations.correction_cases import note_correction
from central.operations.money import count_money
from central.operations.refund_facts import weigh_refunds


def note_outcome(work: Workplace, key: OperationKey, outcome: Outcome) -> None:
    """Count an operation's money, whatever became of it, and open the case of a quarantined one."""
    writing = work.writing
    if outcome.money is not None:
        count_money(writing.connection, key, work.store_id, outcome.money, outcome.state)
        weigh_refunds(work.central, writing, key.organisation_id, outcome.money.receipt)
    is_correction = outcome.kind == "operation_corrected" and outcome.state != "awaiting_upgrade"
    if is_correction and note_correction(writing, key, refusal=outcome.message or ""):
        return
    if outcome.state == "quarantined":
        open_case(writing, work.central.surroundings, key, _case(work, outcome, "quarantine"))
    elif outcome.state == "awaiting_upgrade":
        case = _case(work, outcome, "awaiting_upgrade")
        open_case_of_stream(writing, work.central.surroundings, key, case)


def _case(work: Workplace, outcome: Outcome, kind: str) -> NewCase:
    return NewCase(
        store_id=work.store_id,
        kind=kind,
        title=outcome.title or "",
        message=outcome.message or "",
        remedy="upgrade" if kind == "awaiting_upgrade" else outcome.remedy,
        operation_kind=outcome.kind,
    )
