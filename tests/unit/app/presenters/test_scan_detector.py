"""A scanner told from a person, stroke by stroke: no scan in a field, no typed letter lost."""

from dataclasses import dataclass, field
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.presenters.scan_detector import End, Measured, ScanDetector, Verdict
from app.use_cases.device_settings import ScannerSettings
from domain.gtin import has_valid_check_digit

EAN, UPC, IN_HOUSE = "4006381333931", "036000291452", "BRL-55-L/7"
LONG_MS = 400


@dataclass
class Desk:
    """A keyboard and a scanner at one till: plays strokes as the window system would."""

    settings: ScannerSettings = field(default_factory=ScannerSettings)
    at_ms: int = 1_000
    typed: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.detector: ScanDetector[str] = ScanDetector(self.settings)

    def key(self, text: str, gap_ms: int) -> None:
        self._wait(gap_ms)
        self._take(self.detector.on_typed(text, self.at_ms, text), text)

    def end(self, gap_ms: int, end: End = "enter") -> None:
        self._wait(gap_ms)
        self._take(self.detector.on_end(end, self.at_ms), f"<{end}>")

    def other(self, name: str, gap_ms: int = LONG_MS) -> None:
        self._wait(gap_ms)
        self._take(self.detector.on_other(), name)

    def type(self, text: str, gap_ms: int = 120) -> None:
        for letter in text:
            self.key(letter, gap_ms)

    def scan(self, code: str, gap_ms: int = 10, end: End | None = "enter") -> None:
        self.key(code[0], LONG_MS)
        for letter in code[1:]:
            self.key(letter, gap_ms)
        if end is not None:
            self.end(gap_ms, end)

    def rest(self) -> None:
        self._wait(LONG_MS)

    def _wait(self, gap_ms: int) -> None:
        if self.detector.is_holding and gap_ms > self.detector.wait_ms:
            self._take(self.detector.on_pause(), "")
        self.at_ms += gap_ms

    def _take(self, verdict: Verdict[str], own: str) -> None:
        self.typed.extend(verdict.released)
        if verdict.code:
            self.codes.append(verdict.code)
        self.typed.extend(verdict.after)
        if not verdict.is_taken and own:
            self.typed.append(own)


@pytest.mark.parametrize("code", [EAN, UPC, IN_HOUSE, "123456", "a b c d"])
@pytest.mark.parametrize("end", ["enter", "tab"])
def test_a_scan_is_one_code_and_nothing_of_it_is_typed(code: str, end: End) -> None:
    desk = Desk()
    desk.scan(code, end=end)
    desk.rest()

    assert desk.codes == [code]
    assert desk.typed == []


def test_typing_arrives_letter_by_letter_in_its_order() -> None:
    desk = Desk()
    desk.type("samsung 40")
    desk.end(200)
    desk.other("<F12>")

    assert desk.typed == [*"samsung 40", "<enter>", "<F12>"]
    assert desk.codes == []


def test_a_short_run_is_typing_however_fast_it_comes() -> None:
    desk = Desk()
    desk.scan("2580")
    desk.rest()

    assert desk.typed == [*"2580", "<enter>"]


def test_a_slow_scanner_is_known_by_its_check_digit() -> None:
    desk = Desk()
    desk.scan(EAN, gap_ms=46)
    desk.scan("4006381333930", gap_ms=46)

    assert desk.codes == [EAN]
    assert desk.typed == [*"4006381333930", "<enter>"]


def test_a_slower_scanner_is_known_once_the_settings_say_so() -> None:
    desk = Desk(ScannerSettings(mean_ms_max=90, gap_ms_max=120))
    desk.scan(IN_HOUSE, gap_ms=80)

    assert desk.codes == [IN_HOUSE]


def test_a_programmed_prefix_makes_even_a_short_code_a_scan_and_is_taken_off() -> None:
    desk = Desk(ScannerSettings(prefix="~"))
    desk.scan("~A12", gap_ms=70)
    desk.type("~")
    desk.rest()

    assert desk.codes == ["A12"]
    assert desk.typed == ["~"]


def test_letters_typed_just_before_a_prefixed_scan_are_kept() -> None:
    desk = Desk(ScannerSettings(prefix="~"))
    desk.key("s", LONG_MS)
    for letter in "~A12":
        desk.key(letter, 10)
    desk.end(10)

    assert desk.codes == ["A12"]
    assert desk.typed == ["s"]


def test_only_the_terminator_of_the_settings_ends_a_scan() -> None:
    desk = Desk(ScannerSettings(terminator="tab"))
    desk.scan(EAN)
    desk.scan(EAN, end="tab")

    assert desk.codes == [EAN]
    assert desk.typed == [*EAN, "<enter>"]


def test_a_scanner_without_a_terminator_is_over_when_it_pauses() -> None:
    desk = Desk(ScannerSettings(terminator="none"))
    desk.scan(EAN, end=None)
    desk.type("abc")
    desk.rest()

    assert desk.codes == [EAN]
    assert desk.typed == [*"abc"]


def test_a_scanner_that_sends_both_terminators_ends_one_scan() -> None:
    desk = Desk()
    desk.scan(EAN)
    desk.end(10, "tab")
    assert desk.typed == []

    desk.end(LONG_MS, "tab")
    assert desk.typed == ["<tab>"]


def test_two_scans_in_a_row_are_two_codes() -> None:
    desk = Desk()
    desk.scan(EAN)
    desk.scan(EAN)

    assert desk.codes == [EAN, EAN]


@pytest.mark.parametrize("typed", ["s", "sa", "5", "12"])
def test_letters_typed_just_before_a_scan_are_not_part_of_it(typed: str) -> None:
    for code in (EAN, UPC, "MMG-778812"):
        desk = Desk()
        desk.type(typed, 42)
        desk.key(code[0], 40)
        for letter in code[1:]:
            desk.key(letter, 8)
        desk.end(8)

        assert desk.codes == [code]
        assert desk.typed == [*typed]


def test_a_letter_typed_into_the_middle_of_a_scan_comes_after_it() -> None:
    desk = Desk()
    for number, letter in enumerate(EAN):
        desk.key(letter, 10 if number != 6 else 4)
        if number == 5:
            desk.key("x", 6)
    desk.end(10)

    assert desk.codes == [EAN]
    assert desk.typed == ["x"]


def test_a_dash_of_a_code_is_no_typed_letter() -> None:
    """Its digits alone may bear a right check digit by chance; its time says it is the code's."""
    code = f"{EAN[:6]}-{EAN[6:]}"
    desk = Desk()
    desk.scan(code)

    assert desk.codes == [code]


def test_a_radio_scanner_that_sends_in_bundles_is_one_scan() -> None:
    desk = Desk()
    for number, letter in enumerate(EAN):
        desk.key(letter, 40 if number % 4 == 0 else 0)
    desk.end(0)

    assert desk.codes == [EAN]


def test_keys_that_go_up_and_shift_keep_their_place_and_vanish_with_a_scan() -> None:
    detector: ScanDetector[str] = ScanDetector(ScannerSettings())
    assert not detector.on_beside(1, "shift").is_taken

    detector.on_typed("A", 10, "A")
    assert detector.on_beside(12, "A up").is_taken
    for number, letter in enumerate("BCDEF", start=2):
        detector.on_typed(letter, number * 10, letter)
    verdict = detector.on_end("enter", 70)
    assert (verdict.code, verdict.released) == ("ABCDEF", ())

    detector.on_typed("x", 500, "x")
    detector.on_beside(503, "x up")
    assert detector.on_other().released == ("x", "x up")


def test_a_clock_that_jumps_back_ends_what_was_begun() -> None:
    detector: ScanDetector[str] = ScanDetector(ScannerSettings())
    detector.on_typed("a", 5_000, "a")

    assert detector.on_typed("b", 40, "b").released == ("a",)


def test_a_run_without_an_end_is_let_go_at_the_longest_code() -> None:
    desk = Desk()
    for number in range(200):
        desk.key(str(number % 10), 5)
    desk.rest()

    assert len(desk.typed) == 200


def test_switched_off_every_key_passes_at_once() -> None:
    desk = Desk(ScannerSettings(is_on=False))
    desk.scan(EAN)

    assert desk.typed == [*EAN, "<enter>"]
    assert not desk.detector.is_holding


def test_the_last_run_is_measured_for_the_test_of_the_scanner() -> None:
    desk = Desk()
    desk.scan(EAN, gap_ms=12)
    assert desk.detector.measured == Measured(EAN, 12, 12)


CODES = st.one_of(
    st.text(ascii_letters + digits + "-/. $", min_size=6, max_size=32).filter(
        lambda text: text == text.strip() and len(text.strip()) >= 6
    ),
    st.text(digits, min_size=12, max_size=12).map(
        lambda body: next(body + check for check in digits if has_valid_check_digit(body + check))
    ),
)
SCANS = st.tuples(st.just("scan"), CODES, st.integers(1, 25))
SLOW_SCANS = st.tuples(st.just("scan"), st.sampled_from([EAN, UPC]), st.integers(36, 49))
TYPING = st.tuples(
    st.just("type"),
    st.text(ascii_letters + digits + " .,-", min_size=1, max_size=30),
    st.integers(60, 300),
)
BURSTS = st.tuples(
    st.just("type"), st.text(ascii_letters + digits, min_size=1, max_size=5), st.integers(15, 50)
)
PASTES = st.tuples(st.just("paste"), st.just("<paste>"), st.just(0))


@given(st.lists(st.one_of(SCANS, SLOW_SCANS, TYPING, BURSTS, PASTES), max_size=12))
def test_whatever_is_typed_and_scanned_each_letter_and_each_code_arrives_once_in_order(
    deeds: list[tuple[str, str, int]],
) -> None:
    """Typing, hurried bursts with Enter, pasting and scanning in any order at one till."""
    desk, typed, codes = Desk(), [], []
    for kind, text, gap_ms in deeds:
        if kind == "scan":
            desk.scan(text, gap_ms)
            codes.append(text)
        elif kind == "paste":
            desk.other(text)
            typed.append(text)
        else:
            desk.rest()
            desk.type(text, gap_ms)
            desk.end(gap_ms)
            typed.extend((*text, "<enter>"))
    desk.rest()
    desk.other("<F12>")

    assert desk.codes == codes
    assert desk.typed == [*typed, "<F12>"]


@given(st.lists(st.tuples(st.sampled_from(ascii_letters), st.integers(36, 400)), max_size=60))
def test_a_fast_typist_is_never_taken_for_a_scanner(strokes: list[tuple[str, int]]) -> None:
    """Letters at any human pace, pauses within and above the limit mixed, then Enter."""
    desk = Desk()
    for letter, gap_ms in strokes:
        desk.key(letter, gap_ms)
    desk.end(60)
    desk.rest()

    assert desk.codes == []
    assert desk.typed == [*(letter for letter, _ in strokes), "<enter>"]


def test_the_property_would_notice_a_detector_that_loses_what_it_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A planted fault: a pause forgets what was held."""

    def forget(self: ScanDetector[str]) -> Verdict[str]:
        self._held.clear()
        return Verdict()

    monkeypatch.setattr(ScanDetector, "on_pause", forget)
    with pytest.raises(AssertionError):
        test_typing_arrives_letter_by_letter_in_its_order()
