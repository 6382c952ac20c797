"""A benchmark's probe: one of our modules in a process of its own, which prints a line of JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parent.parent
_END_S_MAX = 3_600.0


def run_probe(module: str, *words: str) -> dict[str, Any]:
    """Run a module without a screen of its own and return what it printed.

    Raises RuntimeError when it does not come to its end.
    """
    environ = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"}
    environ["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(  # noqa: S603  # our own module, with our own folder
        [sys.executable, "-P", "-m", module, *words],
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
        timeout=_END_S_MAX,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{module} ended with {done.returncode}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told
