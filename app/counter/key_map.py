"""Which key does what on one screen or dialog: each key has one owner."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

Act = Callable[[], object]


class KeyMap:
    """Keys by their portable names (``F12``, ``Ctrl+P``, ``Del``), each with what it does.

    Screens ask it in ``keyPressEvent``, which Qt calls for keys that the focused field or list had
    no use for. A held key acts once, except those named in ``repeating``.
    """

    def __init__(self, acts: Mapping[str, Act], *, repeating: frozenset[str] = frozenset()) -> None:
        self._acts = {_portable(key): act for key, act in acts.items()}
        self._repeating = frozenset(_portable(key) for key in repeating)

    @property
    def names(self) -> frozenset[str]:
        """The keys that mean something here, by their portable names."""
        return frozenset(self._acts)

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key is for and take the event; False for a key that has no meaning here."""
        key = _name_of(event)
        act = self._acts.get(key)
        if act is None:
            return False
        event.accept()
        if not event.isAutoRepeat() or key in self._repeating:
            act()
        return True


def _portable(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def _name_of(event: QKeyEvent) -> str:
    if event.key() in {Qt.Key.Key_unknown, 0}:
        return ""
    combination = event.keyCombination()
    modifiers = combination.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = combination.key()
    if key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    if key == Qt.Key.Key_Plus:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    sequence = QKeySequence(Qt.KeyboardModifier(modifiers) | key)
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def is_typing(event: QKeyEvent) -> bool:
    """Whether a key types something: then it belongs into the search field."""
    text = event.text()
    changed = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    return bool(text) and text.isprintable() and not changed
