"""What bodies of operations and of changes are made of: their two base models and their fields."""

from functools import cache
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.card_number import holds_card_number


class _Typed:
    """Marks a text that people type, or that is made of what they typed."""


TYPED = _Typed()
OF_THE_CATALOG = frozenset({"name", "label", "packing"})
"""Texts of the catalog and of rate sheets: no person types them at a sale, and nothing of theirs
may ever stop one."""

Text = Annotated[str, Field(max_length=512), TYPED]
Code = Annotated[str, Field(min_length=1, max_length=128)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Minor = Annotated[int, Field(ge=-(10**15), le=10**15)]
Positive = Annotated[int, Field(ge=0, le=10**15)]


class Body(BaseModel):
    """Common to all bodies of operations: frozen, and no field that is not declared.

    No text that somebody typed holds a card's number: whatever a screen let through ends here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="after")
    def _hold_no_card_number(self) -> Self:
        for name in typed_fields(type(self)):
            if holds_card_number(getattr(self, name)):
                raise ValueError(f"{name} holds a card's number")
        return self


class ChangeBody(BaseModel):
    """Common to all changes: frozen, unknown fields ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


@cache
def typed_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of a body that hold what people typed."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if TYPED in field.metadata and name not in OF_THE_CATALOG
    )
