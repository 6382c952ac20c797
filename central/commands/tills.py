"""``enrol-code``, ``revoke-till`` and ``lost-till``: which machines are ours."""

from argparse import ArgumentParser, Namespace

from central.allotments.losing import Loss, declare_lost
from central.commands.options import Command, add_store_option, chosen_store, opened, say
from central.enrolment.codes import issue_code
from central.tills.revoking import revoke_till


def _describe_code(parser: ArgumentParser) -> None:
    parser.add_argument("--till", help="label of a till that lost its keys, such as GY03")
    parser.add_argument("--plain", action="store_true", help="print the code and nothing else")
    add_store_option(parser)


def _run_code(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        issued = issue_code(central, store, label=options.till)
    if options.plain:
        say(issued.code)
    else:
        until = issued.expires_at.strftime("%Y-%m-%d %H:%M UTC")
        say(f"{issued.code}\n\nType this at the till. It works once, until {until}.")
    return 0


def _describe_revoke(parser: ArgumentParser) -> None:
    parser.add_argument("label", help="such as GY03")
    parser.add_argument("--reason", default="", help="for the audit log; no names")
    add_store_option(parser)


def _run_revoke(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        revoke_till(central, store, options.label, options.reason)
    say(
        f"Till {options.label} is revoked. What it sent so far stays; what it sends from now on is"
        " kept for a person to decide, and it is told nothing more."
    )
    return 0


def _describe_lost(parser: ArgumentParser) -> None:
    parser.add_argument("--till", required=True, help="label, such as GY03")
    parser.add_argument("--stream", help="one that it left, such as GY03A: the till stays in use")
    parser.add_argument("--by", required=True, help="staff id of who decides it")
    parser.add_argument("--reason", required=True, help="for the audit log; no names")
    add_store_option(parser)


def _run_lost(options: Namespace) -> int:
    with opened(options) as central:
        store = chosen_store(central, options)
        loss = Loss(label=options.till, stream=options.stream, by=options.by, reason=options.reason)
        reclaimed = declare_lost(central, store, loss)
    units = ", ".join(f"{count} of {name}" for name, count in reclaimed.units) or "nothing was held"
    say(
        f"Closed: {', '.join(reclaimed.streams)}. Free to grant again: {units}."
        " What comes from there later is kept, and becomes a case."
    )
    return 0


ENROL_CODE = Command("enrol-code", "make a code that enrols a till", _describe_code, _run_code)
REVOKE_TILL = Command("revoke-till", "shut a lost till out", _describe_revoke, _run_revoke)
LOST_TILL = Command(
    "lost-till", "declare a till, or one of its streams, lost for good", _describe_lost, _run_lost
)
