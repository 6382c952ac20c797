"""What the *Devices* page and the scanner say."""

from collections.abc import Sequence

from app.presenters.locale_in_force import whole
from app.presenters.words import beside, say


def page_title() -> str:
    return say("Devices")


def page_detail() -> str:
    return say("Printer, scale, scanner, screen")


# ------------------------------------------------------------------ names
def printer() -> str:
    return say("Receipt printer")


def labels() -> str:
    return say("Label printer")


def printer_links() -> tuple[tuple[str, str], ...]:
    return (
        ("none", say("None")),
        ("folder", say("Files in the till's folder")),
        ("network", say("On the network")),
        ("spooler", say("A printer of this computer")),
        ("device", say("On USB (Linux)")),
        ("serial", say("On a serial port")),
    )


def connected(link: str, address: str) -> str:
    return beside(link, address)


def which_link() -> str:
    return say("Connected")


def which_address() -> str:
    return say("Its address")


def paper_width() -> str:
    return say("Paper")


def widths() -> tuple[tuple[str, str], ...]:
    return (("42", say("80 mm")), ("32", say("58 mm")), ("48", say("80 mm, small print")))


def about_labels() -> str:
    return say("Prints the labels of pieces and goods. It must understand ZPL, as Zebra's do.")


def about_labels_next() -> str:
    return say("Choose how it is connected and type its address. Labels wait until there is one.")


def drawer() -> str:
    return say("Cash drawer")


def scale() -> str:
    return say("Scale")


def scanner() -> str:
    return say("Scanner")


def display() -> str:
    return say("Customer's screen")


def keys() -> str:
    return say("Keys of this till")


# ------------------------------------------------------------------ states
def not_set_up() -> str:
    return say("Not set up")


def not_plugged_in() -> str:
    return say("Not plugged in")


def is_on() -> str:
    return say("On")


def is_off() -> str:
    return say("Off")


def in_key_ring() -> str:
    return say("In the key ring")


def in_file() -> str:
    return say("In a file")


def scanner_detail(mean_ms: int) -> str:
    return say("A scanner types a key within {mean} ms", mean=whole(mean_ms))


def drawer_detail() -> str:
    return say("Hangs on the receipt printer")


def display_detail() -> str:
    return say("A second screen of this computer")


def keys_detail() -> str:
    return say("What makes its sales its own")


def found(count: int) -> str:
    if not count:
        return say("None found at this computer")
    return say("{count} found at this computer", count=whole(count))


# ------------------------------------------------------------------ explanations
def about_printer() -> str:
    return say(
        "Prints receipts and Z reports. A printer that is off, slow or out of paper never holds up"
        " a sale: what it did not print waits and is printed again."
    )


def about_printer_next() -> str:
    return say("F12 prints a test page. Nothing is sold and nothing is counted.")


def printers_found(addresses: Sequence[str]) -> str:
    network = say("A printer on the network is not searched for: type its address.")
    if not addresses:
        return f"{say('No printer is found on USB or at this computer.')} {network}"
    return f"{say('Found: {names}.', names=', '.join(addresses))} {network}"


def about_drawer() -> str:
    return say("Opens through the receipt printer, also when the paper is out.")


def about_drawer_next() -> str:
    return say(
        "F12 opens it now: it is counted as opened without a sale. Without a shift only a"
        " supervisor may. If it stays shut, use its key."
    )


def about_scale() -> str:
    return say(
        "Weighs pieces of a shipment (F4) and goods sold by weight. Only a weight that stands still"
        " is taken; a weight that is typed is marked as typed."
    )


def about_scale_next() -> str:
    return say("Choose the scale, where it is plugged in, and what it shows. Then F12 reads it.")


def scale_missing(port: str) -> str:
    return say(
        "Nothing is plugged in at {port}. Look at the cable and the power, then F5 looks again."
        " Weights can be typed meanwhile.",
        port=port,
    )


def about_scanner() -> str:
    return say(
        "A scanner types like a keyboard, only faster. What it reads goes into the sale wherever"
        " the cursor is, never into a PIN or an amount."
    )


def about_scanner_next() -> str:
    return say("F12, then scan anything: you see what came in and how fast.")


def about_display() -> str:
    return say(
        "Shows the customer the goods, the total and the change on a second screen. It never shows"
        " a name, a phone number or a note of yours."
    )


def about_display_next() -> str:
    return say("Connect a second screen to this computer, then switch it on here.")


def about_keys_ring() -> str:
    return say("A copy of this till's folder is of no use without this computer's key ring.")


def about_keys_file() -> str:
    return say(
        "This computer has no key ring, so the keys lie in a file bound to this computer. Ask the"
        " office to set up a key ring if others use this account."
    )


# ------------------------------------------------------------------ fields
def which_scale() -> str:
    return say("Scale")


def which_port() -> str:
    return say("Plugged in at")


def which_unit() -> str:
    return say("It shows")


def none_chosen() -> str:
    return say("None")


def scanner_is_on() -> str:
    return say("Tell scans from typing")


def fastest_mean() -> str:
    return say("Mean time a key, ms")


def longest_gap() -> str:
    return say("Longest pause, ms")


def shortest_code() -> str:
    return say("Shortest code")


def prefix() -> str:
    return say("Programmed prefix")


def terminator() -> str:
    return say("Ends with")


def terminator_name(value: str) -> str:
    return {
        "either": say("Enter or Tab"),
        "enter": say("Enter"),
        "tab": say("Tab"),
        "none": say("Nothing"),
    }[value]


def yes() -> str:
    return say("Yes")


def no() -> str:
    return say("No")


def need_number() -> str:
    return say("Type a whole number.")


# ------------------------------------------------------------------ tests
def test_printer() -> str:
    return say("Print a test page")


def test_labels() -> str:
    return say("Print a test label")


def test_drawer() -> str:
    return say("Open the drawer")


def test_scale() -> str:
    return say("Read the scale")


def test_scanner() -> str:
    return say("Test the scanner")


def test_display() -> str:
    return say("Show it now")


def test_keys() -> str:
    return say("Refresh")


def printed() -> str:
    return say("The test page is at the printer. If no paper comes, look at its power and paper.")


def kicked() -> str:
    return say(
        "The drawer was told to open. If it stayed shut, it is stuck or not plugged into the"
        " printer: use its key."
    )


def reading() -> str:
    return say("Asking the scale")


def weighs(weight: str, time: str) -> str:
    return say("{weight}, standing still, read at {time}", weight=weight, time=time)


def scan_now() -> str:
    return say("Scan anything now.")


def scan_came(code: str, mean_ms: int, gap_ms: int) -> str:
    return beside(
        code,
        say("{mean} ms for each key", mean=whole(mean_ms)),
        say("longest pause {gap} ms", gap=whole(gap_ms)),
    )


def scan_known() -> str:
    return say("The till knows this scanner.")


def scan_slow() -> str:
    return say("This scanner is slower than the settings allow, so the till took it for typing.")


def use_these() -> str:
    return say("Set the times for this scanner")


def kept() -> str:
    return say("Kept.")
