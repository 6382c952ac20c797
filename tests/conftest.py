"""What every test gets: strict logs, loopback only, loud skips, and a repeatable Hypothesis.

Loopback only and the strict Python warnings are settings of pyproject.toml. The rest is here and in
the plug-ins named below.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.helpers.compiled_once",
    "tests.helpers.log_fail",
    "tests.helpers.needs",
    "tests.postgres.fixtures",
    "pytester",
]

# A shared or slow machine is no bug: no deadline. Under CI the examples are the same every time, so
# that a red build means a change; at a desk each run explores further and prints how to repeat it.
settings.register_profile(
    "windward",
    deadline=None,
    derandomize="CI" in os.environ,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("windward")
