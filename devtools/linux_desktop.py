"""What a Linux desktop must bring for a Qt window, and how to install exactly what is missing.

The Qt wheels carry Qt itself but lean on the system for fonts, keyboards and the display. Other
systems bring all of it.
"""

from __future__ import annotations

import ctypes
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# What the Qt wheels expect of a Linux system: (library, platform plug-in, Debian/Ubuntu, Fedora).
# "any" is needed even by a window nobody sees. Read off the wheels of 6.11 and 6.12 with objdump.
QT_LIBRARIES: tuple[tuple[str, str, str, str], ...] = (
    ("libEGL.so.1", "any", "libegl1", "libglvnd-egl"),
    ("libGL.so.1", "any", "libgl1", "libglvnd-glx"),
    ("libX11.so.6", "any", "libx11-6", "libX11"),
    ("libdbus-1.so.3", "any", "libdbus-1-3", "dbus-libs"),
    ("libfontconfig.so.1", "any", "libfontconfig1", "fontconfig"),
    ("libfreetype.so.6", "any", "libfreetype6", "freetype"),
    ("libglib-2.0.so.0", "any", "libglib2.0-0", "glib2"),
    ("libxkbcommon.so.0", "any", "libxkbcommon0", "libxkbcommon"),
    ("libzstd.so.1", "any", "libzstd1", "libzstd"),
    ("libX11-xcb.so.1", "xcb", "libx11-xcb1", "libX11-xcb"),
    ("libxcb-cursor.so.0", "xcb", "libxcb-cursor0", "xcb-util-cursor"),
    ("libxcb-icccm.so.4", "xcb", "libxcb-icccm4", "xcb-util-wm"),
    ("libxcb-image.so.0", "xcb", "libxcb-image0", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "xcb", "libxcb-keysyms1", "xcb-util-keysyms"),
    ("libxcb-randr.so.0", "xcb", "libxcb-randr0", "libxcb"),
    ("libxcb-render-util.so.0", "xcb", "libxcb-render-util0", "xcb-util-renderutil"),
    ("libxcb-render.so.0", "xcb", "libxcb-render0", "libxcb"),
    ("libxcb-shape.so.0", "xcb", "libxcb-shape0", "libxcb"),
    ("libxcb-shm.so.0", "xcb", "libxcb-shm0", "libxcb"),
    ("libxcb-sync.so.1", "xcb", "libxcb-sync1", "libxcb"),
    ("libxcb-util.so.1", "xcb", "libxcb-util1", "xcb-util"),
    ("libxcb-xfixes.so.0", "xcb", "libxcb-xfixes0", "libxcb"),
    ("libxcb-xkb.so.1", "xcb", "libxcb-xkb1", "libxcb"),
    ("libxcb.so.1", "xcb", "libxcb1", "libxcb"),
    ("libxkbcommon-x11.so.0", "xcb", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    ("libwayland-client.so.0", "wayland", "libwayland-client0", "libwayland-client"),
    ("libwayland-cursor.so.0", "wayland", "libwayland-cursor0", "libwayland-cursor"),
    ("libwayland-egl.so.1", "wayland", "libwayland-egl1", "libwayland-egl"),
)


def can_load(library: str) -> bool:
    """Tell whether the dynamic linker finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def platform_plugins(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Name the Qt platform plug-ins that could show a window here, the likeliest first."""
    chosen = environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    if chosen:
        return (chosen.replace("wayland-egl", "wayland"),)
    plugins = ("wayland",) if environ.get("WAYLAND_DISPLAY") else ()
    return (*plugins, "xcb") if environ.get("DISPLAY") or not plugins else plugins


def missing_libraries(
    plugins: Sequence[str], loads: Callable[[str], bool]
) -> tuple[tuple[str, str, str, str], ...]:
    """List the rows of QT_LIBRARIES to add; one working plug-in of several is enough."""
    absent = [row for row in QT_LIBRARIES if row[1] in ("any", *plugins) and not loads(row[0])]
    return min(
        (tuple(row for row in absent if row[1] in ("any", plugin)) for plugin in plugins), key=len
    )


def install_lines(missing: Sequence[tuple[str, str, str, str]], tools: Sequence[str]) -> str:
    """Say how to add the missing libraries: one command line, for the package tool found here."""
    debian = " ".join(sorted({row[2] for row in missing}))
    fedora = " ".join(sorted({row[3] for row in missing}))
    lines = {
        "apt-get": f"sudo apt-get install {debian}",
        "dnf": f"sudo dnf install {fedora}",
    }
    here = [line for tool, line in lines.items() if tool in tools]
    if here:
        return f"This desktop lacks what a window needs. Install it with:\n  {here[0]}"
    return (
        f"This desktop lacks what a window needs ({', '.join(row[0] for row in missing)}).\n"
        f"  Debian, Ubuntu:  {lines['apt-get']}\n  Fedora:          {lines['dnf']}"
    )


def what_a_window_lacks(environ: Mapping[str, str]) -> str | None:
    """Say what to install before Qt can open a window here; None when nothing is missing."""
    if not sys.platform.startswith("linux"):
        return None
    missing = missing_libraries(platform_plugins(environ), can_load)
    if not missing:
        return None
    return install_lines(missing, [tool for tool in ("apt-get", "dnf") if shutil.which(tool)])
