"""Mappings kept: one by provider, name and the day it begins; edited by naming what changes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from central.audit import Deed, record
from central.opening import Central
from central.payments.providers import PROVIDERS
from central.payments.statement_tables import statement_mapping
from domain.errors import BadInput, NotFound
from domain.statement_file.mapping import StatementMapping, read_mapping, require_name


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingChange:
    """What a person wants: ``changed`` are the parts of the mapping that are new or other ones."""

    organisation_id: str
    provider: str
    name: str
    valid_from: date
    changed: Mapping[str, Any]
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMapping:
    """A mapping with its name and its first day."""

    provider: str
    name: str
    valid_from: date
    changed_by: str
    mapping: StatementMapping


def keep_mapping(central: Central, change: MappingChange) -> StatementMapping:
    """Keep a mapping from a day on, audited; what is not named stays as it was on that day.

    Columns are changed one by one; one that is named by nothing is taken out. Raises BadInput.
    """
    if not change.by.strip() or not change.reason.strip():
        raise BadInput("Say who and why", "Nothing was changed. Give --by and --reason.")
    require_provider(change.provider)
    require_name(change.name)
    with central.database.writing(central.surroundings.now()) as writing:
        before = _find(
            writing.connection,
            (change.organisation_id, change.provider, change.name),
            change.valid_from,
        )
        told = {} if before is None else before.as_json()
        columns = {**told.get("columns", {}), **change.changed.get("columns", {})}
        named = {part: header for part, header in columns.items() if header}
        mapping = read_mapping({**told, **change.changed, "columns": named})
        of_day = {
            "organisation_id": change.organisation_id,
            "provider": change.provider,
            "name": change.name,
            "valid_from": change.valid_from,
        }
        writing.connection.execute(
            sa.delete(statement_mapping).where(
                *(statement_mapping.c[name] == value for name, value in of_day.items())
            )
        )
        values = {
            **of_day,
            "value": json.dumps(mapping.as_json(), ensure_ascii=False, sort_keys=True),
            "changed_by": change.by.strip(),
            "changed_at": writing.at,
        }
        writing.connection.execute(sa.insert(statement_mapping).values(values))
        deed = Deed(
            organisation_id=change.organisation_id,
            actor=change.by.strip(),
            action="statement_mapped",
            subject=f"{change.provider}/{change.name}/{change.valid_from}",
            reason=change.reason.strip(),
        )
        record(writing, central.surroundings, deed)
    return mapping


def get_mapping(
    connection: sa.Connection, name: tuple[str, str, str], day: date
) -> StatementMapping:
    """Return the mapping in force on a day; ``name`` is organisation, provider and its name.

    Raises NotFound.
    """
    found = _find(connection, name, day)
    if found is None:
        raise NotFound(
            "There is no such mapping",
            f"'{name[2]}' for {name[1]} is not in force on {day}. Nothing was changed."
            " See 'payments mappings', make one with 'payments map-statement'.",
        )
    return found


def list_mappings(connection: sa.Connection, organisation_id: str) -> list[KeptMapping]:
    """Return every mapping of an organisation, the newest of a name first."""
    rows = connection.execute(
        sa.select(statement_mapping)
        .where(statement_mapping.c.organisation_id == organisation_id)
        .order_by("provider", "name", statement_mapping.c.valid_from.desc())
    ).mappings()
    return [
        KeptMapping(
            provider=row["provider"],
            name=row["name"],
            valid_from=row["valid_from"],
            changed_by=row["changed_by"],
            mapping=read_mapping(json.loads(row["value"])),
        )
        for row in rows
    ]


def require_provider(provider: str) -> None:
    """Raise BadInput for a provider that this program does not know."""
    if provider not in PROVIDERS:
        known = ", ".join(PROVIDERS)
        raise BadInput(
            "Check the provider", f"'{provider}' is none of: {known}. Nothing was changed."
        )


def _find(
    connection: sa.Connection, name: tuple[str, str, str], day: date
) -> StatementMapping | None:
    organisation_id, provider, called = name
    value: str | None = connection.scalar(
        sa.select(statement_mapping.c.value)
        .where(
            statement_mapping.c.organisation_id == organisation_id,
            statement_mapping.c.provider == provider,
            statement_mapping.c.name == called,
            statement_mapping.c.valid_from <= day,
        )
        .order_by(statement_mapping.c.valid_from.desc())
        .limit(1)
    )
    return None if value is None else read_mapping(json.loads(value))
