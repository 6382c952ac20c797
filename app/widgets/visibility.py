"""Show or hide a part that may not lie in a window yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def show_or_hide(part: QWidget, *, shown: bool) -> None:
    """Make ``part`` seen or unseen within its parent.

    Qt opens a part that has no parent yet as a window of its own when it is shown; such a part is
    only freed of an earlier hiding here, and appears with the parent it is put into.
    """
    if shown and part.isWindow():
        part.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        return
    part.setVisible(shown)
