"""Loading rules from a JSON file: all of it or nothing, and only what changed goes to the tills."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from pydantic import TypeAdapter, ValidationError

from central.audit import Deed, record
from central.database import Writing
from central.opening import Central
from central.publication import change_text, new_change, organisation_feed
from central.tables import rule
from domain.errors import BadInput
from domain.rules import RuleRow, check_row
from sync.protocol.changes import RuleChanged

_FILE_BYTES_MAX = 4_194_304
_ROWS = TypeAdapter(list[RuleChanged])


@dataclass(frozen=True, slots=True)
class RulesLoaded:
    """How many rules a file held, and how many of them were new or changed."""

    read_count: int
    changed_count: int


def read_rules(path: Path) -> list[RuleChanged]:
    """Read a file of rules. Raises BadInput naming what is wrong with it."""
    try:
        raw = path.read_bytes()[: _FILE_BYTES_MAX + 1]
    except OSError as error:
        raise BadInput(
            "The rules cannot be read", f"{path}: {error.strerror}. Nothing was changed."
        ) from error
    if len(raw) > _FILE_BYTES_MAX:
        raise BadInput("The rules cannot be read", "The file is too large. Nothing was changed.")
    try:
        rows = _ROWS.validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise BadInput(
            "The rules cannot be read", f"At {where}: {first['msg']}. Nothing was changed."
        ) from error
    for row in rows:
        check_row(RuleRow(kind=row.kind, key=row.key, valid_from=row.valid_from, value=row.value))
    return rows


def load_rules(central: Central, organisation_id: str, rows: Sequence[RuleChanged]) -> RulesLoaded:
    """Keep rules and publish those that are new or changed, in one transaction."""
    changed = 0
    with central.database.writing(central.surroundings.now()) as writing:
        for row in rows:
            changed += publish_rule(writing, organisation_id, row)
        deed = Deed(
            organisation_id=organisation_id,
            actor="command line",
            action="rules_loaded",
            subject=str(changed),
        )
        record(writing, central.surroundings, deed)
    return RulesLoaded(read_count=len(rows), changed_count=changed)


def publish_rule(writing: Writing, organisation_id: str, row: RuleChanged) -> bool:
    """Keep one rule and publish it when this transaction commits; tell whether anything changed."""
    if not _keep(writing, organisation_id, row):
        return False
    key = f"{row.kind}/{row.key}/{row.valid_from.isoformat()}"
    writing.publish(organisation_feed(organisation_id), new_change(key, row))
    return True


def _keep(writing: Writing, organisation_id: str, row: RuleChanged) -> bool:
    """Keep one rule; tell whether anything changed."""
    where = _of(organisation_id, row.kind, row.key, row.valid_from)
    value = change_text(row.value)
    known = writing.connection.execute(sa.select(rule.c.value).where(where)).scalar_one_or_none()
    if known is None:
        writing.connection.execute(
            sa.insert(rule).values(
                organisation_id=organisation_id,
                kind=row.kind,
                key=row.key,
                valid_from=row.valid_from,
                value=value,
            )
        )
        return True
    if json.loads(known) == json.loads(value):
        return False
    writing.connection.execute(sa.update(rule).where(where).values(value=value))
    return True


def _of(organisation_id: str, kind: str, key: str, valid_from: date) -> sa.ColumnElement[bool]:
    return sa.and_(
        rule.c.organisation_id == organisation_id,
        rule.c.kind == kind,
        rule.c.key == key,
        rule.c.valid_from == valid_from,
    )
