"""A line to central that fails as lines do: on request, one scripted fault an exchange."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto

from sync.engine.ports import LinkDownError
from sync.protocol.exchange import EndLine
from sync.protocol.snapshot import FILE_PATH, MANIFEST_PATH
from sync.protocol.stream_codec import decode_answer, encode_answer
from tests.central.office import Office
from tests.sync.one_loop import LOOP

Altering = Callable[[int, Mapping[str, str], bytes], tuple[int, Mapping[str, str], bytes]]
"""What the line makes of a fetched answer's status, headers and bytes."""


class Fault(Enum):
    """What happens to one exchange."""

    NONE = auto()
    DROP_REQUEST = auto()
    """Central never hears of it."""
    DROP_ANSWER = auto()
    """Central does it; the till hears nothing."""
    CUT_ANSWER = auto()
    """The answer breaks off after its header."""
    NO_END = auto()
    """The answer is whole but for its last line."""
    DUPLICATE = auto()
    """The request arrives twice; the till hears the second answer."""
    BUSY = auto()
    """Central asks to be left alone for seven seconds."""
    OLD_FIRST = auto()
    """An earlier request of this till, held up on its way, arrives just before this one."""


@dataclass(slots=True)
class FaultyTransport:
    """Real HTTP to a central in this process. ``faults`` are used up, one an exchange."""

    office: Office
    faults: list[Fault] = field(default_factory=list)
    is_down: bool = False
    sent: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)
    happened: set[Fault] = field(default_factory=set)
    fetched: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    cut_after_bytes: list[int] = field(default_factory=list)
    spoil_at: list[int] = field(default_factory=list)
    file_bytes: int = 0
    refuses: str | None = None
    spoils_manifest: bool = False
    alters: list[Altering] = field(default_factory=list)
    before_fetch: list[Callable[[], object]] = field(default_factory=list)
    answer_bytes: list[int] = field(default_factory=list)
    between: Callable[[], object] = field(default=lambda: None)

    @contextmanager
    def exchange(self, body: bytes, headers: Mapping[str, str]) -> Iterator[Iterator[bytes]]:
        fault = self.faults.pop(0) if self.faults else Fault.NONE
        self.happened.add(fault)
        if self.is_down or fault is Fault.DROP_REQUEST:
            self.sent.append((body, dict(headers)))
            raise _down()
        if fault is Fault.BUSY:
            title, message = "Central is busy", "Nothing is lost."
            raise LinkDownError(title, message, retry_after_s=7)
        if fault is Fault.OLD_FIRST and self.sent:
            self._whole(*self.sent[0])
        if fault is Fault.DUPLICATE:
            self._whole(body, headers)
        self.sent.append((body, dict(headers)))
        answer = self._whole(body, headers)
        self.answer_bytes.append(sum(map(len, answer)))
        if fault is Fault.DROP_ANSWER:
            raise _down()
        if fault is Fault.NO_END:
            yield encode_answer(
                line for line in decode_answer(answer) if not isinstance(line, EndLine)
            )
            return
        yield self._cut(answer) if fault is Fault.CUT_ANSWER else iter(answer)

    @contextmanager
    def fetch(
        self, path: str, headers: Mapping[str, str]
    ) -> Iterator[tuple[int, Mapping[str, str], Iterator[bytes]]]:
        """Fetch; ``cut_after_bytes`` and ``spoil_at`` are used up, one a file.

        A file that is not as long as the cut arrives whole.
        """
        if self.is_down or (self.refuses and path.startswith(self.refuses + "/")):
            raise _down()
        self.fetched.append((path, dict(headers)))
        if self.before_fetch:
            self.before_fetch.pop(0)()
        with (
            LOOP.asking(self.office) as central,
            central.fetch(path, headers) as (status, told, chunks),
        ):
            content = b"".join(chunks)
        if self.alters:
            status, told, content = self.alters.pop(0)(status, told, content)
        is_file = path.startswith(FILE_PATH)
        if is_file:
            if self.spoil_at:
                content = _spoiled(content, self.spoil_at.pop(0))
            if self.cut_after_bytes:
                yield status, told, self._until(content, self.cut_after_bytes.pop(0))
                return
        elif self.spoils_manifest and path.startswith(MANIFEST_PATH):
            content = _spoiled(content, -9)
        yield status, told, self._pieces(content, is_file=is_file)

    def _until(self, content: bytes, end: int) -> Iterator[bytes]:
        yield from self._pieces(content[:end], is_file=True)
        if end <= len(content):
            raise _down()

    def _pieces(self, content: bytes, *, is_file: bool) -> Iterator[bytes]:
        """The bytes as they arrive; the rest of the world goes on ``between``."""
        for start in range(0, len(content), 1_024):
            self.between()
            piece = content[start : start + 1_024]
            self.file_bytes += len(piece) if is_file else 0
            yield piece

    def enrol(self, body: bytes, headers: Mapping[str, str]) -> bytes:
        if self.is_down:
            raise _down()
        with LOOP.asking(self.office) as central:
            return central.enrol(body, headers)

    def _whole(self, body: bytes, headers: Mapping[str, str]) -> list[bytes]:
        with LOOP.asking(self.office) as central, central.exchange(body, headers) as chunks:
            return [
                piece[start : start + 64] for piece in chunks for start in range(0, len(piece), 64)
            ]

    @staticmethod
    def _cut(answer: list[bytes]) -> Iterator[bytes]:
        yield from answer[: max(6, len(answer) // 2)]
        raise _down()


def _spoiled(content: bytes, at: int) -> bytes:
    """The same bytes but for one bit."""
    changed = bytearray(content)
    changed[at] ^= 1
    return bytes(changed)


def _down() -> LinkDownError:
    title, message = "The line is down", "Nothing is lost."
    return LinkDownError(title, message)
