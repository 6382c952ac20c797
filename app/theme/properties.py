"""Set a style property on a widget and have the style sheet looked at again."""

from PySide6.QtWidgets import QWidget


def set_style_property(widget: QWidget, name: str, value: str | bool | None) -> None:
    """Set ``widget``'s property ``name`` and restyle it and what lies in it, if it changed.

    Qt reads properties only when a widget is polished, so a changed ``tone`` or ``state`` shows
    only after this.
    """
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for part in (widget, *widget.findChildren(QWidget)):
        style = part.style()
        style.unpolish(part)
        style.polish(part)
    widget.updateGeometry()
    widget.update()
