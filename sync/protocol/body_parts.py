"""What bodies of operations and of changes are made of: their two base models and their fields."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(max_length=512)]
Code = Annotated[str, Field(min_length=1, max_length=128)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Minor = Annotated[int, Field(ge=-(10**15), le=10**15)]
Positive = Annotated[int, Field(ge=0, le=10**15)]


class Body(BaseModel):
    """Common to all bodies of operations: frozen, and no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ChangeBody(BaseModel):
    """Common to all changes: frozen, unknown fields ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")
