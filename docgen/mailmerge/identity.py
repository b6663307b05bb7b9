"""What tells the rows of any list apart: e-mail addresses, and what stands in certain columns.

Columns are known by their headers in any of the six languages, as those of the campaign's forms.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from docgen.proof import Identity
from docgen.recipients.captions import CAPTIONS
from docgen.recipients.rows import Column, ListRow
from docgen.recipients.spreadsheet import as_text
from docgen.recipients.words import plain

_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def _headers(key: str, *others: str) -> frozenset[str]:
    """The captions of a column of the forms, its stable key, and what else people write."""
    return frozenset(map(plain, (key, *CAPTIONS.get(key, {}).values(), *others)))


_GIVEN: Final = _headers("given_name", "First name", "Forename", "Prénoms", "名字", "الاسم الأول")
_FAMILY: Final = _headers("family_name", "Last name", "Surname", "Nom", "Apellido", "姓氏", "اللقب")
_APART: Final = (
    _headers("key", "Id", "Identifiant", "Identificador", "Идентификатор", "标识", "المعرف")
    | _headers("name", "Full name", "Nom complet", "Nom et prénom", "Nombre completo")
    | _headers("ФИО", "Полное имя", "Имя и фамилия", "姓名", "全名", "الاسم", "الاسم الكامل")
    | _headers("reference", "Ref", "Référence", "Réf", "Referencia", "Ссылка", "Исх. №")
    | _headers("Номер письма", "文号", "参考编号", "المرجع")
)


@lru_cache(maxsize=16)
def _positions(
    columns: tuple[Column, ...],
) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    """Where values that tell rows apart stand in a row, and where the two halves of a name do."""
    headers = [plain(column.header) for column in columns]
    apart = tuple(i for i, header in enumerate(headers) if header in _APART)
    given = [i for i, header in enumerate(headers) if header in _GIVEN]
    family = [i for i, header in enumerate(headers) if header in _FAMILY]
    return apart, tuple((g, f) for g in given for f in family)


def identity_of(row: ListRow) -> Identity:
    """The e-mail addresses of a row, its key, names and reference; and all else that it holds."""
    apart, names = _positions(row.columns)
    texts = [as_text(value) for value in row.values]
    values = [text for text in texts if _EMAIL.fullmatch(text)]
    values += (texts[i] for i in apart)
    for given, family in names:
        if texts[given] and texts[family]:
            values += (f"{texts[given]} {texts[family]}", f"{texts[family]} {texts[given]}")
    return Identity((), tuple(dict.fromkeys(filter(None, values))), tuple(filter(None, texts)))
