"""What *Import and export* says."""

from app.presenters.locale_in_force import whole
from app.presenters.words import beside, counted, named, retold, say
from app.use_cases.catalog_csv import CatalogCheck, CheckedRow
from app.use_cases.customer_csv import ImportReport, RowFate
from app.use_cases.file_jobs import FileWork
from app.use_cases.send_catalog import CatalogResult


def page_title() -> str:
    return say("Import and export")


def page_detail() -> str:
    return say("Customers and catalog as files")


def work_name(work: FileWork) -> str:
    names = {
        "customers_out": say("Customers out"),
        "customers_in": say("Customers in"),
        "catalog_out": say("Catalog out"),
        "catalog_check": say("Check a catalog"),
        "catalog_in": say("Catalog in"),
    }
    return names[work]


def work_about(work: FileWork) -> str:
    words = {
        "customers_out": say("Writes every customer this till knows into a CSV file."),
        "customers_in": say(
            "Reads customers from a CSV file, adds those that are new and changes those it knows."
            " Consent is never imported: a person gives it."
        ),
        "catalog_out": say(
            "Writes what is for sale here into a CSV file that can be changed and imported again."
        ),
        "catalog_check": say(
            "Reads a CSV file by central's own rules and says what it would take and what it would"
            " refuse. Nothing is changed."
        ),
        "catalog_in": say(
            "Checks a CSV file, then sends it to central, which changes prices and goods at every"
            " till of this store. It needs the line and a supervisor's PIN."
        ),
    }
    return words[work]


def begin_words(work: FileWork) -> str:
    names = {
        "customers_out": say("Write the file"),
        "customers_in": say("Read customers in"),
        "catalog_out": say("Write the file"),
        "catalog_check": say("Check the file"),
        "catalog_in": say("Check the file"),
    }
    return names[work]


def file_label(folder: str) -> str:
    return say("File, in {folder} or with its whole path (F4)", folder=folder)


def progress(done: int, total: int) -> str:
    if total:
        return say("{done} of {total} rows", done=whole(done), total=whole(total))
    return rows(done)


def rows(count: int) -> str:
    return counted(count, "{number} row", "{number} rows")


def goes_on() -> str:
    return say("It goes on while you sell. F6 stops it after the rows at hand.")


def stopping() -> str:
    return say("Stopping after the rows at hand \N{HORIZONTAL ELLIPSIS}")


# ------------------------------------------------------------------ what came of it
def written(count: int) -> str:
    return counted(count, "{number} row written", "{number} rows written")


def nothing_written() -> str:
    return say("Stopped, no file was written")


def nothing_written_text() -> str:
    return say("A file of that name that was there before is as it was.")


def stopped() -> str:
    return say("Stopped")


def customers_read() -> str:
    return say("The customers are read")


def checked() -> str:
    return say("The file is checked, nothing was changed")


def customer_counts(report: ImportReport) -> str:
    return _kept_counts(report.added, report.changed, report.same, report.refused)


def _kept_counts(added: int, changed: int, same: int, refused: int) -> str:
    return beside(
        counted(added, "{number} added", "{number} added"),
        counted(changed, "{number} changed", "{number} changed"),
        counted(same, "{number} as it was", "{number} as they were"),
        counted(refused, "{number} refused", "{number} refused"),
    )


def check_counts(check: CatalogCheck) -> str:
    return beside(
        counted(check.new, "{number} new", "{number} new"),
        counted(check.known, "{number} known here", "{number} known here"),
        counted(check.refused, "{number} refused", "{number} refused"),
    )


def unknown_columns(names: tuple[str, ...]) -> str:
    return say("Columns that mean nothing here: {names}.", names=", ".join(names))


def line(number: int) -> str:
    return say("Line {number}", number=whole(number))


def customer_row(row: RowFate) -> str:
    return retold(row.why)


def catalog_row(row: CheckedRow) -> str:
    """What the office's own report would say of a row."""
    return finding(row.finding, row.reason)


def finding(word: str, reason: str) -> str:
    """What was found about a row; of a newer central's words only the reason is known."""
    words = {
        "bad_row": say("Refused: a row that cannot be used"),
        "repeated_sku": say("Refused: its SKU came before in this file"),
        "no_price": say("Taken: no price, the till asks for one"),
        "zero_price": say("Taken: a price of zero, the till asks for one"),
        "missing_weight": say("Taken: no weight"),
        "duplicate_barcode": say("Taken: another item has its barcode too"),
        "unreadable_weight": say("Taken without its weight: it cannot be read"),
        "unreadable_size": say("Taken without its size: it cannot be read"),
        "unreadable_barcode": say("Taken without that barcode: it cannot be read"),
        "unknown_tax_class": say("Taken: a tax class without a VAT rate, it cannot be sold yet"),
    }
    return beside(words.get(word, word), named(reason))


def refused() -> str:
    return say("Refused")


# ------------------------------------------------------------------ to central
def look_first() -> str:
    return say("Look at what was found. F12 sends the file as it was checked; nothing is sent yet.")


def send_words() -> str:
    return say("Send to central")


def send_follows() -> str:
    return say(
        "Prices and goods change at every till of this store with its next exchange. What the file"
        " does not name stays as it is."
    )


def send_audit(count: int) -> str:
    return f"send catalog, {count} rows"


def central_works() -> str:
    return say("Central imports the file while you sell. F6 stops waiting.")


def ready_to_send() -> str:
    return say("The file is checked and ready to send")


def nothing_to_send() -> str:
    return say("Central could use no row of this file")


def imported() -> str:
    return say("Central has imported the catalog")


def nothing_new() -> str:
    return say("Nothing was changed: central has it all already")


def stopped_waiting() -> str:
    return say("Stopped waiting")


def not_sent_text() -> str:
    return say("Nothing was sent, and nothing was changed.")


def stopped_sent_text(counts: str) -> str:
    return say(
        "Central has imported the whole file. Of the rows it had told of: {counts}. Send the same"
        " file again to see the rest.",
        counts=counts,
    )


def sent_counts(result: CatalogResult) -> str:
    return _kept_counts(result.added, result.changed, result.unchanged, result.refused)


def outcome(word: str) -> str:
    names = {
        "added": say("Added"),
        "changed": say("Changed"),
        "unchanged": say("As it was"),
        "refused": refused(),
    }
    return names.get(word, word)
