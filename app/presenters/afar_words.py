"""What asking from afar says: at the till that asks, and at the one that is asked."""

from app.presenters.words import say


def ask() -> str:
    return say("Ask from afar")


def ask_again() -> str:
    return say("Ask again")


def call_off() -> str:
    return say("Call it off")


def offline() -> str:
    return say("There is no link, so nobody can be asked from afar: somebody here signs.")


def can_ask() -> str:
    return say("Nobody here? Supervisors at the other tills can be asked.")


def asking() -> str:
    return say("Asking the other tills\N{HORIZONTAL ELLIPSIS}")


def waiting(left: str) -> str:
    return say(
        "The other tills are asked. They have {left}; somebody here can still sign.", left=left
    )


def waiting_offline(left: str) -> str:
    return say("The link is gone. An answer comes when it is back, within {left}.", left=left)


def said_no(name: str, reason: str) -> str:
    return say("{name} said no: {reason}", name=name, reason=reason)


def nobody_answered() -> str:
    return say("Nobody answered in time. Nothing was done and nothing is lost.")


def called_off() -> str:
    return say("Called off. Nothing was done and nothing is lost.")


def somebody_asks() -> str:
    return say("Another till asks for a supervisor")


def open_the_desk() -> str:
    return say("A customer waits there. Alt+9 opens the supervisor's desk.")


def asked_title(title: str) -> str:
    return say("Asked: {title}", title=title)


def who_asks(name: str, till: str) -> str:
    return say("{name}, till {till}", name=name, till=till)


def waits(left: str) -> str:
    return say("Waits {left} more", left=left)


def why() -> str:
    return say("They ask from afar: nobody who may sign stands at their till.")


def evidence() -> str:
    return say("What they say")


def rule() -> str:
    return say("Why it is asked")


def who() -> str:
    return say("Who asks")


def which_till() -> str:
    return say("At till")


def say_yes() -> str:
    return say("Approve")


def yes_follows() -> str:
    return say("It goes on at their till at once, in your name.")


def say_no() -> str:
    return say("Reject")


def no_follows() -> str:
    return say("They read your reason and do without.")


def yes_reasons() -> tuple[str, ...]:
    return (say("Talked to them"), say("Known customer"))


def no_reasons() -> tuple[str, ...]:
    return (
        say("Not without a supervisor there"),
        say("The evidence does not fit"),
        say("Take another payment"),
    )


def said_yes_done() -> str:
    return say("Your yes is on its way. The first answer that comes counts.")


def said_no_done() -> str:
    return say("Your no is on its way. The first answer that comes counts.")
