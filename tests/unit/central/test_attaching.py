"""Where a batch attaches: each branch of rules 3.4 and 3.5, and random histories of copies."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.operations.attaching import (
    MAIN,
    Attached,
    Batch,
    Branch,
    NewBranch,
    Resend,
    Step,
    Unattached,
    attach,
)

GENESIS = b"genesis"


def chain(*names: str, after: bytes = GENESIS) -> list[bytes]:
    """Return the hashes of operations with these names, one after the other."""
    hashes, before = [], after
    for name in names:
        before = hashlib.sha256(before + name.encode()).digest()
        hashes.append(before)
    return hashes


@dataclass
class Stored:
    """A stream as central holds it."""

    branches: list[Branch] = field(default_factory=list)
    hashes: dict[tuple[int, int], bytes] = field(default_factory=dict)

    @classmethod
    def main(cls, hashes: Sequence[bytes]) -> "Stored":
        stored = cls()
        stored.add(NewBranch(branch=MAIN, parent=None, base_seq=0, base_hash=GENESIS), hashes)
        return stored

    def add(self, new: NewBranch, hashes: Sequence[bytes]) -> None:
        self.branches.append(
            Branch(
                branch=new.branch,
                parent=new.parent,
                base_seq=new.base_seq,
                base_hash=new.base_hash,
                head_seq=new.base_seq + len(hashes),
            )
        )
        for seq, digest in enumerate(hashes, start=new.base_seq + 1):
            self.hashes[(new.branch, seq)] = digest

    def keep(self, found: Attached, hashes: Sequence[bytes]) -> None:
        """Store what was decided, as central does."""
        if found.new_branch is not None:
            self.add(found.new_branch, [])
        for step, digest in zip(found.steps, hashes, strict=True):
            if step.new:
                assert (step.branch, step.seq) not in self.hashes
                self.hashes[(step.branch, step.seq)] = digest
                old = self.branches[step.branch]
                assert step.seq == old.head_seq + 1
                self.branches[step.branch] = Branch(
                    branch=old.branch,
                    parent=old.parent,
                    base_seq=old.base_seq,
                    base_hash=old.base_hash,
                    head_seq=step.seq,
                )

    def attach(
        self, first_seq: int, prev: bytes, hashes: Sequence[bytes], *, kept: int = 1
    ) -> Attached | Resend | Unattached:
        batch = Batch(first_seq=first_seq, prev_hash=prev, first_kept_seq=kept, hashes=hashes)
        return attach(self.branches, self.hashes, batch)


def test_the_first_batch_begins_the_main_branch() -> None:
    hashes = chain("a", "b")

    found = Stored.main([]).attach(1, GENESIS, hashes)

    assert found == Attached(steps=(Step(0, 1, new=True), Step(0, 2, new=True)), branch=0)


def test_a_batch_that_came_before_changes_nothing() -> None:
    hashes = chain("a", "b")

    found = Stored.main(hashes).attach(1, GENESIS, hashes)

    assert isinstance(found, Attached)
    assert not any(step.new for step in found.steps)


def test_a_batch_partly_known_appends_the_rest() -> None:
    hashes = chain("a", "b", "c")

    found = Stored.main(hashes[:2]).attach(2, hashes[0], hashes[1:])

    assert found == Attached(steps=(Step(0, 2, new=False), Step(0, 3, new=True)), branch=0)


def test_a_gap_asks_for_what_is_missing_and_stores_nothing() -> None:
    hashes = chain("a", "b", "c", "d")

    assert Stored.main(hashes[:1]).attach(4, hashes[2], hashes[3:]) == Resend(2)


def test_a_gap_that_the_till_cannot_fill_is_kept_on_a_branch_of_its_own() -> None:
    hashes = chain("a", "b", "c", "d")
    stored = Stored.main(hashes[:1])

    found = stored.attach(4, hashes[2], hashes[3:], kept=4)

    fork = NewBranch(branch=1, parent=None, base_seq=3, base_hash=hashes[2])
    assert found == Attached(steps=(Step(1, 4, new=True),), branch=1, new_branch=fork)
    stored.keep(found, hashes[3:])
    assert stored.attach(4, hashes[2], hashes[3:], kept=4) == Attached(
        steps=(Step(1, 4, new=False),), branch=1
    )


def test_a_gap_that_the_till_can_fill_in_part_is_asked_for_that_part_first() -> None:
    hashes = chain("a", "b", "c", "d")

    assert Stored.main([]).attach(4, hashes[2], hashes[3:], kept=3) == Resend(3)


def test_another_operation_at_a_known_number_begins_a_fork() -> None:
    main = chain("a", "b", "c")
    other = chain("a", "B", "C")

    found = Stored.main(main).attach(1, GENESIS, other)

    assert found == Attached(
        steps=(Step(0, 1, new=False), Step(1, 2, new=True), Step(1, 3, new=True)),
        branch=1,
        new_branch=NewBranch(branch=1, parent=0, base_seq=1, base_hash=main[0]),
    )


def test_a_fork_goes_on_where_it_left_off_from_any_point_before_or_on_it() -> None:
    main, other = chain("a", "b", "c"), chain("a", "B", "C", "D")
    stored = Stored.main(main)
    stored.add(NewBranch(branch=1, parent=0, base_seq=1, base_hash=main[0]), other[1:3])

    from_root = stored.attach(1, GENESIS, other)
    from_fork = stored.attach(4, other[2], other[3:])

    assert isinstance(from_root, Attached)
    assert [step.branch for step in from_root.steps] == [0, 1, 1, 1]
    assert [step.new for step in from_root.steps] == [False, False, False, True]
    assert from_fork == Attached(steps=(Step(1, 4, new=True),), branch=1)


def test_two_forks_at_one_number_are_told_apart() -> None:
    main, second, third = chain("a", "b"), chain("a", "B"), chain("a", "ß")
    stored = Stored.main(main)
    stored.add(NewBranch(branch=1, parent=0, base_seq=1, base_hash=main[0]), second[1:])

    found = stored.attach(1, GENESIS, third)

    assert isinstance(found, Attached)
    assert found.new_branch == NewBranch(branch=2, parent=0, base_seq=1, base_hash=main[0])
    stored.keep(found, third)
    again = stored.attach(1, GENESIS, third)
    assert isinstance(again, Attached)
    assert again.branch == 2
    assert again.new_branch is None


def test_a_fork_of_a_fork_leaves_the_fork() -> None:
    main, other, third = chain("a", "b"), chain("a", "B", "C"), chain("a", "B", "ç")
    stored = Stored.main(main)
    stored.add(NewBranch(branch=1, parent=0, base_seq=1, base_hash=main[0]), other[1:])

    found = stored.attach(3, other[1], third[2:])

    assert isinstance(found, Attached)
    assert found.new_branch == NewBranch(branch=2, parent=1, base_seq=2, base_hash=other[1])


def test_an_unknown_hash_below_the_head_is_searched_256_lower_at_a_time() -> None:
    main = chain(*(str(number) for number in range(700)))
    other = chain(*(str(number) for number in range(100)), *(f"x{n}" for n in range(600)))
    stored = Stored.main(main)

    first = stored.attach(651, other[649], other[650:])
    second = stored.attach(395, other[393], other[394:])
    third = stored.attach(139, other[137], other[138:])
    last = stored.attach(1, GENESIS, other)

    assert (first, second, third) == (Resend(395), Resend(139), Resend(1))
    assert isinstance(last, Attached)
    assert last.new_branch == NewBranch(branch=1, parent=0, base_seq=100, base_hash=main[99])


def test_an_unknown_history_with_nothing_lower_is_kept_on_a_branch_without_a_parent() -> None:
    main, other = chain("a", "b", "c"), chain("x", "y", "z")

    found = Stored.main(main).attach(3, other[1], other[2:], kept=3)

    assert isinstance(found, Attached)
    assert found.new_branch == NewBranch(branch=1, parent=None, base_seq=2, base_hash=other[1])


def test_a_first_operation_after_a_wrong_hash_is_kept_too() -> None:
    found = Stored.main(chain("a")).attach(1, b"another genesis", [b"x" * 32])

    assert isinstance(found, Attached)
    assert found.new_branch is not None
    assert found.new_branch.parent is None


def test_an_empty_batch_names_the_head_and_changes_nothing() -> None:
    main = chain("a", "b")
    stored = Stored.main(main)

    assert stored.attach(3, main[1], []) == Attached(steps=(), branch=0)
    assert stored.attach(2, main[0], []) == Attached(steps=(), branch=0)
    assert stored.attach(9, b"?", []) == Resend(3)
    assert stored.attach(2, b"?", [], kept=2) == Unattached()


@pytest.mark.parametrize("first_seq", [1, 2, 200, 256, 257, 258, 600])
def test_a_resend_always_goes_lower_and_never_below_one(first_seq: int) -> None:
    main = chain(*(str(number) for number in range(600)))

    found = Stored.main(main).attach(first_seq, b"?", [b"x" * 32])

    assert isinstance(found, Attached) if first_seq == 1 else isinstance(found, Resend)
    if isinstance(found, Resend):
        assert 1 <= found.from_seq < first_seq


@given(st.integers(0, 2**32), st.integers(1, 25))
def test_copies_that_sell_and_send_in_any_order_all_arrive_once(seed: int, rounds: int) -> None:
    """Copies of one till sell, are copied again, and send any part of what they have."""
    luck = random.Random(seed)
    stored = Stored.main([])
    copies: list[list[bytes]] = [[]]
    for number in range(rounds):
        copy = luck.choice(copies)
        match luck.randrange(3):
            case 0:
                copy += chain(f"{number}", after=copy[-1] if copy else GENESIS)
            case 1 if len(copies) < 4:
                copies.append(copy[: luck.randint(0, len(copy))])
            case _:
                send(stored, copy, luck.randint(1, len(copy) + 1), luck.randint(0, 4))
    for copy in copies:
        send(stored, copy, 1, len(copy))

    every = {digest for copy in copies for digest in copy}
    assert sorted(stored.hashes.values()) == sorted(every)
    assert [branch.branch for branch in stored.branches] == list(range(len(stored.branches)))


def send(stored: Stored, copy: list[bytes], first_seq: int, count: int) -> None:
    """Send some operations of a copy, and go lower while central asks for it."""
    for _ in range(10):
        hashes = copy[first_seq - 1 : first_seq - 1 + count]
        before = copy[first_seq - 2] if first_seq > 1 else GENESIS
        found = stored.attach(first_seq, before, hashes)
        if isinstance(found, Attached):
            stored.keep(found, hashes)
            return
        assert isinstance(found, Resend)
        assert found.from_seq < first_seq
        count += first_seq - found.from_seq
        first_seq = found.from_seq
    pytest.fail("the search for the common history did not end")
