"""A part of a writing transaction that may be undone alone, what it would publish included."""

from central.database import Writing


class Undoable:
    """A savepoint: ``commit`` or ``rollback`` it, or leave it to the end of the transaction."""

    def __init__(self, writing: Writing) -> None:
        self._publication = writing.publication
        self._mark = self._publication.mark()
        self._savepoint = writing.connection.begin_nested()

    def commit(self) -> None:
        """Keep what was written since."""
        self._savepoint.commit()

    def rollback(self) -> None:
        """Undo what was written since; no till hears of what it would have been told."""
        self._savepoint.rollback()
        self._publication.go_back(self._mark)
