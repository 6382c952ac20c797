"""What the supervisor's desk says of providers; all of it passes through ``words.say``."""

from app.presenters.words import counted, listed, say


def answers() -> str:
    return say("Answers")


def silent() -> str:
    return say("Does not answer")


def switched_off() -> str:
    return say("Switched off by the office")


def kept_on() -> str:
    return say("Kept on by the office")


def until(time: str) -> str:
    return say("Until {time}", time=time)


def why_silent() -> str:
    return say(
        "It does not answer, so it is left alone for a while and then tried again. Claims wait and"
        " nothing is lost; take another way of paying. It needs nothing from you."
    )


def why_switched_off() -> str:
    return say(
        "The office keeps tills from asking it for now. Claims wait and nothing is lost; take"
        " another way of paying."
    )


def why_answers() -> str:
    return say("It can be used, as far as central knows.")


def state_fact() -> str:
    return say("State")


def since_fact() -> str:
    return say("Silent since")


def again_fact() -> str:
    return say("Tried again at")


def held_fact() -> str:
    return say("Held by the office")


def held_until(at: str) -> str:
    return say("Until {time}", time=at)


def failures_fact() -> str:
    return say("Failures")


def no_failure() -> str:
    return say("None that counted")


def failed(number: int, at: str) -> str:
    """``4 calls failed in a row, the last Sat 21 Nov 14:26``."""
    calls = counted(number, "{number} call failed", "{number} calls failed in a row")
    return listed(calls, say("the last {time}", time=at))


def failed_last(at: str) -> str:
    return say("The last one {time}", time=at)
