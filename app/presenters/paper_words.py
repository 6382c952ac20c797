"""What the print queue and the ways of a receipt say."""

from app.presenters.words import counted, say


def page_title() -> str:
    return say("Papers")


def page_detail() -> str:
    return say("What waits for a printer")


def nothing_waits() -> str:
    return say("Every paper has come out.")


def nothing_waits_next() -> str:
    return say("A paper that a printer does not take waits here. Ctrl+P prints a receipt again.")


def waits(count: int) -> str:
    return counted(count, "{number} paper waits", "{number} papers wait")


def about() -> str:
    return say("Sales go on while papers wait. Nothing on them is lost.")


def paper(kind: str, subject: str, copy_no: int) -> str:
    """How a paper is named in the list."""
    names = {
        "receipt": say("Receipt {number}", number=subject),
        "z": say("Z report {number}", number=subject),
        "label": say("Labels {number}", number=subject),
        "refund": say("Refund {number}", number=subject),
    }
    name = names.get(kind, subject)
    return say("{paper}, copy {number}", paper=name, number=copy_no) if copy_no else name


def detail(at: str, failure: str) -> str:
    if failure:
        return say("Since {time}. {failure}", time=at, failure=failure)
    return say("Since {time}, not tried yet", time=at)


def tries(count: int) -> str:
    return counted(count, "{number} try", "{number} tries") if count else ""


def printed(count: int) -> str:
    return counted(count, "{number} paper printed", "{number} papers printed")


def dropped(name: str) -> str:
    return say("{paper} will not be printed", paper=name)


def dropped_text() -> str:
    return say("What it shows is saved. It can be printed again from its receipt.")


def main_printer() -> str:
    return say("The usual printer")


def mail_queued(address: str) -> str:
    return say("The receipt goes to {address}", address=address)


def mail_queued_text() -> str:
    return say("It is sent when the line is there.")


def tax_invoice_for(name: str) -> str:
    return say("Tax invoice for {name}", name=name)


def tax_invoice_text() -> str:
    return say("It prints now. Take the paper without the buyer back.")


def pdf_saved() -> str:
    return say("The PDF is saved")
