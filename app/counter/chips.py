"""Chips: small round buttons of which one, or none, is chosen."""

from PySide6.QtWidgets import QPushButton

from app.widgets.visibility import show_or_hide


def chip(text: str = "", key: str = "", *, is_checkable: bool = True) -> QPushButton:
    """A chip with the key that presses it; Enter anywhere in a dialog is never its own."""
    made = QPushButton()
    made.setProperty("kind", "chip")
    made.setCheckable(is_checkable)
    made.setAutoDefault(False)
    name_chip(made, text, key)
    return made


def name_chip(button: QPushButton, text: str, key: str = "") -> None:
    """Put words and key on a chip; a screen reader hears both, with a pause between."""
    button.setText(f"{text}   {key}" if key else text)
    button.setAccessibleName(f"{text}, {key}" if key else text)


def show_chip(button: QPushButton, words: tuple[str, ...], number: int, key: str = "") -> None:
    """Show the words of its place in a row of chips, or nothing where the row is shorter."""
    is_there = number < len(words)
    name_chip(button, words[number] if is_there else "", key if is_there else "")
    show_or_hide(button, shown=is_there)
