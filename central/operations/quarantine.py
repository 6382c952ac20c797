"""Why an authentic fact cannot be applied as it is."""


class QuarantineError(Exception):
    """An authentic fact that cannot be applied as it is: it is kept, and a person decides.

    ``title`` and ``message`` are for that person. Neither may hold a personal datum.
    """

    def __init__(self, title: str, message: str) -> None:
        super().__init__(title, message)
        self.title = title
        self.message = message
