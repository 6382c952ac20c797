"""A till gets its name once, from the central that the code names, and from nobody else."""

from collections.abc import Callable

import pytest

from central.enrolment.codes import issue_code
from domain.errors import BadInput
from sync.engine.enrol import EnrolmentParts, enrol
from sync.engine.ports import LinkDownError, RefusedError
from sync.protocol.keys import SigningKey
from tests.central.office import new_office
from tests.helpers.builders import SeededEntropy, SetClock, fixed_key
from tests.sync.faulty_transport import FaultyTransport
from tests.sync.world import PROGRAM, World


def parts_for(world: World, name: str = "new") -> EnrolmentParts:
    return EnrolmentParts(
        transport=FaultyTransport(world.office),
        clock=SetClock(world.office.clock.now()),
        entropy=SeededEntropy(name),
        signer=SigningKey(fixed_key(name)),
        program_version=PROGRAM,
    )


def test_asking_twice_with_one_code_and_key_gets_the_same_name(world: World) -> None:
    code = issue_code(world.office.central, world.store).code

    first, second = enrol(parts_for(world), code), enrol(parts_for(world), code)

    assert (first.till, first.label, first.stream) == (second.till, second.label, second.stream)


def test_a_code_with_a_wrong_letter_is_noticed_before_anything_is_sent(world: World) -> None:
    code = issue_code(world.office.central, world.store).code
    wrong = ("Z" if code[0] != "Z" else "Y") + code[1:]
    parts = parts_for(world)

    with pytest.raises(BadInput, match="enrolment code is not right"):
        enrol(parts, wrong)


def test_a_code_that_somebody_else_used_is_refused_in_plain_words(
    world: World, expect_log: Callable[[str], None]
) -> None:
    expect_log("enrolment_refused")
    code = issue_code(world.office.central, world.store).code
    enrol(parts_for(world, "first"), code)

    with pytest.raises(RefusedError) as caught:
        enrol(parts_for(world, "second"), code)
    assert "code" in str(caught.value)


def test_another_central_than_the_one_the_code_names_is_not_trusted(world: World) -> None:
    stranger = new_office(world.folder / "stranger")
    shop = stranger.open_shop()
    ours = issue_code(world.office.central, world.store).code
    theirs = issue_code(stranger.central, shop).code

    class Redirected:
        """The same secret asked of a central with another key: what a false name server does."""

        def enrol(self, body: bytes, headers: dict[str, str]) -> bytes:
            del body, headers
            honest = EnrolmentParts(
                transport=FaultyTransport(stranger),
                clock=SetClock(),
                entropy=SeededEntropy("x"),
                signer=SigningKey(fixed_key("x")),
                program_version=PROGRAM,
            )
            return enrol(honest, theirs).model_dump_json().encode()

    parts = parts_for(world)
    object.__setattr__(parts, "transport", Redirected())
    with pytest.raises(BadInput, match="Another computer answered"):
        enrol(parts, ours)
    stranger.close()


def test_an_answer_damaged_on_its_way_is_asked_again(world: World) -> None:
    class Damaged:
        def enrol(self, body: bytes, headers: dict[str, str]) -> bytes:
            del body, headers
            return b"{"

    parts = parts_for(world)
    object.__setattr__(parts, "transport", Damaged())
    with pytest.raises(LinkDownError, match="damaged"):
        enrol(parts, issue_code(world.office.central, world.store).code)


def test_an_answer_that_names_another_tills_key_is_not_ours(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = parts_for(world)
    code = issue_code(world.office.central, world.store).code
    granted = enrol(parts, code)
    another = granted.model_copy(update={"public_key": "another"})
    monkeypatch.setattr("sync.engine.enrol.read_answer", lambda *_: another)

    with pytest.raises(BadInput, match="Another computer answered"):
        enrol(parts, code)
