"""What the first run says."""

from app.presenters.words import say


def steps() -> tuple[str, ...]:
    return (say("Language"), say("Central"), say("Printer"), say("Ready"))


def language_title() -> str:
    return say("Which language does this till speak?")


def language_text() -> str:
    return say("You can change it later under More.")


def central_title() -> str:
    return say("Give this till its name")


def central_text() -> str:
    return say(
        "The office makes a code for each new till and tells you central's address. Type both as"
        " they were given to you."
    )


def address() -> str:
    return say("Central's address")


def code() -> str:
    return say("Enrolment code")


def need_address() -> str:
    return say("Type the address that the office gave you.")


def need_code() -> str:
    return say("Type the code that the office gave you.")


def enrolling() -> str:
    return say("Asking central")


def enrol() -> str:
    return say("Enrol this till")


def enrolled_as(till_id: str) -> str:
    return say("This till is enrolled as {till}.", till=till_id)


def printer_title() -> str:
    return say("Where do receipts come out?")


def printer_text() -> str:
    return say(
        "Without a printer, receipts are kept as files in the till's folder. You can set it later"
        " under More, Devices."
    )


def printer_kind() -> str:
    return say("Printer")


def printer_address() -> str:
    return say("Its address")


def printer_address_hint(link: str) -> str:
    return {
        "network": say("As on its test page, for example 192.168.1.50"),
        "spooler": say("The name of its queue on this computer"),
        "device": say("Its device file, for example /dev/usb/lp0"),
        "serial": say("Its port, for example COM3"),
    }.get(link, "")


def links() -> tuple[tuple[str, str], ...]:
    return (
        ("folder", say("None yet: keep receipts as files")),
        ("network", say("On the network")),
        ("spooler", say("A printer of this computer")),
        ("device", say("On USB (Linux)")),
        ("serial", say("On a serial port")),
    )


def paper_width() -> str:
    return say("Paper")


def narrow_paper() -> str:
    return say("58 mm")


def wide_paper() -> str:
    return say("80 mm")


def need_printer_address() -> str:
    return say("Type where the printer is, or choose none yet.")


def done_title() -> str:
    return say("Everything is ready")


def done_text(till_id: str) -> str:
    return say(
        "This till is enrolled as {till}. Products and people arrive by themselves in a moment;"
        " then sign in with your PIN.",
        till=till_id,
    )


def go_on() -> str:
    return say("Next")


def start() -> str:
    return say("Start the till")


def back() -> str:
    return say("Back")


def later() -> str:
    return say("You may close this window at any time: it goes on here at the next start.")
