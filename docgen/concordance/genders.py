"""Whether a person is a woman or a man in every language: Ms, Mme, Sra., г-жа, 女士, السيدة.

Only a contradiction counts: "Dr" says nothing of it in English, "Dra." does in Spanish.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from docgen.concordance.allowed import Allowances
from docgen.concordance.document import Document, Paragraph
from docgen.concordance.majority import others
from docgen.concordance.persons import titled
from docgen.diagnostics import Finding, error

_WOMAN: Final = {
    "ar": r".*(?:سيدة|دكتورة|أستاذة|آنسة)",
    "en": r"Ms\.?|Mrs\.?|Miss|Madam",
    "es": r"Sra\.|Srta\.|Dra\.|Profa\.|Profesora|Señora|Doctora",
    "fr": r"Mme|Mlle|Madame|Dre|Docteure|Pre|Professeure",
    "ru": r"г-ж\w+|госпож\w+",
    "zh": r"女士|小姐",
}
_MAN: Final = {
    "ar": r".*(?:سيد|دكتور|أستاذ)",
    "en": r"Mr\.?",
    "es": r"Sr\.|Dr\.|Profesor|Señor|Doctor",
    "fr": r"MM?\.|Monsieur",
    "ru": r"г-н\w*|господин\w*",
    "zh": r"先生",
}


class _Mention(NamedTuple):
    gender: str
    text: str
    language: str
    paragraph: Paragraph


def compare_genders(
    documents: Sequence[tuple[str, Document]], allowed: Allowances, misordered: Collection[str] = ()
) -> Iterator[Finding]:
    """X014 for each mention of a person that contradicts most of the others.

    In the files of ``misordered`` names stand in another order (X007). Where two names were
    exchanged, each stands beside the title of the other: that is told there, and not here.
    """
    mentions: dict[str, list[_Mention]] = {}
    for language, document in documents:
        for section in document.sections:
            for paragraph in section.paragraphs:
                for name, title, text in titled(paragraph.text, language):
                    gender = gender_of(title, language)
                    if gender:
                        here = _Mention(gender, text, language, paragraph)
                        mentions.setdefault(name, []).append(here)
    languages = [language for language, _ in documents]
    for name, found in mentions.items():
        said = {(one.language, one.gender) for one in found}
        counts = Counter(gender for _, gender in said)
        exchanged = any(one.paragraph.place.file in misordered for one in found)
        if len(counts) < 2 or exchanged:
            continue
        usual = max(counts.values())
        even = len(set(counts.values())) == 1
        for one in found:
            if counts[one.gender] == usual and not even:
                continue
            other = next(each for each in found if each.gender != one.gender)
            against = [each.language for each in found if each.gender != one.gender]
            if allowed.between("value", one.language, against, name, one.text):
                continue
            yield error(
                "X014",
                one.paragraph.place,
                f"{one.language}: {one.text}; {_whom(languages, one, other)}: {other.text} "
                f"({other.paragraph.place})",
                "correct the one that is wrong",
            )


def _whom(languages: Sequence[str], one: _Mention, other: _Mention) -> str:
    return other.language if other.language != one.language else others(languages, one.language)


def gender_of(title: str, language: str) -> str:
    """``F``, ``M``, or nothing for a title that says nothing of it."""
    bare = title.strip()
    for gender, forms in (("F", _WOMAN), ("M", _MAN)):
        if re.fullmatch(forms[language], bare, re.IGNORECASE | re.DOTALL):
            return gender
    return ""
