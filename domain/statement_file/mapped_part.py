"""What of a statement leaves a till: the columns that its mapping names, and no other cell.

A provider's file also says who paid, from which phone, and what they wrote. None of that is wanted
anywhere, so none of it is sent.
"""

import csv
import io

from domain.statement_file.mapping import StatementMapping
from domain.statement_file.reading import StatementFile, decoded, find_places, records_of


def mapped_part(file: StatementFile, mapping: StatementMapping) -> StatementFile:
    """Return a file of the mapped columns alone; each row ends on the line it ended on.

    The file was read by this mapping before (``read_totals``), and reads the same afterwards:
    rows, sums and their lines. Raises BadInput as that does.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=mapping.delimiter, lineterminator="\n")
    places: list[int] = []
    written = 0
    for ends_on, record in records_of(decoded(file.raw, mapping), mapping.delimiter):
        places = places or sorted(find_places(record, mapping).values())
        out.write("\n" * (ends_on - 1 - written))
        writer.writerow([_one_line(record[place]) for place in places])
        written = ends_on
    return StatementFile(file.name, out.getvalue().encode(mapping.encoding))


def _one_line(cell: str) -> str:
    return cell.replace("\r", " ").replace("\n", " ").strip()
