"""The forty-seven facts of the circular and its annex, in each language, in the finished letters.

Three questions. Does each fact stand where it belongs, in the language's own form? Do the six
letters have the same build? And does a change of one fact in campaign.toml change the six letters
where that fact stands, and nowhere else?

Facts are looked for in the text as a reader sees it (:func:`finished.seen`): blanks that do not
break are blanks.  The file is long because it is a table: what is true, in six languages, written
down beside nothing that computes it.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import pytest
from finished import (
    DOCUMENT,
    KINDS,
    LANGUAGES,
    ROOT,
    Finished,
    W,
    campaign_of,
    facts,
    find,
    master,
    masters,
    rendered,
    seen,
    values,
)

# Where a fact stands, by language; a tuple for words that stand apart from each other.
Words = str | tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """One fact: its number in the domain's list, what it says, and its words in each place."""

    number: int
    gloss: str
    stands: Mapping[str, Mapping[str, Words]]


def everywhere(words: Words) -> dict[str, Words]:
    """The same in every language."""
    return dict.fromkeys(LANGUAGES, words)


def by(*, ar: Words, en: Words, es: Words, fr: Words, ru: Words, zh: Words) -> dict[str, Words]:
    return {"ar": ar, "en": en, "es": es, "fr": fr, "ru": ru, "zh": zh}


EMAIL: Final = everywhere("charlyne.restivo@itu.int")

FACTS: Final = (
    Fact(1, "the Union and the Bureau, in the language of the letter only", {
        "letterhead": by(
            ar=("الاتحاد الدولي للاتصالات", "مكتب تقييس الاتصالات"),
            en=("International Telecommunication Union",
                "Telecommunication Standardization Bureau"),
            es=("Unión Internacional de Telecomunicaciones",
                "Oficina de Normalización de las Telecomunicaciones"),
            fr=("Union internationale des télécommunications",
                "Bureau de la normalisation des télécommunications"),
            ru=("Международный союз электросвязи", "Бюро стандартизации электросвязи"),
            zh=("国际电信联盟", "电信标准化局"),
        ),
    }),
    Fact(2, "date and place", {
        "date": by(
            ar="جنيف، 6 مارس 2024",
            en="Geneva, 6 March 2024",
            es="Ginebra, 6 de marzo de 2024",
            fr="Genève, le 6 mars 2024",
            ru="Женева, 6 марта 2024 года",
            zh="2024年3月6日，日内瓦",
        ),
    }),
    Fact(3, "reference", {
        "reference": by(
            ar="الرسالة المعممة 182 لمكتب تقييس الاتصالات",
            en="TSB Circular 182",
            es="Circular TSB 182",
            fr="Circulaire TSB 182",
            ru="Циркуляр 182 БСЭ",
            zh="电信标准化局第182号通函",
        ),
    }),
    Fact(4, "five classes of addressees", {
        "addressee": by(
            ar=("– المنظمات الإقليمية للاتصالات (RTO)",
                "– إدارات الدول الأعضاء في الاتحاد",
                "– أعضاء قطاع تقييس الاتصالات (ITU-T)",
                "– المنتسبين إلى القطاع (ITU-T)",
                "– الهيئات الأكاديمية المنضمة إلى الاتحاد (ITU)"),
            en=("– Regional telecommunication organizations (RTOs)",
                "– Administrations of Member States of the Union",
                "– ITU-T Sector Members",
                "– ITU-T Associates",
                "– ITU Academia"),
            es=("– Organizaciones regionales de telecomunicaciones (ORT)",
                "– Administraciones de los Estados Miembros de la Unión",
                "– Miembros de Sector del UIT-T",
                "– Asociados del UIT-T",
                "– Instituciones Académicas de la UIT"),
            fr=("– Organisations régionales de télécommunication (ORT)",
                "– Administrations des États Membres de l’Union",
                "– Membres du Secteur UIT-T",
                "– Associés de l’UIT-T",
                "– Établissements universitaires participant aux travaux de l’UIT"),
            ru=("– Региональным организациям электросвязи (РОЭ)",
                "– Администрациям Государств – Членов Союза",
                "– Членам Сектора МСЭ-Т",
                "– Ассоциированным членам МСЭ-Т",
                "– Академическим организациям – Членам МСЭ"),
            zh=("– 各区域电信组织；", "– 国际电联各成员国主管部门；", "– ITU-T部门成员；",
                "– ITU-T部门准成员；", "– 国际电联学术成员"),
        ),
    }),
    Fact(5, "copy to the regional offices", {
        "addressee": by(
            ar="نسخة إلى:\t– المكاتب الإقليمية للاتحاد (ITU)",
            en="Copy to:\t– ITU Regional Offices",
            es="Copia:\t– Oficinas Regionales de la UIT",
            fr="Copie:\t– Bureaux régionaux de l’UIT",
            ru="Копии:\t– Региональным отделениям МСЭ",
            zh="抄送：\t– 国际电联各区域代表处",
        ),
    }),
    Fact(6, "telephone and fax, printed as given", {
        "reference": by(
            ar=("الهاتف:\t+41 22 730 5861", "الفاكس:\t+41 22 730 5853"),
            en=("Tel.:\t+41 22 730 5861", "Fax:\t+41 22 730 5853"),
            es=("Tel.:\t+41 22 730 5861", "Fax:\t+41 22 730 5853"),
            fr=("Tél.:\t+41 22 730 5861", "Fax:\t+41 22 730 5853"),
            ru=("Тел.:\t+41 22 730 5861", "Факс:\t+41 22 730 5853"),
            zh=("电话：\t+41 22 730 5861", "传真：\t+41 22 730 5853"),
        ),
    }),
    Fact(7, "e-mail, in the table and in the body", {
        "reference": EMAIL, "request": EMAIL, "contact": EMAIL,
    }),
    Fact(8, "subject", {
        "subject": by(
            ar="شبكة المرأة في قطاع تقييس الاتصالات (NoW in ITU-T) من أجل الجمعية WTSA-24",
            en="Network of Women (NoW in ITU-T) for WTSA-24",
            es="Red de Mujeres (NoW in ITU-T) para la AMNT-24",
            fr="Réseau de femmes (NoW in ITU-T) pour l’AMNT-24",
            ru="Сеть женщин (NoW in ITU-T) в рамках подготовки к ВАСЭ-24",
            zh="WTSA-24标准领域妇女联谊会（NoW in ITU-T）",
        ),
    }),
    Fact(9, "the assembly, its dates and place", {
        "opening": by(
            # Days read from right to left: the higher number stands first in the text.
            ar=("للجمعية العالمية لتقييس الاتصالات لعام 2024 (WTSA-24)", "نيودلهي، الهند",
                "24-15 أكتوبر 2024"),
            en=("2024 World Telecommunication Standardization Assembly (WTSA-24)",
                "New Delhi, India", "from 15 to 24 October 2024"),
            es=("Asamblea Mundial de Normalización de las Telecomunicaciones de 2024 (AMNT-24)",
                "Nueva Delhi (India)", "del 15 al 24 de octubre de 2024"),
            fr=("Assemblée mondiale de normalisation des télécommunications de 2024 (AMNT-24)",
                "New Delhi (Inde)", "du 15 au 24 octobre 2024"),
            ru=("Всемирной ассамблеи по стандартизации электросвязи 2024 года (ВАСЭ-24)",
                "в Нью-Дели, Индия", "15–24 октября 2024 года"),
            zh=("2024年世界电信标准化全会（WTSA-24）", "印度新德里", "2024年10月15-24日"),
        ),
    }),
    Fact(10, "invitation to contribute to the gender-equality goals", {
        "opening": by(
            ar=("أدعوكم إلى الإسهام", "أهداف المساواة بين الجنسين"),
            en=("invite you to contribute", "gender equality goals"),
            es=("invitarle a contribuir", "objetivos de igualdad de género"),
            fr=("vous inviter à contribuer", "objectifs d’égalité hommes-femmes"),
            ru=("пригласить Вас внести вклад", "целей в области гендерного равенства"),
            zh=("邀请您", "性别平等目标作出贡献"),
        ),
    }),
    Fact(11, "each RTO appoints one woman, by 5 April 2024", {
        "opening": by(
            ar=("كل منظمة إقليمية للاتصالات (RTO)", "امرأة واحدة ممثلةً إقليميةً",
                "في موعد أقصاه 5 أبريل 2024"),
            en=("each regional telecommunication organization (RTO)",
                "no later than 5 April 2024, one woman as its regional representative"),
            es=("cada organización regional de telecomunicaciones (ORT)",
                "a más tardar el 5 de abril de 2024, a una mujer como representante regional"),
            fr=("chaque organisation régionale de télécommunication (ORT)",
                "au plus tard le 5 avril 2024, une femme en qualité de représentante régionale"),
            ru=("каждой региональной организации электросвязи (РОЭ)",
                "не позднее 5 апреля 2024 года одну женщину своим региональным представителем"),
            zh=("各区域电信组织（RTO）", "不迟于2024年4月5日任命一名女性区域代表"),
        ),
    }),
    Fact(12, "and hosts a training for women delegates", {
        "opening": by(
            ar="استضافة دورة تدريبية للمندوبات",
            en="to host a training session for women delegates",
            es="acoja una sesión de formación para las delegadas",
            fr="à accueillir une formation à l’intention des déléguées",
            ru="организовать учебное мероприятие для женщин-делегатов",
            zh="为女性与会代表举办培训",
        ),
    }),
    Fact(13, "see sections 3 and 4", {
        "opening": by(
            ar="في القسمين 3 و4",
            en="in sections 3 and 4",
            es="en las secciones 3 y 4",
            fr="aux sections 3 et 4",
            ru="в разделах 3 и 4",
            zh="第3和4节",
        ),
    }),
    Fact(14, "Resolution 55 of the assembly: gender in ITU-T", {
        "section 1": by(
            ar=("القرار 55 (المراجَع في جنيف، 2022) للجمعية WTSA", "المساواة بين الجنسين"),
            en=("WTSA Resolution 55 (Rev. Geneva, 2022)", "gender equality"),
            es=("Resolución 55 (Rev. Ginebra, 2022) de la AMNT", "igualdad de género"),
            fr=("Résolution 55 (Rév. Genève, 2022) de l’AMNT", "égalité hommes-femmes"),
            ru=("Резолюции 55 (Пересм. Женева, 2022 г.) ВАСЭ", "гендерного равенства"),
            zh=("WTSA第55号决议（2022年，日内瓦，修订版）", "性别平等"),
        ),
    }),
    Fact(15, "the network's former name", {
        "section 1": by(
            ar="المعروفة سابقاً باسم فريق الخبراء المعني بالمرأة في مجال التقييس (W.I.S.E)",
            en="formerly known as the Women in Standardization Expert Group (W.I.S.E)",
            es="anteriormente denominada Grupo de Expertos sobre la Mujer en la Normalización "
            "(W.I.S.E)",
            fr="anciennement dénommé Groupe d’experts sur les femmes dans la normalisation "
            "(W.I.S.E)",
            ru="ранее именовавшейся Группой экспертов по вопросам участия женщин в стандартизации "
            "(W.I.S.E)",
            zh="原称女性标准化专家组（W.I.S.E）",
        ),
    }),
    Fact(16, "Resolution 70 of the Plenipotentiary Conference", {
        "section 1": by(
            ar="القرار 70 (المراجَع في بوخارست، 2022) لمؤتمر المندوبين المفوضين",
            en="Resolution 70 (Rev. Bucharest, 2022) of the Plenipotentiary Conference",
            es="Resolución 70 (Rev. Bucarest, 2022) de la Conferencia de Plenipotenciarios",
            fr="Résolution 70 (Rév. Bucarest, 2022) de la Conférence de plénipotentiaires",
            ru="Резолюции 70 (Пересм. Бухарест, 2022 г.) Полномочной конференции",
            zh="全权代表大会第70号决议（2022年，布加勒斯特，修订版）",
        ),
    }),
    Fact(17, "Sustainable Development Goal 5", {
        "section 1": by(
            ar="الهدف 5 من أهداف التنمية المستدامة",
            en="Sustainable Development Goal 5",
            es="Objetivo de Desarrollo Sostenible 5",
            fr="Objectif de développement durable 5",
            ru="Цели 5 в области устойчивого развития",
            zh="可持续发展目标5",
        ),
    }),
    Fact(18, "Circular 176", {
        "section 1": by(
            ar="الرسالة المعممة 176 لمكتب تقييس الاتصالات",
            en="TSB Circular 176",
            es="Circular TSB 176",
            fr="Circulaire TSB 176",
            ru="Циркуляр 176 БСЭ",
            zh="电信标准化局第176号通函",
        ),
    }),
    Fact(19, "women as heads of delegation and as candidates for leadership", {
        "section 1": by(
            ar=("نساء رئيساتٍ للوفود", "ترشيح نساء للمناصب القيادية"),
            en=("women as heads of delegation", "women candidates for leadership positions"),
            es=("mujeres como jefas de delegación", "candidatas a cargos directivos"),
            fr=("femmes chefs de délégation", "candidates à des postes à responsabilité"),
            ru=("женщин главами делегаций", "женщин на руководящие должности"),
            zh=("女性担任代表团团长", "女性候选人竞选ITU-T领导职务"),
        ),
    }),
    Fact(20, "the campaign NoW4WTSA-24, launched at TSAG in January 2024", {
        "section 1": by(
            ar=("NoW4WTSA-24", "الفريق الاستشاري لتقييس الاتصالات (TSAG) في يناير 2024"),
            en=("NoW4WTSA-24",
                "Telecommunication Standardization Advisory Group (TSAG) in January 2024"),
            es=("NoW4WTSA-24",
                "Grupo Asesor de Normalización de las Telecomunicaciones (GANT) celebrada en "
                "enero de 2024"),
            fr=("NoW4WTSA-24",
                "Groupe consultatif de la normalisation des télécommunications (GCNT) a tenue en "
                "janvier 2024"),
            ru=("NoW4WTSA-24",
                "Консультативной группы по стандартизации электросвязи (КГСЭ) в январе 2024 года"),
            zh=("NoW4WTSA-24", "2024年1月在电信标准化顾问组（TSAG）会议上启动"),
        ),
    }),
    Fact(21, "at least 35 per cent; 32 per cent at the assembly of 2022", {
        "section 1": by(
            ar=("عن 35%", "32%، وقد تحققت في الجمعية WTSA-20 في عام 2022"),
            en=("at least 35%", "32%, recorded at WTSA-20 in 2022"),
            es=("al menos el 35 %", "32 % y se alcanzó en la AMNT-20, en 2022"),
            fr=("au moins 35 %", "32 %, a été enregistré à l’AMNT-20, en 2022"),
            ru=("не менее 35 %", "32 % – была зафиксирована на ВАСЭ-20 в 2022 году"),
            zh=("至少达到35%", "WTSA-20（2022年）创下的32%"),
        ),
    }),
    Fact(22, "recognition for those who reach the target", {
        "section 1": by(
            ar="بالتقدير الواجب",
            en="due recognition",
            es="debido reconocimiento",
            fr="dûment reconnue",
            ru="заслуженное признание",
            zh="应有的认可",
        ),
    }),
    Fact(23, "updated terms of reference, approved by TSAG in January 2024", {
        "section 2": by(
            ar=("الفريق TSAG", "يناير 2024", "الاختصاصات (ToR) المحدَّثة"),
            en=("January 2024, TSAG approved", "updated terms of reference (ToR)"),
            es=("enero de 2024, el GANT aprobó", "mandato actualizado"),
            fr=("janvier 2024, le GCNT a approuvé", "mandat actualisé"),
            ru=("январе 2024 года КГСЭ утвердила", "обновленный круг ведения"),
            zh=("TSAG在2024年1月", "经更新的NoW in ITU-T职责范围（ToR）"),
        ),
    }),
    Fact(24, "one representative in each of the six regions", {
        "section 2": by(
            ar="ممثلة واحدة عن كل منطقة من المناطق الست",
            en="one representative from each of the six regions",
            es="una representante de cada una de las seis regiones",
            fr="une représentante pour chacune des six régions",
            ru="по одному представителю от каждого из шести регионов",
            zh="六个区域各派一名代表",
        ),
    }),
    Fact(25, "role and term: see Annex 1", {
        "section 2": by(
            ar=("الملحق 1", "دور الممثلات الإقليميات ومدة ولايتهن"),
            en=("role and the term of office", "Annex 1"),
            es=("papel de las representantes y la duración de sus funciones", "Anexo 1"),
            fr=("rôle des représentantes et la durée de leurs fonctions", "Annexe 1"),
            ru=("Функции и срок полномочий", "Приложении 1"),
            zh=("职责和任期", "附件1"),
        ),
    }),
    Fact(26, "the Director is notified no later than 5 April 2024", {
        "section 3": by(
            ar=("إبلاغي بهذا التعيين", "في موعد أقصاه 5 أبريل 2024"),
            en=("notify me of the appointment", "no later than 5 April 2024"),
            es=("me notifique esa designación", "a más tardar el 5 de abril de 2024"),
            fr=("à me notifier cette nomination", "au plus tard le 5 avril 2024"),
            ru=("уведомить меня об этом назначении", "не позднее 5 апреля 2024 года"),
            zh=("将任命情况通知我", "不迟于2024年4月5日"),
        ),
    }),
    Fact(27, "first management meeting early in April, with Chair and Vice-Chair", {
        "section 3": by(
            ar=("أول اجتماع لإدارة الشبكة", "رئيسة الشبكة NoW in ITU-T ونائب الرئيسة",
                "في أوائل أبريل 2024"),
            en=("first meeting of the management team", "the Chair and the Vice-Chair",
                "in early April 2024"),
            es=("primera reunión del equipo de dirección", "la Presidencia y la Vicepresidencia",
                "a principios de abril de 2024"),
            fr=("première réunion de l’équipe de direction", "la présidence et la vice-présidence",
                "début avril 2024"),
            ru=("Первое собрание руководящего состава", "Председателя и заместителя Председателя",
                "в начале апреля 2024 года"),
            zh=("2024年4月初", "主席和副主席", "首次管理会议"),
        ),
    }),
    Fact(28, "training in person", {
        "section 4": by(
            ar="بالحضور الشخصي",
            en="in person",
            es="presencial",
            fr="en présentiel",
            ru="в очной форме",
            zh="面对面培训",
        ),
    }),
    Fact(29, "complements the hands-on training of the series", {
        "section 4": by(
            ar=("للتدريب العملي", "سد الفجوة التقييسية"),
            en=("hands-on training", "Bridging the Standardization Gap"),
            es=("formación práctica", "«Reducción de la brecha de normalización»"),
            fr=("formations pratiques", "« Réduction de l’écart en matière de normalisation »"),
            ru=("практические занятия", "«Преодоление разрыва в стандартизации»"),
            zh=("“缩小标准化差距”系列", "实践培训"),
        ),
    }),
    Fact(30, "networking, the assembly's process, negotiation", {
        "section 4": by(
            ar=("التواصل المهني", "سير أعمال الجمعية WTSA", "ومهارات التفاوض الأساسية"),
            en=("networking", "the WTSA process", "basic negotiation skills"),
            es=("redes de contactos", "el proceso de la AMNT", "técnicas básicas de negociación"),
            fr=("le réseautage", "le processus de l’AMNT", "techniques de base de la négociation"),
            ru=("налаживание контактов", "порядок работы ВАСЭ", "основы ведения переговоров"),
            zh=("社交", "WTSA进程", "基本谈判技巧"),
        ),
    }),
    Fact(31, "with the RPM, May to September 2024, one in each region", {
        "section 4": by(
            ar=("الاجتماع التحضيري الإقليمي (RPM)", "من مايو إلى سبتمبر 2024",
                "دورة واحدة لكل منطقة"),
            en=("regional preparatory meeting (RPM)", "from May to September 2024",
                "one per region"),
            es=("reunión preparatoria regional (RPR)", "de mayo a septiembre de 2024",
                "una por región"),
            fr=("réunion préparatoire régionale (RPM)", "de mai à septembre 2024",
                "d’une par région"),
            ru=("региональным подготовительным собраниям (РПС)", "с мая по сентябрь 2024 года",
                "по одному на регион"),
            zh=("区域筹备会议（RPM）", "同期举行", "2024年5月至9月", "每区域举办一场"),
        ),
    }),
    Fact(32, "at most four partial fellowships in each region", {
        "section 4": by(
            ar=("لكل منطقة", "ما لا يزيد على أربع منح جزئية"),
            en=("Up to four partial fellowships", "for each region"),
            es=("Para cada región", "como máximo, de cuatro becas parciales"),
            fr=("Pour chaque région", "au plus quatre bourses partielles"),
            ru=("Каждому региону", "не более четырех частичных стипендий"),
            zh="非全额与会补贴，每区域最多四份",
        ),
    }),
    Fact(33, "special event on 17 October 2024", {
        "section 5": by(
            ar=("حدث خاص", "17 أكتوبر 2024"),
            en=("special event", "17 October 2024"),
            es=("evento especial", "17 de octubre de 2024"),
            fr=("manifestation spéciale", "17 octobre 2024"),
            ru=("Специальное мероприятие", "17 октября 2024 года"),
            zh=("特别活动", "2024年10月17日"),
        ),
    }),
    Fact(34, "STEM, networking, recognition ceremony, mentoring", {
        "section 5": by(
            ar=("(STEM)", "للتواصل المهني", "حفل تكريم", "للتوجيه والإرشاد"),
            en=("(STEM)", "networking", "recognition ceremony", "mentoring"),
            es=("(CTIM)", "redes de contactos", "ceremonia de reconocimiento", "mentoría"),
            fr=("(STEM)", "réseautage", "cérémonie de reconnaissance", "mentorat"),
            ru=("(STEM)", "налаживание контактов", "церемонию чествования",
                "встречи с наставниками"),
            zh=("（STEM）", "社交", "表彰仪式", "辅导"),
        ),
    }),
    Fact(35, "three requests: appoint, send details by 5 April, confirm the training", {
        "request": by(
            ar=("دون تأخير", "في موعد أقصاه 5 أبريل 2024", "تأكيد اعتزامها استضافة", "(RPM)"),
            en=("promptly", "no later than 5 April 2024", "confirm its intention to host", "RPM"),
            es=("lo antes posible", "a más tardar el 5 de abril de 2024",
                "confirmar su intención de acoger", "RPR"),
            fr=("dans les meilleurs délais", "au plus tard le 5 avril 2024",
                "confirmer son intention d’accueillir", "RPM"),
            ru=("в кратчайшие сроки", "не позднее 5 апреля 2024 года",
                "подтвердить свое намерение организовать", "РПС"),
            zh=("尽快任命", "不迟于2024年4月5日", "确认有意在RPM框架内举办"),
        ),
    }),
    Fact(36, "the person to ask, a woman", {
        "contact": by(
            ar="بالسيدة Charlyne Restivo",
            en="Ms Charlyne Restivo",
            es="la Sra. Charlyne Restivo",
            fr="Mme Charlyne Restivo",
            ru="г-же Charlyne Restivo",
            zh="Charlyne Restivo女士",
        ),
    }),
    Fact(37, "close, signed, Director", {
        "closing": by(
            ar="وتفضلوا بقبول فائق التقدير والاحترام",
            en="Yours faithfully,",
            es="Atentamente,",
            fr="Veuillez agréer, Madame, Monsieur, l’assurance de ma haute considération.",
            ru="С уважением,",
            zh="顺致敬意！",
        ),
        # Above one another: in Chinese the title first, elsewhere the name.
        "signature": by(
            ar="(توقيع)\nسيزو أونوي\nمدير مكتب تقييس الاتصالات",
            en="(signed)\nSeizo Onoe\nDirector of the Telecommunication Standardization Bureau",
            es="(firmado)\nSeizo Onoe\n"
            "Director de la Oficina de Normalización de las Telecomunicaciones",
            fr="(signé)\nSeizo Onoe\n"
            "Directeur du Bureau de la normalisation des télécommunications",
            ru="(подпись)\nСэйдзо Оноэ\nДиректор Бюро стандартизации электросвязи",
            zh="（原件已签）\n电信标准化局主任\n尾上诚藏",
        ),
    }),
    Fact(38, "Annex 1 and its title", {
        "annex": by(
            ar=("الملحق 1",
                "خارطة طريق الممثلات الإقليميات في الشبكة NoW in ITU-T من أجل الجمعية WTSA-24"),
            en=("Annex 1",
                "Roadmap for the regional representatives of NoW in ITU-T for WTSA-24"),
            es=("Anexo 1",
                "Hoja de ruta de las representantes regionales de NoW in ITU-T para la "
                "AMNT-24"),
            fr=("Annexe 1",
                "Feuille de route des représentantes régionales de NoW in ITU-T "
                "pour l’AMNT-24"),
            ru=("Приложение 1",
                "Дорожная карта для региональных представителей NoW in ITU-T в рамках подготовки "
                "к ВАСЭ-24"),
            zh=("附件1", "参加WTSA-24的NoW in ITU-T区域代表路线图"),
        ),
    }),
    Fact(39, "approved by TSAG, Geneva, 22 to 26 January 2024", {
        "annex": by(
            ar=("وافق عليها الفريق الاستشاري لتقييس الاتصالات (TSAG)", "جنيف، 26-22 يناير 2024"),
            en=("Approved by the Telecommunication Standardization Advisory Group (TSAG)",
                "Geneva, 22-26 January 2024"),
            es=("Aprobada por el Grupo Asesor de Normalización de las Telecomunicaciones (GANT)",
                "Ginebra, 22 a 26 de enero de 2024"),
            fr=("Approuvée par le Groupe consultatif de la normalisation des télécommunications "
                "(GCNT)", "Genève, 22-26 janvier 2024"),
            ru=("Утверждена Консультативной группой по стандартизации электросвязи (КГСЭ)",
                "Женева, 22–26 января 2024 года"),
            zh=("经电信标准化顾问组（TSAG）批准", "（2024年1月22-26日，日内瓦）"),
        ),
    }),
    Fact(40, "the Chair", {
        "annex section 1": by(
            ar="رئيستها، الدكتورة Rim Belhassine-Cherif (اتصالات تونس)",
            en="Chair, Dr Rim Belhassine-Cherif (Tunisie Telecom)",
            es=("Presidencia", "la Dra. Rim Belhassine-Cherif (Tunisie Telecom)"),
            fr="La présidence du Réseau de femmes (NoW in ITU-T) est assurée par la Dre "
            "Rim Belhassine-Cherif (Tunisie Telecom)",
            ru="Председатель д-р Rim Belhassine-Cherif (Tunisie Telecom)",
            zh="主席Rim Belhassine-Cherif博士（突尼斯电信）",
        ),
    }),
    Fact(41, "the Vice-Chair", {
        "annex section 1": by(
            ar="ونائب الرئيسة، الدكتور Hyoung Jun Kim (معهد بحوث الإلكترونيات والاتصالات، ETRI، "
            "جمهورية كوريا)",
            en="Vice-Chair, Dr Hyoung Jun Kim (Electronics and Telecommunications Research "
            "Institute, ETRI, Republic of Korea)",
            es=("Vicepresidencia", "el Dr. Hyoung Jun Kim (Instituto de Investigación de "
                "Electrónica y Telecomunicaciones, ETRI, República de Corea)"),
            fr="la vice-présidence par le Dr Hyoung Jun Kim (Institut de recherche en électronique "
            "et en télécommunications, ETRI, République de Corée)",
            ru="заместитель Председателя д-р Hyoung Jun Kim (Научно-исследовательский институт "
            "электроники и электросвязи, ETRI, Республика Корея)",
            zh="副主席Hyoung Jun Kim博士（大韩民国，电子通信研究院，ETRI）",
        ),
    }),
    Fact(42, "six (6) representatives join the management", {
        "annex section 1": by(
            ar=("تنضم إلى إدارة الشبكة ست (6) ممثلات إقليميات",),
            en=("Six (6) regional representatives", "join the management team"),
            es=("Seis (6) representantes regionales", "se incorporan al equipo de dirección"),
            fr=("Six (6) représentantes régionales", "rejoignent l’équipe de direction"),
            ru=("Шесть (6) региональных представителей", "входят в руководящий состав"),
            zh="六（6）名区域代表加入管理团队",
        ),
    }),
    Fact(43, "the term ends at the first TSAG meeting of 2025 to 2028", {
        "annex section 1": by(
            ar="في الاجتماع الأول للفريق TSAG في فترة الدراسة 2028-2025",
            en="at the first TSAG meeting of the 2025-2028 study period",
            es="en la primera reunión del GANT del periodo de estudios 2025-2028",
            fr="à la première réunion du GCNT de la période d’études 2025-2028",
            ru="на первом собрании КГСЭ исследовательского периода 2025–2028 годов",
            zh="2025-2028年研究期第一次TSAG会议为止",
        ),
    }),
    Fact(44, "monthly meetings; reports to Chair and Vice-Chair until the assembly", {
        "annex section 1": by(
            ar=("اجتماعات شهرية منتظمة", "تقاريرهن إلى الرئيسة ونائب الرئيسة",
                "حتى انعقاد الجمعية العالمية لتقييس الاتصالات لعام 2024 (WTSA-24)"),
            en=("holds regular monthly meetings",
                "report to the Chair and the Vice-Chair until the 2024 World "
                "Telecommunication Standardization Assembly (WTSA-24)"),
            es=("se reúne periódicamente, una vez al mes",
                "rinden cuentas a la Presidencia y a la Vicepresidencia hasta la Asamblea Mundial "
                "de Normalización de las Telecomunicaciones de 2024 (AMNT-24)"),
            fr=("se réunit régulièrement, une fois par mois",
                "rendent compte à la présidence et à la vice-présidence jusqu’à l’Assemblée "
                "mondiale de normalisation des télécommunications de 2024 (AMNT-24)"),
            ru=("регулярные ежемесячные собрания",
                "Вплоть до Всемирной ассамблеи по стандартизации электросвязи 2024 года "
                "(ВАСЭ-24)",
                "отчитываются перед Председателем и заместителем Председателя"),
            zh=("每月举行定期会议", "在2024年世界电信标准化全会（WTSA-24）召开之前",
                "向主席和副主席汇报工作"),
        ),
    }),
    Fact(45, "the Director writes to the heads of the RTOs", {
        "annex section 2": by(
            ar=("مدير مكتب تقييس الاتصالات", "رسالة معممة",
                "رؤساء المنظمات الإقليمية للاتصالات (RTO)"),
            en=("The Director of the Telecommunication Standardization Bureau (TSB)",
                "by circular", "heads of the regional telecommunication organizations (RTOs)"),
            es=("El Director de la Oficina de Normalización de las Telecomunicaciones (TSB)",
                "mediante circular",
                "responsables de las organizaciones regionales de telecomunicaciones (ORT)"),
            fr=("Le Directeur du Bureau de la normalisation des télécommunications (TSB)",
                "par voie de circulaire",
                "responsables des organisations régionales de télécommunication (ORT)"),
            ru=("Директор Бюро стандартизации электросвязи (БСЭ)", "циркуляр",
                "руководителям региональных организаций электросвязи (РОЭ)"),
            zh=("电信标准化局（TSB）主任", "区域电信组织（RTO）负责人发出通函"),
        ),
    }),
    Fact(46, "TSAG may extend by four years, one study period", {
        "annex section 3": by(
            ar=("للفريق TSAG تمديد", "أربع سنوات", "فترة دراسة واحدة"),
            en=("TSAG may extend", "by four years", "by one study period"),
            es=("El GANT puede prorrogar", "por cuatro años", "por un periodo de estudios"),
            fr=("Le GCNT peut prolonger", "de quatre ans", "une période d’études"),
            ru=("КГСЭ может продлить", "на четыре года", "на один исследовательский период"),
            zh=("TSAG可将", "任期延续4年", "一个研究期"),
        ),
    }),
    Fact(47, "duties: develop the network, bring the regional view and support", {
        "annex section 3": by(
            ar=("تطوير الشبكة في منطقتها", "إبراز المنظور الإقليمي"),
            en=("develops the network in her region",
                "a regional perspective and regional support"),
            es=("desarrolla la red en su región", "la perspectiva y el apoyo de su región"),
            fr=("développe le Réseau dans sa région", "le point de vue et le soutien de sa région"),
            ru=("развивает Сеть в своем регионе", "региональную точку зрения",
                "поддержку со стороны региона"),
            zh=("联谊会在本区域的发展", "区域视角和支持"),
        ),
    }),
)  # fmt: skip


def in_text(words: str, text: str) -> bool:
    """Whether the words stand in the text; a number only as the whole number."""
    before = "(?<![0-9])" if words[0].isdecimal() else ""
    after = "(?![0-9])" if words[-1].isdecimal() else ""
    return re.search(f"{before}{re.escape(words)}{after}", text) is not None


def test_all_facts_are_asked_for() -> None:
    assert [fact.number for fact in FACTS] == list(range(1, 48))
    assert all(set(words) == set(LANGUAGES) for fact in FACTS for words in fact.stands.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.number:02}")
def test_fact_stands_in_its_place(fact: Fact, language: str) -> None:
    letter = master("circular", language)
    missing = [
        (place, one)
        for place, by_language in fact.stands.items()
        for one in as_tuple(by_language[language])
        if not in_text(one, letter.text(place))
    ]
    assert missing == [], f"{fact.gloss}: {letter.text(missing[0][0])}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_roadmap_on_its_own_says_what_the_annex_says(language: str) -> None:
    annex, alone = master("circular", language), master("roadmap", language)
    places = [place for place in annex.places if place.startswith("annex")]
    assert len(places) == 4
    for place in (*places, "letterhead", "address line"):
        assert alone.places[place] == annex.places[place]
    assert set(alone.places) == {*places, "letterhead", "page number", "address line"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_union_is_named_in_the_letters_own_language(language: str) -> None:
    others = {
        name
        for other in LANGUAGES
        if other != language
        for name in as_tuple(FACTS[0].stands["letterhead"][other])
    }
    text = master("circular", language).text()
    assert [name for name in others if name in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_cross_references_show_the_number_of_their_section(language: str) -> None:
    letter = master("circular", language)
    bookmarks, heading = {}, 0
    for node in find(letter.roots[DOCUMENT], "w:body/w:p"):
        heading += letter.style(node) == "heading 1"
        for name in values(node, "w:bookmarkStart/@w:name"):
            bookmarks[name] = str(heading)
    shown = {}
    for node in find(letter.roots[DOCUMENT], "//w:r[w:instrText[contains(., 'REF ')]]"):
        (name,) = re.findall(r"REF (\S+)", "".join(values(node, "w:instrText/text()")))
        after = [run for run in node.itersiblings(f"{W}r") if run.find(f"{W}t") is not None]
        shown[name] = "".join(values(after[0], "w:t/text()"))
    assert shown == {"_Ref_representatives": "3", "_Ref_training": "4"}
    assert {name: bookmarks[name] for name in shown} == shown


def as_tuple(words: Words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


# The same build in six languages


def test_six_languages_have_the_same_build() -> None:
    for kind in KINDS:
        builds = {
            language: [(paragraph.place, paragraph.style) for paragraph in letter.paragraphs]
            for language, letter in masters(kind).items()
        }
        assert {language for language in LANGUAGES if builds[language] != builds["en"]} == set()


def test_the_build_is_that_of_the_circular() -> None:
    letter = master("circular", "en")
    assert {place: len(texts) for place, texts in letter.places.items()} == {
        "page number": 1,
        "letterhead": 4,
        "address line": 1,
        "date": 1,
        "reference": 4,
        "addressee": 6,
        "subject": 1,
        "salutation": 1,
        "opening": 2,
        "section 1": 4,
        "section 2": 2,
        "section 3": 3,
        "section 4": 3,
        "section 5": 2,
        "request": 4,
        "contact": 1,
        "closing": 1,
        "signature": 3,
        "enclosure": 1,
        "annex": 5,
        "annex section 1": 4,
        "annex section 2": 2,
        "annex section 3": 6,
    }
    bullets = [p.place for p in letter.paragraphs if p.style == "List Bullet"]
    assert bullets == ["request"] * 3 + ["annex section 3"] * 3


# What a name is followed by where a language has several forms of it.
FORMS: Final = (
    *("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional"),
    *("definite", "with_li", "region", "locative"),
)

# The numbers of uses that differ from the English, and why.
USES_DIFFER: Final = {
    ("circular", "zh", "bureau.name"): (+1, "电信标准化局第176号通函: others have the acronym"),
    ("circular", "zh", "bureau.acronym"): (-1, "the same"),
    ("circular", "ar", "bureau.name"): (+1, "the Bureau's circular by its name, as in Chinese"),
    ("circular", "ar", "bureau.acronym"): (-1, "the same"),
    ("circular", "zh", "union.acronym"): (+1, "国际电联各成员国: others write of the Union"),
    ("roadmap", "ru", "representatives.term.extension_years"): (+1, "год, года or лет"),
    ("roadmap", "ru", "representatives.total"): (+1, "one, few or many representatives"),
    ("confirmation", "ru", "representatives.term.extension_years"): (+1, "год, года or лет"),
    ("confirmation", "ru", "region.rto.name"): (-1, "a copy goes to the dative: АСЭ has one form"),
    ("confirmation", "zh", "region.name"): (+1, "本区域 would be the writer's own region"),
    ("note", "ru", "representatives.term.extension_years"): (+1, "год, года or лет"),
    ("note", "zh", "region.name"): (+2, "the same, with a training and without one"),
    ("invitation", "zh", "region.name"): (+1, "the same"),
    ("invitation", "ar", "training.fellowships_per_region"): (-1, "a number without its noun"),
}


def uses(kind: str, language: str) -> Counter[str]:
    """How often each name stands in a tag, forms counted as the name itself."""
    wording = (ROOT / "templates" / kind / f"{language}.md").read_text(encoding="utf-8")
    names = Counter(re.findall(r"\{%p?.*?%\}|\[@\w+\]", wording))
    for name in re.findall(r"\{\{\s*([a-z_.]+)", wording):
        names[re.sub(rf"\.(?:{'|'.join(FORMS)})$", "", name)] += 1
    return names


@pytest.mark.parametrize("kind", [*KINDS, "confirmation", "note", "invitation"])
def test_each_fact_is_used_as_often_in_every_language(kind: str) -> None:
    english = uses(kind, "en")
    found = {
        (kind, language, name): uses(kind, language)[name] - english[name]
        for language in LANGUAGES
        for name in sorted(english | uses(kind, language))
        if uses(kind, language)[name] != english[name]
    }
    allowed = {key: more for key, (more, _) in USES_DIFFER.items() if key[0] == kind}
    assert found == allowed


# One fact changed

Pairs = tuple[tuple[str, str], ...]
Lines = list[tuple[str, str]]


@dataclass(frozen=True)
class Change:
    """Facts changed in campaign.toml, and what that has to do to the letters.

    ``facts`` are lines ``dotted.name = value``: one, or those that cannot change without each
    other.  ``given`` are such lines that are changed before, lest the campaign contradict itself.
    ``becomes`` has, by language, what was printed and what is printed instead; without it, only
    the places are compared.  ``places`` are the places that change, in all six languages.
    ``stays`` are places where what was printed still stands, because another fact prints the same.
    ``name`` is what changes in the files' names.
    """

    facts: str
    places: str
    becomes: Mapping[str, Pairs]
    given: str = ""
    stays: str = ""
    name: tuple[str, str] = ("", "")
    more: str = ""

    @property
    def names(self) -> list[str]:
        """The dotted names of the facts."""
        return list(assignments(self.facts))


def same(*pairs: tuple[str, str]) -> dict[str, Pairs]:
    """What is printed in the same way in every language."""
    return dict.fromkeys(LANGUAGES, pairs)


def each(**pairs: tuple[str, str] | Pairs) -> dict[str, Pairs]:
    """What is printed differently by language: a pair, or several in the order of undoing."""
    assert set(pairs) == set(LANGUAGES)
    made: dict[str, Pairs] = {}
    for language, given in pairs.items():
        first, second = given[0], given[1]
        if isinstance(first, str) and isinstance(second, str):
            made[language] = ((first, second),)
        else:
            made[language] = tuple(pair for pair in given if isinstance(pair, tuple))
    return made


OCEANIA: Final = """
[regions.OCE]
rto = "OTO"
name = { ar = "ا", en = "O", es = "O", fr = "O", ru = "О", zh = "大" }
"""

CHANGES: Final = (
    Change("circular.number = 183", "reference, annex, properties",
           same(("182", "183")), name=("0182", "0183")),
    # The first of a month: "1er" in French.
    Change("circular.date = 2024-03-01", "date", each(
        ar=("6 مارس", "1 مارس"), en=("6 March", "1 March"), es=("6 de marzo", "1 de marzo"),
        fr=("6 mars", "1er mars"), ru=("6 марта", "1 марта"), zh=("3月6日", "3月1日"))),
    Change('circular.study_period = { code = "R22", first = 2022, last = 2024 }', "",
           same(), name=("T22", "R22")),
    Change("circular.earlier = 174", "section 1", same(("176", "174"))),
    Change("circular.annexes.count = 2", "enclosure", each(
        ar=("الملحقات: 1", "الملحقات: 2"), en=("Annex: 1", "Annex: 2"), es=("Anexo: 1", "Anexo: 2"),
        fr=("Annexe: 1", "Annexe: 2"), ru=("Приложение: 1", "Приложение: 2"),
        zh=("附件：1件", "附件：2件"))),
    Change("circular.annexes.number = 2", "section 2, annex", each(
        ar=("الملحق 1", "الملحق 2"), en=("Annex 1", "Annex 2"), es=("Anexo 1", "Anexo 2"),
        fr=("Annexe 1", "Annexe 2"),
        ru=(("Приложении 1", "Приложении 2"), ("Приложение 1", "Приложение 2")),
        zh=("附件1", "附件2")),
        given="circular.annexes.count = 2", name=("!A1!", "!A2!")),
    Change('union.telephone = "+41 22 730 6222"', "address line",
           same(("+41 22 730 5111", "+41 22 730 6222"))),
    Change('union.website = "www.example.org"', "address line",
           same(("www.itu.int", "www.example.org"))),
    Change('contact.name = "Ada Lovelace"', "contact",
           same(("Charlyne Restivo", "Ada Lovelace"))),
    Change('contact.telephone = "+41 22 730 5000"', "reference",
           same(("+41 22 730 5861", "+41 22 730 5000"))),
    Change('contact.fax = "+41 22 730 5001"', "reference",
           same(("+41 22 730 5853", "+41 22 730 5001"))),
    Change('contact.email = "ada@example.org"', "reference, request, contact",
           same(("charlyne.restivo@itu.int", "ada@example.org"))),
    Change("assembly.dates = { first = 2024-10-16, last = 2024-10-25 }", "opening", each(
        ar=("24-15 أكتوبر", "25-16 أكتوبر"), en=("15 to 24 October", "16 to 25 October"),
        es=("15 al 24 de octubre", "16 al 25 de octubre"),
        fr=("15 au 24 octobre", "16 au 25 octobre"), ru=("15–24 октября", "16–25 октября"),
        zh=("10月15-24日", "10月16-25日"))),
    # Held over the turn of a year, the assembly may bear the name of either.
    Change("assembly.year = 2025", "opening, annex section 1", each(
        ar=("لعام 2024", "لعام 2025"), en=("the 2024 World", "the 2025 World"),
        es=("Telecomunicaciones de 2024", "Telecomunicaciones de 2025"),
        fr=("télécommunications de 2024", "télécommunications de 2025"),
        ru=("электросвязи 2024 года", "электросвязи 2025 года"),
        zh=("2024年世界", "2025年世界")),
        given="assembly.dates = { first = 2024-12-30, last = 2025-01-08 }\n"
        "event.date = 2024-12-31"),
    Change("assembly.women_target = 40", "section 1", each(
        ar=("35%", "40%"), en=("35%", "40%"), es=("35 %", "40 %"), fr=("35 %", "40 %"),
        ru=("35 %", "40 %"), zh=("35%", "40%"))),
    Change("assembly.previous.women_share = 31", "section 1", each(
        ar=("32%", "31%"), en=("32%", "31%"), es=("32 %", "31 %"), fr=("32 %", "31 %"),
        ru=("32 %", "31 %"), zh=("32%", "31%"))),
    Change("assembly.previous.year = 2021", "section 1", each(
        ar=("WTSA-20 في عام 2022", "WTSA-20 في عام 2021"),
        en=("WTSA-20 in 2022", "WTSA-20 in 2021"), es=("AMNT-20, en 2022", "AMNT-20, en 2021"),
        fr=("AMNT-20, en 2022", "AMNT-20, en 2021"), ru=("ВАСЭ-20 в 2022", "ВАСЭ-20 в 2021"),
        zh=("WTSA-20（2022年）", "WTSA-20（2021年）"))),
    Change('network.acronym = "NoW at work"',
           "subject, opening, section 1, section 2, section 3, section 5, annex, annex section 1, "
           "annex section 3, properties", same(("NoW in ITU-T", "NoW at work"))),
    Change('network.former_acronym = "G.I.R.L"', "section 1", same(("W.I.S.E", "G.I.R.L"))),
    Change('network.campaign.name = "Half the sky"', "section 1",
           same(("NoW4WTSA-24", "Half the sky"))),
    Change('network.campaign.launched = "2023-11"', "section 1", each(
        ar=("يناير 2024", "نوفمبر 2023"), en=("January 2024", "November 2023"),
        es=("enero de 2024", "noviembre de 2023"), fr=("janvier 2024", "novembre 2023"),
        ru=("январе 2024", "ноябре 2023"), zh=("2024年1月", "2023年11月")),
        stays="section 2, annex"),
    Change('network.chair.name = "Ada Lovelace"', "annex section 1",
           same(("Rim Belhassine-Cherif", "Ada Lovelace"))),
    Change('network.vice_chair.name = "Ada Lovelace"', "annex section 1",
           same(("Hyoung Jun Kim", "Ada Lovelace"))),
    Change('network.vice_chair.organization_acronym = "ERIT"', "annex section 1",
           same(("ETRI", "ERIT"))),
    Change("resolutions.assembly.number = 56", "section 1", same(("55", "56"))),
    Change("resolutions.assembly.revised = 2020", "section 1", each(
        ar=("جنيف، 2022", "جنيف، 2020"), en=("Geneva, 2022", "Geneva, 2020"),
        es=("Ginebra, 2022", "Ginebra, 2020"), fr=("Genève, 2022", "Genève, 2020"),
        ru=("Женева, 2022", "Женева, 2020"), zh=("2022年，日内瓦", "2020年，日内瓦"))),
    Change("resolutions.plenipotentiary.number = 71", "section 1", same((" 70 ", " 71 ")) | {
        "zh": (("第70号", "第71号"),)}),
    Change("resolutions.plenipotentiary.revised = 2018", "section 1", each(
        ar=("بوخارست، 2022", "بوخارست، 2018"), en=("Bucharest, 2022", "Bucharest, 2018"),
        es=("Bucarest, 2022", "Bucarest, 2018"), fr=("Bucarest, 2022", "Bucarest, 2018"),
        ru=("Бухарест, 2022", "Бухарест, 2018"), zh=("2022年，布加勒斯特", "2018年，布加勒斯特"))),
    Change("sustainable_development.goal = 10", "section 1", each(
        ar=("الهدف 5 ", "الهدف 10 "), en=("Goal 5", "Goal 10"),
        es=("Sostenible 5", "Sostenible 10"), fr=("durable 5", "durable 10"),
        ru=("Цели 5 ", "Цели 10 "), zh=("目标5", "目标10"))),
    Change("advisory_group.dates = { first = 2024-02-19, last = 2024-02-23 }", "section 2, annex",
        each(
            ar=(("26-22 يناير", "23-19 فبراير"), ("يناير 2024", "فبراير 2024")),
            en=(("22-26 January", "19-23 February"), ("January 2024", "February 2024")),
            es=(("22 a 26 de enero", "19 a 23 de febrero"), ("enero de 2024", "febrero de 2024")),
            fr=(("22-26 janvier", "19-23 février"), ("janvier 2024", "février 2024")),
            ru=(("22–26 января", "19–23 февраля"), ("январе 2024", "феврале 2024")),
            zh=(("1月22-26日", "2月19-23日"), ("2024年1月", "2024年2月"))),
        stays="section 1"),
    Change("representatives.regions = 7\nrepresentatives.total = 7", "section 2, annex section 1",
        each(
            ar=(("المناطق الست", "المناطق السبع"), ("ست (6)", "سبع (7)")),
            en=(("six regions", "seven regions"), ("Six (6)", "Seven (7)")),
            es=(("seis regiones", "siete regiones"), ("Seis (6)", "Siete (7)")),
            fr=(("six régions", "sept régions"), ("Six (6)", "Sept (7)")),
            ru=(("шести регионов", "семи регионов"), ("Шесть (6)", "Семь (7)")),
            zh=(("六个区域", "七个区域"), ("六（6）", "七（7）"))),
        more=OCEANIA),
    Change("representatives.term.ends_at_meeting = 2", "annex section 1", each(
        ar=("الاجتماع الأول", "الاجتماع الثاني"), en=("first TSAG", "second TSAG"),
        es=("primera reunión del GANT", "segunda reunión del GANT"),
        fr=("première réunion du GCNT", "deuxième réunion du GCNT"),
        ru=("первом собрании", "втором собрании"), zh=("第一次", "第二次"))),
    Change("representatives.term.study_period = { first = 2029, last = 2032 }", "annex section 1",
        each(
            ar=("2028-2025", "2032-2029"), en=("2025-2028", "2029-2032"),
            es=("2025-2028", "2029-2032"), fr=("2025-2028", "2029-2032"),
            ru=("2025–2028", "2029–2032"), zh=("2025-2028", "2029-2032"))),
    # Five years: in Russian the noun changes with the number.
    Change("representatives.term.extension_years = 5", "annex section 3", each(
        ar=("أربع سنوات", "خمس سنوات"), en=("four years", "five years"),
        es=("cuatro años", "cinco años"), fr=("quatre ans", "cinq ans"),
        ru=("четыре года", "пять лет"), zh=("4年", "5年"))),
    Change("deadlines.appointment = 2024-04-12", "opening, section 3", each(
        ar=("5 أبريل", "12 أبريل"), en=("5 April", "12 April"), es=("5 de abril", "12 de abril"),
        fr=("5 avril", "12 avril"), ru=("5 апреля", "12 апреля"), zh=("4月5日", "4月12日")),
        stays="request"),
    Change("deadlines.details = 2024-04-19", "request", each(
        ar=("5 أبريل", "19 أبريل"), en=("5 April", "19 April"), es=("5 de abril", "19 de abril"),
        fr=("5 avril", "19 avril"), ru=("5 апреля", "19 апреля"), zh=("4月5日", "4月19日")),
        stays="opening, section 3"),
    Change('deadlines.management_meeting = "2024-06"', "section 3", each(
        ar=("أوائل أبريل", "أوائل يونيو"), en=("early April", "early June"),
        es=("principios de abril", "principios de junio"), fr=("début avril", "début juin"),
        ru=("начале апреля", "начале июня"), zh=("4月初", "6月初"))),
    Change("training.window = { first = 2024-04-01, last = 2024-10-11 }", "section 4", each(
        ar=("مايو إلى سبتمبر", "أبريل إلى أكتوبر"), en=("May to September", "April to October"),
        es=("mayo a septiembre", "abril a octubre"),
        fr=("de mai à septembre", "d’avril à octobre"),
        ru=("мая по сентябрь", "апреля по октябрь"), zh=("5月至9月", "4月至10月"))),
    Change("training.fellowships_per_region = 3", "section 4", each(
        ar=("أربع منح", "ثلاث منح"), en=("four partial", "three partial"),
        es=("cuatro becas", "tres becas"), fr=("quatre bourses", "trois bourses"),
        ru=("четырех", "трех"), zh=("四份", "三份"))),
    Change("event.date = 2024-10-21", "section 5", each(
        ar=("17 أكتوبر", "21 أكتوبر"), en=("17 October", "21 October"),
        es=("17 de octubre", "21 de octubre"), fr=("17 octobre", "21 octobre"),
        ru=("17 октября", "21 октября"), zh=("10月17日", "10月21日"))),
    # The wordings speak of one woman, one training, one study period: with another number, the
    # numbers change in six languages, but the nouns beside them ask for another wording.
    Change("representatives.per_region = 2\nrepresentatives.total = 12",
           "opening, section 2, section 3, annex section 1, annex section 2", {}),
    Change("training.per_region = 2", "section 4", {}),
    Change("representatives.term.extension_study_periods = 2", "annex section 3", {}),
)  # fmt: skip

# Facts that no word of the circular or its annex comes from.
NOT_PRINTED: Final = {
    "campaign.name": "names the folder to its users",
    "campaign.languages": "says which letters there are",
    "campaign.time_zone": "says when a deadline ends",
    "signatory.gender": "the titles are given for him as he is",
    "contact.gender": "the honorific is given for her as she is",
    "network.chair.gender": "the honorific is given for her as she is",
    "network.vice_chair.gender": "the honorific is given for him as he is",
    "regions": "for the letters to each region; their number is representatives.regions",
    "trainings": "for the letters to people of each region",
    "training.fellowship_covers": "for the invitations",
    "dispatch": "how letters leave by mail",
    "kinds.circular": "how letters of a kind are made; its subject is a text of its own",
    "kinds.roadmap": "how letters of a kind are made; its subject is a text of its own",
    **dict.fromkeys(("kinds.confirmation", "kinds.note", "kinds.invitation"), "the same"),
}


def assignments(lines: str) -> dict[str, str]:
    """Values by dotted name."""
    return dict(line.split(" = ", 1) for line in lines.splitlines())


def edited(changes: Mapping[str, str], more: str = "") -> bytes:
    """campaign.toml with other values, as an officer would edit it; ``more`` is added below."""
    table, done, lines = "", set(), []
    for line in facts().decode().splitlines():
        if header := re.match(r"\[([\w.]+)\]", line):
            table = header[1]
        key = re.match(r"([\w.]+)\s*=", line)
        if key and (name := f"{table}.{key[1]}") in changes:
            done.add(name)
            lines.append(f"{key[1]} = {changes[name]}")
        else:
            lines.append(line)
    assert done == set(changes)
    return "\n".join([*lines, more]).encode()


def lines_of(letter: Finished) -> Lines:
    """All texts of a letter with their places; its properties stand in ``properties``."""
    core, app = letter.roots["docProps/core.xml"], letter.roots["docProps/app.xml"]
    properties = values(core, "dc:title/text() | dc:subject/text() | dc:creator/text()")
    return [
        *((paragraph.place, seen(paragraph.text)) for paragraph in letter.paragraphs),
        *(("properties", seen(text)) for text in (*properties, *values(app, "ep:Company/text()"))),
    ]


def letters_of(content: bytes) -> dict[tuple[str, str], Finished]:
    """The master documents by kind and language of a campaign.toml."""
    campaign = campaign_of(content)
    return {
        (kind, letter.language): letter for kind in KINDS for letter in rendered(kind, campaign)
    }


@cache
def unchanged() -> dict[tuple[str, str], Finished]:
    return letters_of(facts())


def differences(before: Finished, after: Finished, pairs: Pairs) -> set[str]:
    """The places that differ; each difference has to be one of the pairs, and nothing else."""
    old, new = lines_of(before), lines_of(after)
    assert [place for place, _ in new] == [place for place, _ in old]
    assert [one for _, one in pairs if one in before.text()] == []
    undone = [(place, put_back(text, pairs)) for place, text in new]
    if pairs:
        assert undone == old, before.shown
    return {place for (place, one), (_, other) in zip(old, new, strict=True) if one != other}


def put_back(text: str, pairs: Pairs) -> str:
    for old, new in pairs:
        text = text.replace(new, old)
    return text


def listed(places: str) -> set[str]:
    return set(filter(None, places.split(", ")))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "+".join(change.names))
def test_one_fact_changes_six_languages_there_and_nowhere_else(change: Change) -> None:
    given = assignments(change.given)
    before = letters_of(edited(given, change.more)) if given else unchanged()
    after = letters_of(edited(given | assignments(change.facts), change.more))
    for (kind, language), letter in after.items():
        old, pairs = before[kind, language], change.becomes.get(language, ())
        there = {place for place, _ in lines_of(old)}
        assert differences(old, letter, pairs) == listed(change.places) & there, letter.shown
        left = {place for place, text in lines_of(letter) for one, _ in pairs if in_text(one, text)}
        assert left <= listed(change.stays), letter.shown
        assert letter.name == old.name.replace(*change.name)
    if any(change.name):
        named = {kind for (kind, _), letter in after.items() if change.name[1] in letter.name}
        assert named


# One text changed: what campaign.toml has in a form for each language

NEW_WORD: Final = {
    "ar": "زمرد",
    "en": "Emerald",
    "es": "Esmeralda",
    "fr": "Émeraude",
    "ru": "Изумруд",
    "zh": "翡翠",
}

# Where each text is printed, in all six languages.
TEXTS: Final = {
    "circular.place": "date",
    "circular.reference": "reference, annex, properties",
    "union.name": "letterhead, address line, properties",
    "union.acronym": "addressee",
    "union.address": "address line",
    "sector.acronym": "addressee, section 1",
    "bureau.name": "letterhead, annex section 2, properties",
    "bureau.acronym": "section 1, annex section 2",
    "signatory.name": "signature",
    "signatory.title": "signature",
    "contact.honorific": "contact",
    "assembly.name": "opening, annex section 1",
    "assembly.series": "section 1, section 4",
    "assembly.acronym": "subject, opening, section 1, section 4, section 5, annex, "
    "annex section 1, annex section 3, properties",
    "assembly.place": "opening",
    "assembly.previous.acronym": "section 1",
    "network.name": "subject, opening, annex section 1, properties",
    "network.former_name": "section 1",
    "network.chair.honorific": "annex section 1",
    "network.chair.organization": "annex section 1",
    "network.vice_chair.honorific": "annex section 1",
    "network.vice_chair.organization": "annex section 1",
    "network.vice_chair.country": "annex section 1",
    "resolutions.assembly.revised_at": "section 1",
    "resolutions.plenipotentiary.revised_at": "section 1",
    "advisory_group.acronym": "section 1, section 2, annex, annex section 1, annex section 3",
    "advisory_group.name": "section 1, annex",
    "advisory_group.place": "annex",
    "training.series.name": "section 4",
}

# Where a language differs from the others (see USES_DIFFER), or the roadmap from its annex.
TEXTS_DIFFER: Final = {
    ("bureau.name", "zh"): {"section 1"},
    ("bureau.name", "ar"): {"section 1"},
    ("bureau.acronym", "zh"): {"section 1"},
    ("bureau.acronym", "ar"): {"section 1"},
    ("network.name", "roadmap"): {"properties"},  # its title has the acronym alone
}


def forms(text: str | Mapping[str, str]) -> list[str]:
    """The forms of a text in one language."""
    return [text] if isinstance(text, str) else list(text.values())


def replaced(name: str, language: str) -> tuple[str, Pairs]:
    """A new value in TOML for a text in a language, and what it changes in print."""
    text = fact(name)[language]
    number = " {number}" if "{number}" in str(text) else ""
    news = [f"{NEW_WORD[language]}{i}" for i, _ in enumerate(forms(text), 1)]
    pairs = zip((form.format(number=182) for form in forms(text)), news, strict=True)
    if isinstance(text, str):
        toml = f'"{news[0]}{number}"'
    else:
        members = (f'{key} = "{new}{number}"' for key, new in zip(text, news, strict=True))
        toml = f"{{ {', '.join(members)} }}"
    return toml, tuple((old, new + number.format(number=182)) for old, new in pairs)


@cache
def data() -> dict[str, Any]:
    return tomllib.loads(facts().decode())


def fact(name: str) -> Any:
    """The value of a fact as TOML has it."""
    found: Any = data()
    for key in name.split("."):
        found = found[key]
    return found


def leaves(table: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """The dotted names of all facts; ranges and texts are one fact each."""
    for key, value in table.items():
        name = f"{above}{key}"
        is_table = isinstance(value, dict) and not set(value) & {"first", *LANGUAGES}
        if is_table and name not in NOT_PRINTED:
            yield from leaves(value, f"{name}.")
        else:
            yield name


def test_every_fact_of_the_campaign_is_changed_by_a_test() -> None:
    tested = {name for change in CHANGES for name in change.names}
    assert not tested & {*TEXTS, *NOT_PRINTED}
    assert sorted({*tested, *TEXTS, *NOT_PRINTED}) == sorted(leaves(data()))


@pytest.mark.parametrize("name", TEXTS)
def test_one_text_changes_in_its_own_language_there_and_nowhere_else(name: str) -> None:
    news = {language: replaced(name, language) for language in LANGUAGES}
    after = letters_of(edited({f"{name}.{language}": toml for language, (toml, _) in news.items()}))
    for (kind, language), letter in after.items():
        old = unchanged()[kind, language]
        there = {place for place, _ in lines_of(old)}
        places = listed(TEXTS[name])
        for which in (kind, language):
            places ^= TEXTS_DIFFER.get((name, which), set())
        assert differences(old, letter, news[language][1]) == places & there, letter.shown
        assert letter.name == old.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_in_one_language_leaves_the_others_byte_for_byte(language: str) -> None:
    changes = {f"{name}.{language}": replaced(name, language)[0] for name in TEXTS}
    after = letters_of(edited(changes))
    differ = {
        which
        for which, letter in after.items()
        if unstamped(letter) != unstamped(unchanged()[which])
    }
    assert differ == {(kind, language) for kind in KINDS}


def unstamped(letter: Finished) -> dict[str, bytes]:
    """A letter's parts without the stamp, which names the whole campaign file by its hash."""
    return {name: data for name, data in letter.parts.items() if name != "docProps/custom.xml"}


def test_facts_are_not_written_out_in_the_wordings() -> None:
    """All texts changed at once: what is left of the old ones is written out in a wording."""
    changes = {
        f"{name}.{language}": replaced(name, language)[0]
        for name in TEXTS
        for language in LANGUAGES
    }
    for name in ("network.acronym", "network.former_acronym", "network.campaign.name"):
        changes[name] = '"Smaragd"'
    after = letters_of(edited(changes))
    left = {
        (name, language, place)
        for (_, language), letter in after.items()
        for place, text in lines_of(letter)
        if place not in ("salutation", "closing")  # the language's own words
        for name in TEXTS
        for old, _ in replaced(name, language)[1]
        if re.search(rf"(?<!\w){re.escape(old)}(?!\w)" if old.isascii() else re.escape(old), text)
    }
    assert left == set()


def test_the_subject_of_a_kind_is_its_title() -> None:
    for kind, places in (("circular", {"subject", "properties"}), ("roadmap", {"properties"})):
        changes = {
            f"kinds.{kind}.subject.{language}": f'"{word}"' for language, word in NEW_WORD.items()
        }
        after = letters_of(edited(changes))
        for language in LANGUAGES:
            old, new = unchanged()[kind, language], after[kind, language]
            assert differences(old, new, ()) == places
            title = values(new.roots["docProps/core.xml"], "dc:title/text()")
            assert title == [NEW_WORD[language]]


# What the number does to the words beside it


@pytest.mark.parametrize(
    ("fellowships", "said"),
    [
        (1, {"en": "Up to one partial fellowship will", "es": "de una beca parcial.",
             "fr": "au plus une bourse partielle.", "ru": "не более одной частичной стипендии.",
             "zh": "非全额与会补贴，每区域最多一份"}),
        (2, {"en": "Up to two partial fellowships will", "es": "de dos becas parciales.",
             "fr": "au plus deux bourses partielles.", "ru": "не более двух частичных стипендий.",
             "zh": "非全额与会补贴，每区域最多两份"}),
        (12, {"ar": "اثنتي عشرة منحة جزئية"}),
    ],
)  # fmt: skip
def test_nouns_agree_with_their_number(fellowships: int, said: Mapping[str, str]) -> None:
    after = letters_of(edited({"training.fellowships_per_region": str(fellowships)}))
    for language, words in said.items():
        assert words in after["circular", language].text("section 4")
