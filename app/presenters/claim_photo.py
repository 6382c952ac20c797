"""The photo of the message beside a claim: read on a lane of its own, dropped at any moment."""

from collections.abc import Callable

from app.presenters.services import Desk


class ClaimPhoto:
    """Holds what was read. An answer that comes after it was dropped is thrown away.

    ``on_read`` gets the photo, or None and why there is none.
    """

    def __init__(
        self, desk: Desk, on_read: Callable[[bytes | None, Exception | None], None]
    ) -> None:
        self._desk = desk
        self._on_read = on_read
        self._try_no = 0
        self.photo: bytes | None = None
        self.is_reading = False

    @property
    def is_there(self) -> bool:
        """Whether there is a photo, or will be in a moment."""
        return self.is_reading or self.photo is not None

    def drop(self) -> None:
        """Go on without a photo, whatever is still being read."""
        self._try_no += 1
        self.photo, self.is_reading = None, False

    def read(self, name: str) -> None:
        """Read a file; the one before is forgotten."""
        self.drop()
        self.is_reading = True
        this_try = self._try_no
        read = self._desk.services.payments.paying.read_photo
        self._desk.runner.run(
            "read",
            lambda: read(name),
            lambda photo: self._take(this_try, photo, None),
            lambda error: self._take(this_try, None, error),
        )

    def _take(self, of_try: int, photo: bytes | None, error: Exception | None) -> None:
        if of_try == self._try_no:
            self.photo, self.is_reading = photo, False
            self._on_read(photo, error)
