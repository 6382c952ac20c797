"""How much processor time a program and its children have taken: Linux says it in /proc."""

import os
from pathlib import Path

_MS = 1_000


def processor_ms(process_id: int) -> int:
    """Return the milliseconds of processor time of a process and those it started; 0 elsewhere."""
    if not Path("/proc/self/stat").exists():
        return 0
    parents = {process: parent for process, (parent, _) in _processes().items()}
    return sum(
        spent
        for process, (_, spent) in _processes().items()
        if process == process_id or parents.get(process) == process_id
    )


def _processes() -> dict[int, tuple[int, int]]:
    """Return each process with its parent and its milliseconds."""
    found: dict[int, tuple[int, int]] = {}
    tick_ms = _MS // os.sysconf("SC_CLK_TCK")
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            text = (folder / "stat").read_text("ascii", "replace")
        except OSError:
            continue
        fields = text.rpartition(")")[2].split()
        found[int(folder.name)] = (int(fields[1]), (int(fields[11]) + int(fields[12])) * tick_ms)
    return found
