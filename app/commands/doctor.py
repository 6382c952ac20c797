"""``windward doctor``: how a till stands and what to do next, in plain words; changes nothing."""

from argparse import Namespace

from app.checkup import Finding, Patient, State, examine, worst
from app.commands.options import (
    DONE,
    LEFT,
    NEEDS_YOU,
    Command,
    add_json_option,
    folder_of,
    say,
    say_json,
)
from app.devices.system_clock import SystemClock

_CODES = {
    State.OK: DONE,
    State.LOOK: LEFT,
    State.STEP: NEEDS_YOU,
    State.BROKEN: NEEDS_YOU,
}
_SIGNS = {
    State.OK: "ok    ",
    State.LOOK: "look  ",
    State.STEP: "step  ",
    State.BROKEN: "BROKEN",
}
_VERDICTS = {
    State.OK: "All is well.",
    State.LOOK: "The till works. Somebody should look at what is marked.",
    State.STEP: "Nothing is broken and nothing was changed: it is no till yet.",
    State.BROKEN: "The till cannot work like this. Nothing was changed. Begin with the first BROKEN"
    " line; delete nothing.",
}


def _run(options: Namespace) -> int:
    patient = Patient(folder_of(options), SystemClock(), options.central)
    findings = examine(patient)
    state = worst(findings)
    if options.json:
        say_json(
            {"state": state.value, "checks": [_facts(finding) for finding in findings]},
        )
    else:
        for finding in findings:
            say("\n".join(_lines(finding)))
        say(_VERDICTS[state])
    return _CODES[state]


def _facts(finding: Finding) -> dict[str, str]:
    return {
        "name": finding.name,
        "state": finding.state.value,
        "found": finding.found,
        "next": finding.next_step,
    }


def _lines(finding: Finding) -> list[str]:
    lines = [f"{_SIGNS[finding.state]}  {finding.name:<9} {finding.found}"]
    if finding.next_step:
        lines.append(f"{'':<18}-> {finding.next_step}")
    return lines


DOCTOR = Command("doctor", "explain how this till stands and what to do", add_json_option, _run)
