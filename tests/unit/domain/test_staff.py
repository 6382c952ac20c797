import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.staff import PinPolicy, Role, StaffMember, tries_left, wait_s_after

POLICY = PinPolicy(free_tries=4, first_wait_s=30, wait_factor=2, wait_max_s=900)


@pytest.mark.parametrize(
    ("failures", "left", "wait_s"),
    [(0, 4, 0), (1, 3, 0), (3, 1, 0), (4, 0, 30), (5, 0, 60), (8, 0, 480), (9, 0, 900)],
)
def test_wrong_pins_slow_down_and_never_lock_out(failures: int, left: int, wait_s: int) -> None:
    assert tries_left(failures, POLICY) == left
    assert wait_s_after(failures, POLICY) == wait_s


@given(st.integers(0, 10**12))
def test_the_wait_only_grows_and_never_passes_its_maximum(failures: int) -> None:
    assert 0 <= wait_s_after(failures, POLICY) <= wait_s_after(failures + 1, POLICY) <= 900


def test_failures_are_counted_from_zero() -> None:
    with pytest.raises(ValueError, match="failures"):
        wait_s_after(-1, POLICY)
    with pytest.raises(ValueError, match="failures"):
        tries_left(-1, POLICY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"free_tries": 0},
        {"first_wait_s": -1},
        {"wait_factor": 0},
        {"wait_max_s": 29},
    ],
)
def test_a_policy_that_locks_or_shrinks_is_refused(wrong: dict[str, int]) -> None:
    fields = {"free_tries": 4, "first_wait_s": 30, "wait_factor": 2, "wait_max_s": 900} | wrong

    with pytest.raises(ValueError, match=next(iter(wrong))):
        PinPolicy(**fields)


def test_a_member_of_staff_has_an_id_and_a_name() -> None:
    assert StaffMember(staff_id="s1", name="Shanelle", role=Role.CASHIER).role == "cashier"
    for fields in ({"staff_id": "", "name": "S"}, {"staff_id": "s1", "name": " "}):
        with pytest.raises(ValueError, match="characters"):
            StaffMember(**fields, role=Role.CASHIER)
