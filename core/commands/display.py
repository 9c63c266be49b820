"""Whether a window can open here, and the remedy if not. Qt itself is not imported."""

import ctypes
import importlib.util
import os
import sys

_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Shared libraries that Qt always needs, and the Debian packages that bring them."""

_XCB_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""What Qt's platform for X displays needs besides."""

_NO_DISPLAY = (
    "There is no display to open a window on.\n"
    "Start this on a desktop, or under Xvfb: xvfb-run .venv/bin/python main.py demo\n"
    "The same job in the terminal: .venv/bin/python main.py train --demo"
)


def problem() -> str:
    """Return why no window can open and, on the lines after it, what to do; empty if one can."""
    if importlib.util.find_spec("PySide6") is None:
        return "PySide6, which draws the window, is not installed here.\nRun: make setup"
    missing = missing_packages()
    told = []
    if missing:
        told.append(f"Qt needs libraries that are missing here.\nRun: apt install {' '.join(missing)}")
    if not has_display():
        told.append(_NO_DISPLAY)
    return "\n".join(told)


def has_display() -> bool:
    """Tell whether there is a screen to open a window on."""
    if sys.platform != "linux" or not _is_xcb():
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_packages() -> list[str]:
    """Return the Debian packages whose libraries Qt will miss; empty where nothing is missing."""
    if sys.platform != "linux":
        return []
    needed = _LIBRARIES | (_XCB_LIBRARIES if _is_xcb() else {})
    return [package for library, package in needed.items() if not _loads(library)]


def _is_xcb() -> bool:
    return (os.environ.get("QT_QPA_PLATFORM") or "xcb").split(":")[0] == "xcb"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
