"""The most memory that a process has held at once, as Linux tells it."""

from pathlib import Path

_PEAK = "VmHWM:"


def peak_kib(process_id: int | str) -> int:
    """Return a process's peak resident memory in KiB; 0 where /proc does not tell."""
    try:
        lines = Path(f"/proc/{process_id}/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(_PEAK)), 0)


def own_peak_kib() -> int:
    """Return this process's own peak."""
    return peak_kib("self")
