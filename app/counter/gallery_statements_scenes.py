"""Scenes of *Provider statements*."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.counter.gallery_scenes import Stage
from app.counter.gallery_statements import MAPPINGS, read_of
from app.presenters.key_map import Place
from app.presenters.more import MorePage
from app.presenters.statements import StatementsPresenter
from app.use_cases.approve import Approval
from app.use_cases.file_steps import RowsDone
from app.use_cases.send_statement import SendStatement, StatementResult
from domain.errors import BadInput, WorldFailure
from domain.sentence import told
from domain.staff import Permission
from domain.statement_file.typed import TypedTotals

TYPED = TypedTotals(first="16/11/2026", last="20/11/2026", total="20,175")


def _open(stage: Stage) -> StatementsPresenter:
    stage.begin()
    stage.go(Place.MORE)
    number = tuple(MorePage).index(MorePage.STATEMENTS)
    stage.window.counter.flows.more.on_row_selected(number)
    stage.window.screens.more.enter_page()
    return stage.window.counter.flows.statements


def _read(stage: Stage) -> StatementsPresenter:
    page = _open(stage)
    stage.window.screens.more.statements.name.setText("mmg-1.csv")
    page.on_begin("mmg-1.csv", TypedTotals())
    return page


def _send(stage: Stage, page: StatementsPresenter) -> None:
    """As after the PIN of a supervisor."""
    session = stage.window.counter.session
    assert session is not None
    yes = Approval(approved_by=session.staff_id, permission=Permission.APPROVE)
    read = read_of(MAPPINGS[0], "mmg-1.csv")
    page.begin_sending(session, SendStatement(read=read, typed=TYPED, approval=yes))


def statements_choose(stage: Stage) -> None:
    """Central has told how statements are read; a file is chosen."""
    _open(stage)


def statements_read(stage: Stage) -> None:
    """What the provider states is typed, before anything is sent."""
    _read(stage)


def statements_cut(stage: Stage) -> None:
    """A download that was cut off: what was typed is more than it holds."""
    page = _read(stage)
    fields = stage.window.screens.more.statements
    cut = replace(TYPED, total="26,475.00", count="9")
    for field, text in (
        (fields.first, cut.first),
        (fields.last, cut.last),
        (fields.total, cut.total),
        (fields.count, cut.count),
    ):
        field.setText(text)
    page.on_begin("mmg-1.csv", cut)


def statements_sign(stage: Stage) -> None:
    """A supervisor says yes with a PIN."""
    _read(stage).on_begin("mmg-1.csv", TYPED)


def statements_running(stage: Stage) -> None:
    """Central works the rows off."""
    _read(stage).show_progress(RowsDone(1_150, 3_400))


def statements_done(stage: Stage) -> None:
    """What became of the rows, what needs a look first."""
    _send(stage, _read(stage))


def statements_again(stage: Stage) -> None:
    """The same file, sent before; a quiet day."""
    page = _read(stage)
    stage.till.files.statements.result = StatementResult(rows=(), is_again=True)
    _send(stage, page)


def statements_case(stage: Stage) -> None:
    """A row is taken to the desk."""
    page = _read(stage)
    _send(stage, page)
    page.on_moved(1)
    page.on_case()


def statements_offline(stage: Stage) -> None:
    """Without a line it is said plainly."""
    stage.till.files.statements.fail_with["mappings"] = WorldFailure(
        "Statements need the line",
        "Central cannot be reached now. The file is where it was and nothing is lost: go on"
        " selling, and send it when the till is online again. A row counts only once.",
    )
    _open(stage)


def statements_unmapped(stage: Stage) -> None:
    """The office has not said how statements are read."""
    stage.till.files.statements.mappings = ()
    _open(stage)


def statements_refused(stage: Stage) -> None:
    """A file that is refused as a whole: a number in it looks like a card's."""
    why = told("its {part} looks like a card's number, and none is kept here", part="reference")
    stage.till.files.statements.fail_with["read"] = BadInput(
        "The statement was not imported",
        told(
            "{why}. {places}. Nothing was changed.",
            why=told("It cannot be read"),
            places=told("Row {row}: {why}", row=17, why=why),
        ),
    )
    _read(stage)


STATEMENT_SCENES: Mapping[str, Callable[[Stage], None]] = {
    "statements-choose": statements_choose,
    "statements-read": statements_read,
    "statements-cut": statements_cut,
    "statements-sign": statements_sign,
    "statements-running": statements_running,
    "statements-done": statements_done,
    "statements-again": statements_again,
    "statements-case": statements_case,
    "statements-offline": statements_offline,
    "statements-unmapped": statements_unmapped,
    "statements-refused": statements_refused,
}
