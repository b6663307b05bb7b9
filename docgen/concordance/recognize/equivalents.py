"""Words that stand for one another in the six languages: acronyms, terms, established names.

Each class has a key and the forms of each language; ``names`` are the full names, which stand
beside an acronym or in its place, so that one of them is never missed where the other is. A
campaign adds classes of its own in ``[concordance]`` of campaign.toml.

Sources: the acronyms are those of the Union's terminology database (ITU Terms) as its circulars
print them; the full names are the official names of the bodies in the Constitution and Convention
and in Resolution 1 of the assembly; the classes of addressees are those of the circular.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from docgen.concordance.recognize.grammar import LETTER
from docgen.concordance.recognize.places import Gazetteer, Place
from docgen.concordance.recognize.values import MISNAMED, Kind, Scanner, Value


@dataclass(frozen=True, slots=True)
class Class:
    """Forms that are one value; ``names`` are regular expressions by language."""

    key: str
    forms: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    kind: Kind = Kind.ACRONYM


def _class(key: str, forms: str, **names: str) -> Class:
    return Class(key, tuple(forms.split()), names)


ACRONYMS: Final[tuple[Class, ...]] = (
    _class(
        "ITU", "ITU UIT МСЭ",
        en="international telecommunication union|the union",
        ar="(?:ال|لل)اتحاد(?: الدولي للاتصالات)?",
        fr="union internationale des télécommunications|l'union",
        es="unión internacional de telecomunicaciones|la unión",
        ru=r"международн\w+ союз\w* электросвязи|союз\w*", zh="国际电信联盟|国际电联",
    ),
    _class(
        "ITU-T", "ITU-T UIT-T МСЭ-Т",
        en="(?:itu )?telecommunication standardization sector", ar="قطاع تقييس الاتصالات|القطاع",
        fr="secteur de la normalisation des télécommunications",
        es="sector de normalización de las telecomunicaciones",
        ru=r"сектор\w* стандартизации электросвязи", zh="电信标准化部门",
    ),
    _class(
        "ITU-R", "ITU-R UIT-R МСЭ-R МСЭ-Р",
        en="(?:itu )?radiocommunication sector", fr="secteur des radiocommunications",
        es="sector de radiocomunicaciones", ru=r"сектор\w* радиосвязи", zh="无线电通信部门",
        ar="قطاع الاتصالات الراديوية",
    ),
    _class(
        "ITU-D", "ITU-D UIT-D МСЭ-D МСЭ-Д",
        en="(?:itu )?telecommunication development sector", ar="قطاع تنمية الاتصالات",
        fr="secteur du développement des télécommunications",
        es="sector de desarrollo de las telecomunicaciones",
        ru=r"сектор\w* развития электросвязи", zh="电信发展部门",
    ),
    _class(
        "TSB", "TSB БСЭ",
        en="telecommunication standardization bureau", ar="مكتب تقييس الاتصالات",
        fr="bureau de la normalisation des télécommunications",
        es="oficina de normalización de las telecomunicaciones",
        ru=r"бюро стандартизации электросвязи", zh="电信标准化局",
    ),
    _class(
        "BDT", "BDT БРЭ",
        en="telecommunication development bureau", ar="مكتب تنمية الاتصالات",
        fr="bureau de développement des télécommunications",
        es="oficina de desarrollo de las telecomunicaciones",
        ru="бюро развития электросвязи", zh="电信发展局",
    ),
    _class(
        "BR", "BR БР", en="radiocommunication bureau", fr="bureau des radiocommunications",
        es="oficina de radiocomunicaciones", ru="бюро радиосвязи", zh="无线电通信局",
        ar="مكتب الاتصالات الراديوية",
    ),
    _class(
        "WTSA", "WTSA AMNT ВАСЭ",
        en="world telecommunication standardization assembly",
        ar="(?:لل|ال)?جمعية العالمية لتقييس الاتصالات",
        fr="assemblée mondiale de normalisation des télécommunications",
        es="asamblea mundial de normalización de las telecomunicaciones",
        ru=r"всемирн\w+ ассамбле\w+ по стандартизации электросвязи", zh="世界电信标准化全会",
    ),
    _class(
        "WTDC", "WTDC CMDT ВКРЭ",
        en="world telecommunication development conference",
        fr="conférence mondiale de développement des télécommunications",
        es="conferencia mundial de desarrollo de las telecomunicaciones",
        ru=r"всемирн\w+ конференци\w+ по развитию электросвязи", zh="世界电信发展大会",
        ar="المؤتمر العالمي لتنمية الاتصالات",
    ),
    _class(
        "WRC", "WRC CMR ВКР", en="world radiocommunication conference",
        fr="conférence mondiale des radiocommunications",
        es="conferencia mundial de radiocomunicaciones",
        ru=r"всемирн\w+ конференци\w+ радиосвязи", zh="世界无线电通信大会",
        ar="المؤتمر العالمي للاتصالات الراديوية",
    ),
    _class(
        "WSIS", "WSIS SMSI CMSI ВВУИО", en="world summit on the information society",
        fr="sommet mondial sur la société de l'information",
        es="cumbre mundial sobre la sociedad de la información",
        ru=r"всемирн\w+ встреч\w+ на высшем уровне по вопросам информационного общества",
        zh="信息社会世界峰会|信息社会世界高峰会议", ar="القمة العالمية لمجتمع المعلومات",
    ),
    _class(
        "TSAG", "TSAG GCNT GANT КГСЭ",
        en="telecommunication standardization advisory group",
        ar="الفريق الاستشاري لتقييس الاتصالات",
        fr="groupe consultatif de la normalisation des télécommunications",
        es="grupo asesor de normalización de las telecomunicaciones",
        ru=r"консультативн\w+ групп\w+ по стандартизации электросвязи", zh="电信标准化顾问组",
    ),
    _class(
        "RTO", "RTO ORT РОЭ", en="regional telecommunication organizations?",
        ar=r"(?:لل|ال|بال)?منظم(?:ة|ات) (?:ال)?إقليمية للاتصالات",
        fr="organisations? régionales? de télécommunications?",
        es="organizaci(?:ón|ones) regional(?:es)? de telecomunicaciones",
        ru=r"региональн\w+ организаци\w+ электросвязи", zh="区域性?电信组织",
    ),
    _class(
        "RPM", "RPM RPR РПС", en="regional preparatory meetings?",
        ar=r"(?:لل|ال|بال)?اجتماع(?:ات)? (?:ال)?تحضيرية? (?:ال)?إقليمية?",
        fr="réunions? préparatoires? régionales?",
        es="reuni(?:ón|ones) preparatorias? regional(?:es)?",
        ru=r"региональн\w+ подготовительн\w+ собрани\w+", zh="区域筹备会议|区域性筹备会议",
    ),
    _class(
        "ToR", "ToR", en="terms of reference", fr="mandats?", es="mandatos?",
        ru=r"круг\w* ведения", zh="职责范围", ar="(?:ال)?اختصاصات",
    ),
    _class(
        "STEM", "STEM STIM CTIM НТИМ",
        en="science, technology, engineering and mathematics",
        fr="sciences?, (?:la )?technologie, (?:l')?ingénierie et (?:les )?mathématiques",
        es="ciencia, (?:la )?tecnología, (?:la )?ingeniería y (?:las )?matemáticas",
        ru="науке, технологиях, инженерном деле и математике",
        zh="科学、技术、工程和数学", ar="العلوم والتكنولوجيا والهندسة والرياضيات",
    ),
    _class(
        "ICT", "ICT ICTs TIC ИКТ", en="information and communication technolog(?:y|ies)",
        fr="technologies de l'information et de la communication",
        es="tecnologías de la información y la comunicación",
        ru=r"информационно-коммуникационн\w+ технологи\w+", zh="信息通信技术|信息和通信技术",
        ar="تكنولوجيا المعلومات والاتصالات",
    ),
    _class(
        "SDG", "SDG SDGs ODD ODS ЦУР", en="sustainable development goals?",
        fr="objectifs? de développement durable", es="objetivos? de desarrollo sostenible",
        ru=r"цел\w+ (?:\d+ )?в области устойчивого развития", zh="可持续发展目标",
        ar="أهداف التنمية المستدامة",
    ),
    _class(
        "UN", "UN ONU NU ООН", en="united nations", fr="nations unies", es="naciones unidas",
        ru=r"организаци\w+ объединенных наций", zh="联合国", ar="الأمم المتحدة",
    ),
    _class(
        "BSG", "BSG", en="bridging the standardization gap", zh="缩小标准化差距",
        fr="réduction de l'écart en matière de normalisation",
        es="reducción de la brecha de normalización", ru=r"преодолени\w+ разрыва в стандартизации",
        ar="سد الفجوة التقييسية",
    ),
    _class("SG", "SG CE ИК", en="study groups?", fr="commissions? d'études",
           es="comisi(?:ón|ones) de estudio", ru=r"исследовательск\w+ комисси\w+", zh="研究组",
           ar="لجان الدراسات|لجنة الدراسات"),
    _class(
        "UTC", "UTC", en="coordinated universal time", fr="temps universel coordonné",
        es="tiempo universal coordinado", ru=r"всемирн\w+ координированн\w+ времен\w+",
        zh="协调世界时", ar="(?:ال|بال|لل)توقيت العالمي المنسق",
    ),
    _class("ATU", "ATU UAT АСЭ"),
    _class("CITEL", "CITEL СИТЕЛ"),
    _class("LAS", "LAS LEA ЛАГ"),
    _class("APT", "APT АТСЭ"),
    _class("RCC", "RCC CRC РСС"),
    _class("CEPT", "CEPT СЕПТ"),
)  # fmt: skip


def _term(key: str, **names: str) -> Class:
    return Class(key, (), names, Kind.TERM)


# The classes of addressees, whose order no translation changes.
TERMS: Final[tuple[Class, ...]] = (
    _term(
        "regional telecommunication organizations", en="regional telecommunication organizations",
        fr="organisations régionales de télécommunications?",
        es="organizaciones regionales de telecomunicaciones",
        ru=r"региональн\w+ организаци\w+ электросвязи", zh="区域性?电信组织",
        ar="(?:ال)?منظمات الإقليمية للاتصالات",
    ),
    _term(
        "administrations of Member States",
        en="administrations of (?:the )?(?:itu )?member states",
        fr="administrations des états membres", es="administraciones de los estados miembros",
        ru=r"администраци\w+ государств ?[-–] ?членов", zh="成员国主管部门",
        ar="إدارات الدول الأعضاء",
    ),
    _term(
        "Sector Members", en="sector members", fr="membres du secteur",
        es="miembros (?:de|del) sector", ru=r"член\w+ сектора", zh="部门成员",
        ar="أعضاء (?:ال)?قطاع",
    ),
    _term(
        "Associates", en=r"associates", fr="associés", es="asociados",
        ru=r"ассоциированн\w+ член\w+", zh="准成员", ar=r"(?:ال)?منتسب(?:ين|ون)",
    ),
    _term(
        "Academia", en="academia", fr="établissements universitaires",
        es="instituciones académicas", ru=r"академическ\w+ организаци\w+", zh="学术成员",
        ar="(?:ال)?هيئات الأكاديمية",
    ),
    _term(
        "Regional Offices", en="regional offices", fr="bureaux régionaux",
        es="oficinas regionales", ru=r"региональн\w+ отделени\w+", zh="区域代表处",
        ar="المكاتب الإقليمية",
    ),
)  # fmt: skip

# Persons whose names have an established form in each script.
PERSONS: Final[tuple[Class, ...]] = (
    Class(
        "Seizo Onoe",
        ("Seizo Onoe", "Сэйдзо Оноэ", "尾上诚藏", "سيزو أونوي", "سييزو أونوي"),
        kind=Kind.PERSON,
    ),
)

# What ends an acronym: the plural of English and Spanish, the year of a meeting.
_END: Final = rf"(?P<plural>s)?(?P<year>-\d{{2}}(?!\d))?(?![{LETTER}\d])"
_START: Final = rf"(?<![{LETTER}\d])"
# Letters that make an acronym of no class: NoW, W.I.S.E, NoW4WTSA-24, ETRI, T22-TSB-CIR-0182.
_OTHER: Final = re.compile(
    rf"(?<![{LETTER}\d.@])(?:[A-Za-z](?:[A-Za-z0-9.&-]*[A-Za-z0-9])|[А-Я][А-Яа-я0-9-]*[А-Я0-9])"
    rf"(?![{LETTER}\d])"
)
_BRACKET: Final = re.compile(r"\s*\(\s*")
_ROMAN: Final = re.compile(r"[IVXLC]+")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All classes and places that a comparison knows, ready to be found."""

    classes: tuple[Class, ...]
    places: tuple[Place, ...] = ()

    @cached_property
    def _gazetteers(self) -> dict[str, Gazetteer]:
        return {}

    @cached_property
    def _by_form(self) -> Mapping[str, Class]:
        return {form: one for one in self.classes for form in one.forms}

    @cached_property
    def _forms(self) -> re.Pattern[str]:
        ordered = sorted(self._by_form, key=lambda form: (-len(form), form))
        acronyms = [re.escape(f) for f in ordered if self._by_form[f].kind is Kind.ACRONYM]
        return re.compile(rf"{_START}(?P<form>{'|'.join(acronyms)}){_END}")

    @cached_property
    def _persons(self) -> re.Pattern[str]:
        forms = [re.escape(f) for f, one in self._by_form.items() if one.kind is Kind.PERSON]
        ordered = "|".join(sorted(forms, key=lambda form: (-len(form), form)))
        return re.compile(rf"{_START}(?P<form>{ordered or '(?!)'})(?![{LETTER}])")

    @cached_property
    def _names(self) -> Mapping[str, tuple[tuple[Class, re.Pattern[str]], ...]]:
        return {
            language: tuple(
                (
                    one,
                    re.compile(
                        one.names[language]
                        if language in ("ar", "zh")
                        else rf"{_START}(?:{one.names[language]})(?![{LETTER}])",
                        re.IGNORECASE,
                    ),
                )
                for one in sorted(self.classes, key=lambda c: -len(c.names.get(language, "")))
                if language in one.names
            )
            for language in ("ar", "en", "es", "fr", "ru", "zh")
        }

    def find(self, found: Scanner, language: str) -> None:
        """Take persons, acronyms, terms and full names of the classes, then other acronyms."""
        for match in found.each(self._persons):
            found.add(Kind.PERSON, self._by_form[match["form"]].key, *match.span())
        for one, pattern in self._names[language]:
            if one.kind is Kind.TERM:
                for match in pattern.finditer(found.text):  # it may hold an acronym: ITU-T Members
                    found.values.append(_whole(one, match))
        after = {match.start(): match for match in self._forms.finditer(found.text)}
        for match in found.each(self._forms):
            if match["plural"] and match["form"][-1:] != match["form"][-1:].upper():
                continue
            key = self._by_form[match["form"]].key + (match["year"] or "")
            found.add(Kind.ACRONYM, key, *match.span())
        for one, pattern in self._names[language]:
            if one.kind is Kind.ACRONYM:
                for match in found.each(pattern):
                    # A figure inside it is read by itself: Цели 5 в области ...
                    figure = any(c.isdigit() for c in match.group())
                    end = match.start() if figure else match.end()
                    opening = _BRACKET.match(found.text, match.end())
                    beside = after.get(opening.end()) if opening is not None else None
                    if beside is None:
                        found.add(Kind.ACRONYM, one.key, match.start(), end, required=False)
                        continue
                    # The name with its acronym in brackets is one mention of the two.
                    found.take(match.start(), end)
                    # A short name may be a part of that of another body: the African … Union (ATU).
                    whole = language == "zh" or len(match.group().split()) > 2
                    if whole and self._by_form[beside["form"]] is not one:
                        found.slip(MISNAMED, match.start(), beside.end() + 1)
        if self.places:
            if language not in self._gazetteers:
                self._gazetteers[language] = Gazetteer(self.places, language)
            self._gazetteers[language].find(found)
        if _in_capitals(found.text):
            return
        for match in found.each(_OTHER):
            token = match.group()
            if _is_acronym(token):
                found.add(Kind.ACRONYM, token, *match.span())

    def knows(self, key: str) -> bool:
        """Whether an acronym is of a class, so that its forms in all languages are known."""
        bare = re.sub(r"-\d{2}$", "", key)
        return any(one.key in (key, bare) for one in self.classes)


def _whole(one: Class, match: re.Match[str]) -> Value:
    return Value(one.kind, one.key, match.group(), match.start(), match.end(), required=False)


def _in_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return (
        " " in text.strip()
        and len(letters) > 8
        and all(not c.islower() for c in letters)
        and (any(c.isupper() for c in letters))
        and not any("\u0600" <= c <= "\u06ff" or c >= "\u2e80" for c in letters)
    )


def _is_acronym(token: str) -> bool:
    upper = sum(c.isupper() for c in token)
    lower = sum(c.islower() for c in token)
    money = token in ("CHF", "EUR", "USD", "US", "GBP", "JPY", "CNY", "RUB")
    place = token == "D.C"  # Washington, D.C.
    return upper >= 2 and lower <= upper and not (money or place) and not _ROMAN.fullmatch(token)


def lexicon(
    acronyms: Iterable[Sequence[str]] = (),
    names: Iterable[Sequence[str]] = (),
    places: Iterable[Place] = (),
) -> Lexicon:
    """The classes above with those of a campaign, which take precedence form by form.

    Each added class is a sequence of forms, the first of which is its key. The same additions give
    the same object.
    """
    added = [(tuple(forms), Kind.ACRONYM) for forms in acronyms if forms]
    added += [(tuple(forms), Kind.PERSON) for forms in names if forms]
    return _lexicon(tuple(added), tuple(places))


@lru_cache(maxsize=16)
def _lexicon(added: tuple[tuple[tuple[str, ...], Kind], ...], places: tuple[Place, ...]) -> Lexicon:
    own = [Class(forms[0], forms, kind=kind) for forms, kind in added]
    taken = {form for one in own for form in one.forms}
    kept = [
        Class(one.key, tuple(form for form in one.forms if form not in taken), one.names, one.kind)
        for one in (*ACRONYMS, *TERMS, *PERSONS)
    ]
    return Lexicon((*own, *kept), places)
