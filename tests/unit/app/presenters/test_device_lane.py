"""Nothing that waits for a printer, a drawer or a scale stands in the way of a scan or a sale."""

import ast
from pathlib import Path

import pytest

from tests.helpers.device_lane import deeds_on_other_lanes, waiting_deeds, waiting_use_cases

_ROOT = Path(__file__).parents[4]
_DEEDS = frozenset({"print_x", "kick_drawer"})


def _trees(folder: str) -> dict[str, ast.Module]:
    found = sorted((_ROOT / folder).glob("*.py"))
    return {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in found}


def test_no_deed_of_a_device_runs_on_the_lane_of_scans_and_sales() -> None:
    use_cases = waiting_use_cases(_trees("app/use_cases").values())
    services = ast.parse((_ROOT / "app/counter_services.py").read_text(encoding="utf-8"))
    deeds = waiting_deeds(services, use_cases)
    wrong = [
        f"{name}:{complaint}"
        for name, tree in _trees("app/presenters").items()
        for complaint in deeds_on_other_lanes(tree, deeds)
    ]

    assert {"print_receipt", "print_x", "print_labels", "kick_drawer", "read_scale"} <= deeds
    assert {"print_z", "print_last_z", "print_paper", "print_queued", "print_test"} <= deeds
    assert "open_drawer" not in deeds, "it is written down; the drawer is kicked by itself"
    assert "take_payment" not in deeds
    assert wrong == []


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ('self.runner.run("write", lambda: house.print_x(1))', "print_x on write"),
        ('self.runner.run("device", lambda: house.print_x(1))', ""),
        ("self._later(lambda: house.kick_drawer())", "kick_drawer on read"),
        ("house.kick_drawer()", "kick_drawer on no lane"),
        (
            'def op() -> None:\n            house.print_x(1)\n        self.runner.run("read", op)',
            "print_x on read",
        ),
        ("self.print_x()", ""),
    ],
)
def test_a_planted_deed_on_another_lane_is_found(body: str, complaint: str) -> None:
    planted = (
        "class Flow:\n    def on_key(self):\n"
        f"        {body}\n"
        '    def _later(self, deed):\n        self.runner.run("read", deed)\n'
    )

    found = [each.partition(": ")[2] for each in deeds_on_other_lanes(ast.parse(planted), _DEEDS)]

    assert found == ([complaint] if complaint else [])
