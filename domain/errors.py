"""The closed families of failures, each with words a hurried cashier understands.

Every error has a `title` (what to look at) and a `message` (what happened, that nothing is lost,
what to press). Screens show both as they are. Code branches on the class, and for a broken rule
on its `code`, never on the words.
"""


class WindwardError(Exception):
    """Any failure that Windward explains to a person: `title` and `message`, in plain words."""

    def __init__(self, title: str, message: str) -> None:
        super().__init__(title, message)
        self.title = title
        self.message = message

    def __str__(self) -> str:
        return f"{self.title}: {self.message}"


class BadInput(WindwardError):
    """A person typed, scanned or imported something that cannot be used; they can correct it."""


class RuleBroken(WindwardError):
    """A rule of the trade forbids it; `code` is the stable name of that rule."""

    def __init__(self, title: str, message: str, code: str) -> None:
        super().__init__(title, message)
        self.args = (title, message, code)
        self.code = code


class NotAllowed(WindwardError):
    """This person's role or PIN does not permit it."""


class Conflict(WindwardError):
    """Somebody or something changed it first; look again, then repeat."""


class NotFound(WindwardError):
    """There is no such thing on this machine."""


class WorldFailure(WindwardError):
    """Disk, printer, link or secret store failed; the till keeps selling."""


class DataDamaged(WindwardError):
    """What is stored is not what was written: ours to explain, and nothing may be overwritten."""
