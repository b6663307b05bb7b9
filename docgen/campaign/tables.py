"""What all tables of campaign.toml share: the base of their models, the types of their values."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, PrivateAttr
from pydantic_core import CoreSchema, core_schema

from docgen.campaign import readers, texts, values
from docgen.campaign.shapes import Problem, Shape, carried
from docgen.languages import DateRange

K = TypeVar("K", bound="Keyed")

Day = Annotated[date, readers.DAY]
Month = Annotated[date, readers.MONTH]
Days = Annotated[DateRange, readers.DAYS]
Year = Annotated[int, readers.YEAR]
Count = Annotated[int, readers.COUNT]
Percentage = Annotated[int, readers.PERCENTAGE]
Gender = Annotated[Literal["F", "M"], readers.GENDER]
Telephone = Annotated[str, readers.TELEPHONE]
Pattern = Annotated[str, readers.PATTERN]
Text = Annotated[values.Text, texts.TEXT]
PerLanguage = Annotated[values.Text, texts.PER_LANGUAGE]


class Table(BaseModel):
    """One table of campaign.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Keyed(Table):
    """One of several tables whose names the campaign chooses: ``[regions.AFR]``."""

    _key: str = PrivateAttr(default="")

    @property
    def key(self) -> str:
        """The name of the table: ``AFR``."""
        return self._key


class Named:
    """The tables of a :class:`Keyed` model, at least one, under names of the shape ``key``."""

    def __init__(self, key: Shape) -> None:
        self.key = key

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        (model,) = get_args(source)
        tables = core_schema.dict_schema(
            keys_schema=self.key.__get_pydantic_core_schema__(str, handler),
            values_schema=handler.generate_schema(model),
        )
        return core_schema.no_info_after_validator_function(self._table, tables)

    def _table(self, tables: dict[str, K]) -> values.Table[K]:
        if not tables:
            raise carried([Problem("the table is empty", self.key.hint, "C005")])
        for key, table in tables.items():
            table._key = key
        return values.Table(tables)
