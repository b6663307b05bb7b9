"""The classes of words that stand for one another in the six languages: data.

``names`` are the full names, which stand beside an acronym or in its place.

Sources: the acronyms are those of the Union's terminology database (ITU Terms) as its circulars
print them; the full names are the official names of the bodies in the Constitution and Convention
and in Resolution 1 of the assembly, and those that the regional organizations give themselves; the
classes of addressees are those of the circular.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from docgen.concordance.recognize.values import Kind


@dataclass(frozen=True, slots=True)
class Class:
    """Forms that are one value; ``names`` are regular expressions by language."""

    key: str
    forms: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    kind: Kind = Kind.ACRONYM


def _class(key: str, forms: str, **names: str) -> Class:
    return Class(key, tuple(forms.split()), names)


# "The Union" is also a part of the names of other bodies, and is looked for after them.
UNION: Final = "ITU"

ACRONYMS: Final[tuple[Class, ...]] = (
    _class(
        UNION, "ITU UIT МСЭ",
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
    _class(
        "ATU", "ATU UAT АСЭ", en="african telecommunications union",
        fr="union africaine des télécommunications", es="unión africana de telecomunicaciones",
        ru=r"африканск\w+ союз\w* электросвязи", zh="非洲电信联盟",
        ar="(?:ال|لل)اتحاد الإفريقي للاتصالات",
    ),
    _class(
        "CITEL", "CITEL СИТЕЛ", en="inter-american telecommunication commission",
        fr="commission interaméricaine des télécommunications",
        es="comisión interamericana de telecomunicaciones",
        ru=r"межамериканск\w+ комисси\w+ по электросвязи", zh="美洲国家电信委员会",
        ar="لجنة البلدان الأمريكية للاتصالات",
    ),
    _class(
        "LAS", "LAS LEA ЛАГ", en="league of arab states", fr="ligue des états arabes",
        es="liga de los estados árabes", ru=r"лиг\w+ арабских государств", zh="阿拉伯国家联盟",
        ar="جامعة الدول العربية",
    ),
    _class(
        "APT", "APT АТСЭ", en="asia-pacific telecommunity", fr="télécommunauté asie-pacifique",
        es="telecomunidad asia-pacífico",
        ru=r"азиатско-тихоокеанск\w+ сообществ\w+ электросвязи", zh="亚太电信组织",
        ar="جماعة آسيا والمحيط الهادئ للاتصالات",
    ),
    _class(
        "RCC", "RCC CRC РСС", en="regional commonwealth in the field of communications",
        fr="communauté régionale des communications", es="comunidad regional de comunicaciones",
        ru=r"региональн\w+ содружеств\w+ в области связи", zh="区域通信联合体",
        ar="(?:ال|لل)كومنولث الإقليمي في مجال الاتصالات",
    ),
    _class(
        "CEPT", "CEPT СЕПТ",
        en="european conference of postal and telecommunications administrations",
        fr="conférence européenne des administrations des postes et télécommunications",
        es="conferencia europea de administraciones de correos y telecomunicaciones",
        ru=r"европейск\w+ конференци\w+ администраций почт и электросвязи",
        zh="欧洲邮电主管部门大会", ar="(?:ال|لل)مؤتمر الأوروبي لإدارات البريد والاتصالات",
    ),
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
