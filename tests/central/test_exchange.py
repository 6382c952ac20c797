"""One exchange: stored, applied once, answered after the commit."""

from central.tables import operation, sale, takings
from tests.central.office import Office
from tests.central.paper_till import PaperTill


def test_sale_is_stored_applied_and_acknowledged(office: Office, till: PaperTill) -> None:
    till.sell()

    answer = till.push()

    assert answer.header.stored_through == 1
    assert answer.header.durable_through == 0
    assert answer.rulings == ()
    assert answer.end is not None
    assert [row["state"] for row in office.rows(operation)] == ["applied"]
    assert [row["total_minor"] for row in office.rows(sale)] == [114_000]
    assert [row["state"] for row in office.rows(takings)] == ["applied"]
