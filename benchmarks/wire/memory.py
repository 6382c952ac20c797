"""The memory of a process, now and at its most, as Linux tells it."""

from pathlib import Path

_PEAK, _NOW = "VmHWM:", "VmRSS:"


def peak_kib(process_id: int | str) -> int:
    """Return a process's peak resident memory in KiB; 0 where /proc does not tell."""
    return _told(process_id, _PEAK)


def own_kib() -> int:
    """Return what this process holds now, in KiB; 0 where /proc does not tell."""
    return _told("self", _NOW)


def _told(process_id: int | str, what: str) -> int:
    try:
        lines = Path(f"/proc/{process_id}/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(what)), 0)


def own_peak_kib() -> int:
    """Return this process's own peak."""
    return peak_kib("self")
