"""The letters to people: what they say in each language, on which condition, and to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pytest
from finished import LANGUAGES, Finished, campaign_of, facts, seen, values
from personal import FELLOWSHIP, VARIANTS, WOMEN, letter, organization, usual, usual_in_all, wording
from test_letters_facts import by, edited, everywhere, in_text

from docgen.campaign import Campaign

Words = str | tuple[str, ...]


def plain(**texts: str) -> dict[str, str]:
    """One text in each language."""
    assert set(texts) == set(LANGUAGES)
    return texts


CONTACT: Final = everywhere(("Charlyne Restivo", "charlyne.restivo@itu.int"))
SALUTATION: Final = by(
    ar="حضرة الدكتورة أمل الشريف،\nتحية طيبة وبعد،",
    en="Dear Professor Rahman,",
    es="Estimada Dra. Echeverría:",
    fr="Excellence,",
    ru="Уважаемая госпожа Сериккызы,",
    zh="尊敬的王女士：",
)
CLOSING: Final = by(
    ar="وتفضلوا بقبول فائق التقدير والاحترام.",
    en="Yours sincerely,",
    es="Atentamente,",
    fr="Veuillez agréer, Excellence, l’assurance de ma très haute considération.",
    ru="С уважением,",
    zh="顺致敬意！",
)
ADDRESSEE: Final = plain(
    ar="إلى:\tالدكتورة أمل الشريف\nمديرة إدارة التقييس\nالجهاز الوطني لتنظيم الاتصالات (NTRA)\n"
    "المبنى B4، القرية الذكية\nالجيزة\nمصر",
    en="To:\tProfessor Nurul Rahman\nHead, Standards Division\nCommunications Commission\n"
    "Tower 1, Jalan Impact\n63000 Cyberjaya\nMalaysia",
    es="A:\tDra. Lucía Echeverría\nDirectora de Normalización\nMinisterio de Comunicaciones\n"
    "Jirón Zorritos 1203\nLima\nPerú",
    fr="À:\tS.E. Mme Aïssatou Coulibaly\nDirectrice de la normalisation\n"
    "Autorité de régulation (ARTP)\nBP 14130\nDakar\nSénégal",
    ru="Кому:\tГ-же Айгуль Сериккызы\nЗаместителю директора Департамента\n"
    "Министерство цифрового развития\nпр. Достык, 5\n010000 Астана\nКазахстан",
    zh="致：\t中国\n北京市海淀区花园北路52号\n信息通信研究院\n标准处处长\n王丽华女士",
)
APPOINTED_IN: Final = plain(
    ar="لمنطقة الدول العربية في شبكة المرأة في قطاع تقييس الاتصالات (NoW in ITU-T)",
    en="regional representative for Asia-Pacific in the Network of Women (NoW in ITU-T)",
    es="representante regional para las Américas en la Red de Mujeres (NoW in ITU-T)",
    fr="représentante régionale pour l’Afrique au sein du Réseau de femmes (NoW in ITU-T)",
    ru="представителем региона Содружества Независимых Государств в Сети женщин (NoW in ITU-T)",
    zh="标准领域妇女联谊会（NoW in ITU-T）亚太区域代表",
)
CIRCULAR: Final = plain(
    ar="استجابةً للرسالة المعممة 182 لمكتب تقييس الاتصالات المؤرخة 6 مارس 2024",
    en="in response to TSB Circular 182 of 6 March 2024",
    es="en respuesta a la Circular TSB 182, de 6 de marzo de 2024",
    fr="en réponse à la Circulaire TSB 182 du 6 mars 2024",
    ru="в ответ на Циркуляр 182 БСЭ от 6 марта 2024 года",
    zh="根据电信标准化局第182号通函（2024年3月6日）",
)
TERM: Final = by(
    ar=("الاجتماع الأول الذي يعقده الفريق الاستشاري لتقييس الاتصالات (TSAG) في فترة الدراسة "
        "2028-2025", "لفترة أربع سنوات"),
    en=("ends at the first meeting of the Telecommunication Standardization Advisory Group (TSAG) "
        "in the 2025-2028 study period", "may extend it by four years"),
    es=("en la primera reunión que el Grupo Asesor de Normalización de las Telecomunicaciones "
        "(GANT) celebre en el periodo de estudios 2025-2028", "por cuatro años"),
    fr=("à la première réunion que le Groupe consultatif de la normalisation des "
        "télécommunications (GCNT) tiendra au cours de la période d’études 2025-2028",
        "de quatre ans"),
    ru=("на первом собрании Консультативной группы по стандартизации электросвязи (КГСЭ) "
        "исследовательского периода 2025–2028 годов", "на четыре года"),
    zh=("至2025-2028年研究期第一次电信标准化顾问组（TSAG）会议为止", "延续4年"),
)  # fmt: skip
TRAINING: Final = by(
    ar=("في القاهرة، مصر، يومي 11 و12 سبتمبر 2024", "الاجتماع التحضيري الإقليمي (RPM)",
        "من 8 إلى 12 سبتمبر 2024"),
    en=("in Bangkok, Thailand, on 8 and 9 August 2024", "regional preparatory meeting (RPM)",
        "from 5 to 9 August 2024"),
    es=("en Lima (Perú) los días 22 y 23 de agosto de 2024", "reunión preparatoria regional (RPR)",
        "del 19 al 23 de agosto de 2024"),
    fr=("à Nairobi (Kenya) le 19 juillet 2024", "réunion préparatoire régionale (RPM)",
        "du 15 au 18 juillet 2024"),
    ru=("23 и 24 мая 2024 года в Ташкенте, Узбекистан",
        "региональному подготовительному собранию (РПС)", "с 20 по 22 мая 2024 года"),
    zh=("于2024年8月8-9日在泰国曼谷举行", "区域筹备会议（RPM）", "2024年8月5-9日"),
)  # fmt: skip
CONFIRMED: Final = plain(
    ar="وأشكركم على تأكيدكم، في 28 مارس 2024،",
    en="I thank you for confirming, on 2 April 2024,",
    es="Agradezco a su organización que el 5 de abril de 2024",
    fr="Je vous remercie d’avoir confirmé, le 3 avril 2024,",
    ru="Благодарю Вас за то, что 4 апреля 2024 года Вы подтвердили",
    zh="感谢贵组织于2024年4月2日确认",
)
UNCONFIRMED: Final = plain(
    ar="وأرجو منكم التفضل بتأكيد هذه المواعيد واعتزامكم",
    en="I would be grateful if you would confirm these dates and your intention to host",
    es="Agradecería que tuviera a bien confirmar estas fechas y su intención de acoger",
    fr="Je vous saurais gré de bien vouloir confirmer ces dates ainsi que votre intention",
    ru="Прошу Вас подтвердить эти даты и намерение организовать",
    zh="请贵组织确认上述日期，并确认有意举办",
)
TO_BE_NAMED: Final = plain(
    ar="وإبلاغي بمكان انعقادها ومواعيدها",
    en="let me know its place and dates",
    es="comunicarme el lugar y las fechas",
    fr="m’en communiquer le lieu et les dates",
    ru="сообщить о месте и датах",
    zh="告知培训的地点和日期",
)

FACTS: Final[Mapping[str, Mapping[str, Mapping[str, Words]]]] = {
    "confirmation": {
        "date": by(
            ar="جنيف، 5 أبريل 2024", en="Geneva, 5 April 2024", es="Ginebra, 5 de abril de 2024",
            fr="Genève, le 5 avril 2024", ru="Женева, 5 апреля 2024 года",
            zh="2024年4月5日，日内瓦",
        ),
        "reference": by(
            ar="TSB/CIR-182/REP/ARB-1", en="TSB/CIR-182/REP/ASP-1", es="TSB/CIR-182/REP/AMS-1",
            fr="TSB/CIR-182/REP/AFR-1", ru="TSB/CIR-182/REP/CIS-1", zh="TSB/CIR-182/REP/ASP-2",
        ),
        "addressee": {
            code: (ADDRESSEE[code], copy)
            for code, copy in plain(
                ar="نسخة إلى:\tجامعة الدول العربية (LAS)",
                en="Copy to:\tAsia-Pacific Telecommunity (APT)",
                es="Copia:\tComisión Interamericana de Telecomunicaciones (CITEL)",
                fr="Copie:\tUnion africaine des télécommunications (UAT)",
                ru="Копия:\tРСС",
                zh="抄送：\t亚太电信组织（APT）",
            ).items()
        },
        "subject": by(
            ar="شبكة المرأة في قطاع تقييس الاتصالات (NoW in ITU-T): تعيين الممثلة الإقليمية "
            "لمنطقة الدول العربية",
            en="Network of Women (NoW in ITU-T): appointment as regional representative for "
            "Asia-Pacific",
            es="Red de Mujeres (NoW in ITU-T): designación como representante regional para las "
            "Américas",
            fr="Réseau de femmes (NoW in ITU-T): nomination en qualité de représentante régionale "
            "pour l’Afrique",
            ru="Сеть женщин (NoW in ITU-T): назначение представителем региона Содружества "
            "Независимых Государств",
            zh="确认标准领域妇女联谊会（NoW in ITU-T）亚太区域代表的任命",
        ),
        "salutation": SALUTATION,
        "opening": {
            code: (APPOINTED_IN[code], CIRCULAR[code], *TERM[code], *words)
            for code, words in by(
                ar=("تعيينكم ممثلةً إقليميةً", "جامعة الدول العربية (LAS)",
                    "خارطة طريق الممثلات الإقليميات (الملحق 1 بالرسالة المعممة)"),
                en=("confirm your appointment",
                    "nominated by the Asia-Pacific Telecommunity (APT)",
                    "which is Annex 1 to the circular, is enclosed"),
                es=("confirmarle su designación",
                    "presentada por la Comisión Interamericana de Telecomunicaciones (CITEL)",
                    "(Anexo 1 a la Circular)"),
                fr=("votre nomination", "(Union africaine des télécommunications, UAT)",
                    "(Annexe 1 de la Circulaire) est jointe"),
                ru=("подтвердить Ваше назначение",
                    "Региональное содружество в области связи (РСС)",
                    "(Приложение 1 к Циркуляру) прилагается"),
                zh=("您已获任命", "亚太电信组织（APT）", "附件1，现随函附上"),
            ).items()
        },
        "request": {
            code: (*TRAINING[code], "Rim Belhassine-Cherif", "Hyoung Jun Kim", *words)
            for code, words in by(
                ar=("تطوير الشبكة في منطقتكم", "إبراز المنظور الإقليمي", "الدعم الإقليمي",
                    "الاجتماعات الشهرية", "في أوائل أبريل 2024", "حتى انعقاد الجمعية العالمية "
                    "لتقييس الاتصالات لعام 2024 (WTSA-24)"),
                en=("develop the network in your region",
                    "regional perspective and regional support",
                    "monthly meetings", "which begin in early April 2024",
                    "until the 2024 World Telecommunication Standardization Assembly (WTSA-24)"),
                es=("desarrollar la red en su región", "la perspectiva y el apoyo de su región",
                    "reuniones mensuales", "principios de abril de 2024",
                    "hasta la Asamblea Mundial "
                    "de Normalización de las Telecomunicaciones de 2024 (AMNT-24)"),
                fr=("développer le Réseau dans votre région", "vous êtes appelée à",
                    "le point de vue et le soutien de votre région", "réunions mensuelles",
                    "qui commencent début avril 2024", "jusqu’à l’Assemblée mondiale de "
                    "normalisation des télécommunications de 2024 (AMNT-24)"),
                ru=("развивать Сеть в своем регионе", "региональную точку зрения",
                    "ежемесячных собраниях", "в начале апреля 2024 года", "вплоть до Всемирной "
                    "ассамблеи по стандартизации электросвязи 2024 года (ВАСЭ-24)"),
                zh=("推动联谊会在本区域的发展", "区域视角和支持", "每月举行的定期会议",
                    "自2024年4月初起",
                    "直至2024年世界电信标准化全会（WTSA-24）召开"),
            ).items()
        },
        "contact": CONTACT,
        "closing": CLOSING,
        "enclosure": by(
            ar="المرفقات: 1 (الملحق 1 بالرسالة المعممة 182 لمكتب تقييس الاتصالات)",
            en="Enclosure: 1 (Annex 1 to TSB Circular 182)",
            es="Documento adjunto: 1 (Anexo 1 a la Circular TSB 182)",
            fr="Pièce jointe: 1 (Annexe 1 de la Circulaire TSB 182)",
            ru="Вложение: 1 (Приложение 1 к Циркуляру 182 БСЭ)",
            zh="附件：1件（电信标准化局第182号通函附件1）",
        ),
    },
    "note": {
        "reference": by(
            ar="TSB/CIR-182/RTO/ARB-1", en="TSB/CIR-182/RTO/ASP-1", es="TSB/CIR-182/RTO/AMS-1",
            fr="TSB/CIR-182/RTO/AFR-1", ru="TSB/CIR-182/RTO/CIS-1", zh="TSB/CIR-182/RTO/ASP-2",
        ),
        "addressee": by(
            ar="إلى:\tالأمانة العامة\nجامعة الدول العربية (LAS)\nالقاهرة، مصر",
            en="To:\tThe Secretary General\nAsia-Pacific Telecommunity (APT)\nBangkok, Thailand",
            es="A:\tSecretaría Ejecutiva\nComisión Interamericana de Telecomunicaciones (CITEL)\n"
            "Washington D.C. (Estados Unidos de América)",
            fr="À:\tSecrétariat général\nUnion africaine des télécommunications (UAT)\n"
            "Nairobi (Kenya)",
            ru="Кому:\tГенеральному директору Исполнительного комитета\n"
            "Регионального содружества в области связи (РСС)\n"
            "Москва, Российская Федерация",
            zh="致：\t泰国曼谷\n亚太电信组织（APT）\n秘书长",
        ),
        "opening": {
            code: (APPOINTED_IN[code], CIRCULAR[code], *TERM[code], *words)
            for code, words in by(
                ar=("بتعيين الدكتورة أمل الشريف (الجهاز الوطني لتنظيم الاتصالات (NTRA)، مصر) "
                    "ممثلةً إقليميةً",),
                en=("Professor Nurul Rahman (Communications Commission, Malaysia) has been "
                    "confirmed", "A copy of my letter to her is enclosed."),
                es=("la Dra. Lucía Echeverría (Ministerio de Comunicaciones, Perú) ha sido "
                    "designada", "copia de la carta"),
                fr=("d’avoir désigné",
                    "S.E. Mme Aïssatou Coulibaly (Autorité de régulation (ARTP), "
                    "Sénégal)", "est confirmée", "copie de la lettre"),
                ru=("назначена г-жа Айгуль Сериккызы (Министерство цифрового развития, Казахстан)",
                    "Копия направленного ей письма"),
                zh=("王丽华女士（中国，信息通信研究院）担任", "函件副本"),
            ).items()
        },
        "request": {
            code: (*words, CONFIRMED[code])
            for code, words in by(
                ar=("في القاهرة، مصر، من 8 إلى 12 سبتمبر 2024", "يومي 11 و12 سبتمبر 2024"),
                en=("in Bangkok, Thailand, from 5 to 9 August 2024", "on 8 and 9 August 2024"),
                es=("en Lima (Perú) del 19 al 23 de agosto de 2024",
                    "los días 22 y 23 de agosto de 2024"),
                fr=("à Nairobi (Kenya) du 15 au 18 juillet 2024", "le 19 juillet 2024"),
                ru=("с 20 по 22 мая 2024 года в Ташкенте, Узбекистан", "23 и 24 мая 2024 года"),
                zh=("2024年8月5-9日在泰国曼谷", "2024年8月8-9日在当地"),
            ).items()
        },
        "contact": CONTACT,
        "enclosure": by(
            ar="المرفقات: 1 (نسخة من الرسالة الموجهة إلى الممثلة الإقليمية)",
            en="Enclosure: 1 (copy of the letter to the regional representative)",
            es="Documento adjunto: 1 (copia de la carta a la representante regional)",
            fr="Pièce jointe: 1 (copie de la lettre à la représentante régionale)",
            ru="Вложение: 1 (копия письма региональному представителю)",
            zh="附件：1件（致区域代表函件的副本）",
        ),
    },
    "invitation": {
        "addressee": ADDRESSEE,
        "salutation": SALUTATION,
        "subject": by(
            ar=("للمندوبات من منطقة الدول العربية", "القاهرة، مصر، 12-11 سبتمبر 2024"),
            en="women delegates from Asia-Pacific (Bangkok, Thailand, 8-9 August 2024)",
            es="las delegadas de la región de las Américas, Lima (Perú), 22 y 23 de agosto de 2024",
            fr="déléguées de la région Afrique, Nairobi (Kenya), 19 juillet 2024",
            ru="женщин-делегатов региона Содружества Независимых Государств (Ташкент, Узбекистан, "
            "23–24 мая 2024 года)",
            zh="亚太区域女性与会代表培训（2024年8月8-9日，泰国曼谷）",
        ),
        "opening": {
            code: (*TRAINING[code], *words)
            for code, words in by(
                ar=("بالحضور الشخصي", "مندوبةً", "سد الفجوة التقييسية", "التواصل المهني",
                    "سير أعمال الجمعية WTSA", "مهارات التفاوض الأساسية",
                    "الرسالة المعممة 182 لمكتب تقييس الاتصالات المؤرخة 6 مارس 2024",
                    "(NoW in ITU-T)",
                    "نيودلهي، الهند، من 15 إلى 24 أكتوبر 2024", "جامعة الدول العربية (LAS)"),
                en=("in person", "as a delegate",
                    "the Bridging the Standardization Gap hands-on training",
                    "networking", "the WTSA process", "basic negotiation skills",
                    "TSB Circular 182 of 6 March 2024", "(NoW in ITU-T)",
                    "in New Delhi, India, from 15 to 24 October 2024",
                    "will be hosted by the Asia-Pacific Telecommunity (APT)"),
                es=("de forma presencial", "delegada", "«Reducción de la brecha de normalización»",
                    "creación de redes de contactos", "el proceso de la AMNT",
                    "técnicas básicas de negociación",
                    "Circular TSB 182, de 6 de marzo de 2024", "(NoW in ITU-T)",
                    "en Nueva Delhi (India) del 15 al 24 de octubre de 2024",
                    "la acogerá la Comisión Interamericana de Telecomunicaciones (CITEL)"),
                fr=("en présentiel", "déléguée",
                    "« Réduction de l’écart en matière de normalisation »", "réseautage",
                    "le processus de l’AMNT", "techniques de base de la négociation",
                    "Circulaire TSB 182 du 6 mars 2024", "(NoW in ITU-T)",
                    "à New Delhi (Inde) du 15 au 24 octobre 2024",
                    "(Union africaine des télécommunications, UAT)"),
                ru=("в очной форме", "«Преодоление разрыва в стандартизации»",
                    "налаживание контактов", "порядок работы ВАСЭ", "основы ведения переговоров",
                    "Циркуляру 182 БСЭ от 6 марта 2024 года", "(NoW in ITU-T)",
                    "с 15 по 24 октября 2024 года в Нью-Дели, Индия",
                    "Региональное содружество в области связи (РСС)"),
                zh=("面对面培训", "“缩小标准化差距”", "社交", "WTSA进程", "基本谈判技巧",
                    "电信标准化局第182号通函（2024年3月6日）", "（NoW in ITU-T）",
                    "2024年10月15-24日在印度新德里",
                    "由亚太电信组织（APT）举办"),
            ).items()
        },
        "contact": {
            code: ("Charlyne Restivo", "charlyne.restivo@itu.int", day)
            for code, day in plain(
                ar="في موعد أقصاه 26 يوليو 2024", en="no later than 21 June 2024",
                es="a más tardar el 5 de julio de 2024", fr="au plus tard le 31 mai 2024",
                ru="не позднее 26 апреля 2024 года", zh="不迟于2024年6月21日",
            ).items()
        },
        "closing": CLOSING,
    },
    FELLOWSHIP: {
        "opening": by(
            ar=("على منحة جزئية", "لا يزيد عدد المنح الجزئية المخصصة لكل منطقة على أربع",
                "تذكرة سفر جوي واحدة", "إبلاغ السيدة Charlyne Restivo",
                "في موعد أقصاه 12 يوليو 2024", "وبالخيار الذي تختارونه منهما"),
            en=("a partial fellowship", "Up to four partial fellowships are awarded per region.",
                "return economy-class air ticket", "inform Ms Charlyne Restivo",
                "no later than 7 June 2024", "which of the two options you choose"),
            es=("una beca parcial", "un máximo de cuatro becas parciales",
                "un billete de avión de ida y vuelta", "a la Sra. Charlyne Restivo",
                "a más tardar el 21 de junio de 2024", "cuál de las dos opciones elige"),
            fr=("une bourse partielle", "Quatre bourses partielles au maximum sont accordées",
                "un billet d’avion aller-retour", "à Mme Charlyne Restivo",
                "au plus tard le 17 mai 2024", "laquelle des deux options vous choisissez"),
            ru=("частичная стипендия", "не более четырех частичных стипендий", "один авиабилет",
                "не позднее 19 апреля 2024 года", "г-же Charlyne Restivo",
                "какой из двух вариантов"),
            zh=("一份参加此次培训的非全额与会补贴", "每区域最多四份", "下列两项之一", "往返",
                "不迟于2024年6月7日通知Charlyne Restivo女士"),
        ),
    },
}  # fmt: skip

# The stems of all words for a fellowship.
FELLOWSHIP_WORDS: Final = plain(
    ar="منح", en="fellowship", es="beca", fr="bourse", ru="стипенди", zh="补贴"
)


def without(table: str) -> bytes:
    """campaign.toml without one table."""
    return re.sub(rf"\[{re.escape(table)}\]\n(?:.+\n)*", "", facts().decode()).encode()


def changed(changes: Mapping[str, str]) -> Campaign:
    return campaign_of(edited(changes))


def region_of(language: str) -> str:
    return WOMEN[language]["region"]


def properties(one: Finished) -> str:
    core = one.roots["docProps/core.xml"]
    return " ".join(values(core, "dc:title/text() | dc:subject/text()"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_each_fact_stands_in_its_place(variant: str, language: str) -> None:
    one = usual(variant, language)
    missing = [
        (place, words)
        for place, by_language in FACTS[variant].items()
        for words in _as_tuple(by_language[language])
        if not in_text(words, one.text(place))
    ]
    assert missing == []


def _as_tuple(words: Words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


def test_six_languages_have_the_same_build() -> None:
    for variant in VARIANTS:
        builds = {
            language: [(paragraph.place, paragraph.style) for paragraph in one.paragraphs]
            for language, one in usual_in_all(variant).items()
        }
        assert {language for language in LANGUAGES if builds[language] != builds["en"]} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_fellowship_there_is_no_word_of_one(language: str) -> None:
    word = FELLOWSHIP_WORDS[language]
    for variant in ("confirmation", "note", "invitation"):
        one = usual(variant, language)
        said = f"{one.text()} {properties(one)}".lower()
        assert word not in said, variant
    assert word in usual(FELLOWSHIP, language).text("opening").lower()
    assert word not in properties(usual(FELLOWSHIP, language)).lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fellowship_is_the_only_difference(language: str) -> None:
    plain = [(p.place, p.text) for p in usual("invitation", language).paragraphs]
    granted = [(p.place, p.text) for p in usual(FELLOWSHIP, language).paragraphs]
    more = [one for one in granted if one not in plain]
    less = [one for one in plain if one not in granted]
    # The award, and the reply to the invitation, which is then the second one that is asked for.
    assert [place for place, _ in more] == ["opening", "contact"]
    assert [place for place, _ in less] == ["contact"]
    assert tuple(CONTACT["en"][1] in text for _, text in (*more, *less)) == (True, False, True)
    assert [one for one in granted if one not in more] == [one for one in plain if one not in less]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fellowship_without_a_day_of_its_own(language: str) -> None:
    """It is accepted by the day by which the invitation is."""
    content = re.sub(rb"\nfellowship_by = .+", b"", facts())
    one = letter(FELLOWSHIP, language, campaign_of(content))
    day = FACTS["invitation"]["contact"][language][-1]
    assert in_text(day, one.text("opening"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_region_without_a_training(language: str) -> None:
    campaign = campaign_of(without(f"trainings.{region_of(language)}"))
    confirmation = letter("confirmation", language, campaign)
    before = usual("confirmation", language)
    assert len(confirmation.places["request"]) == len(before.places["request"]) - 1
    assert confirmation.places["request"] == before.places["request"][:-1]
    note = letter("note", language, campaign)
    assert TO_BE_NAMED[language] in note.text("request")
    for words in (CONFIRMED, UNCONFIRMED):
        assert words[language] not in note.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_host_is_asked_until_it_has_confirmed(language: str) -> None:
    name = f"trainings.{region_of(language)}.host_confirmed"
    unknown = facts().decode().replace(f"{_line(name)}\n", "")
    asked = [
        letter("note", language, campaign_of(unknown.encode())),
        # Confirmed on the day after the letter, which therefore does not know of it.
        letter("note", language, changed({name: "2024-04-06"})),
    ]
    for one in asked:
        assert UNCONFIRMED[language] in one.text("request")
        assert CONFIRMED[language].rpartition("2024")[0] not in one.text("request")
    thanked = letter("note", language, changed({name: "2024-04-05"}))
    assert UNCONFIRMED[language] not in thanked.text("request")


def _line(name: str) -> str:
    """The line of campaign.toml that states a fact of a table."""
    table, _, key = name.rpartition(".")
    text = facts().decode()
    found = re.compile(rf"^{key} = .+$", re.MULTILINE).search(text, text.index(f"[{table}]"))
    assert found is not None
    return found[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_that_is_over_is_not_announced(language: str) -> None:
    """Early in April ends with its tenth day."""
    words = FACTS["confirmation"]["request"][language][-2]
    assert isinstance(words, str)
    in_time = letter("confirmation", language, on=date(2024, 4, 10))
    late = letter("confirmation", language, on=date(2024, 4, 11))
    assert in_text(words, in_time.text("request"))
    assert not in_text(words, late.text("request"))
    assert len(late.places["request"]) == len(in_time.places["request"])


PLACES: Final = {
    "ar": ("ليما، بيرو", "كوسكو، بيرو"),
    "en": ("Lima, Peru", "Cuzco, Peru"),
    "es": ("Lima (Perú)", "Cuzco (Perú)"),
    "fr": ("à Lima (Pérou)", "au Cuzco (Pérou)"),
    "ru": ("в Лиме, Перу", "в Куско, Перу"),
    "zh": ("秘鲁利马", "秘鲁库斯科"),
}

FIRST_OF_AUGUST: Final = plain(
    ar="1 أغسطس 2024",
    en="1 August 2024",
    es="1 de agosto de 2024",
    fr="le 1er août 2024",
    ru="1 августа 2024 года",
    zh="2024年8月1日",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_another_place_and_other_days(variant: str, language: str) -> None:
    """Every word that came from the old facts gives way to the new ones."""
    changes = {
        "trainings.AMS.dates": "{ first = 2024-08-01, last = 2024-08-01 }",
        "trainings.AMS.rpm.dates": "{ first = 2024-07-30, last = 2024-07-31 }",
    }
    for code, (_, new) in PLACES.items():
        plain = new.partition(" ")[2] if code in ("fr", "ru") else new
        form = f'{{ nominative = "{plain}", locative = "{new}" }}'
        text = form if code in ("fr", "ru") else f'"{new}"'
        changes |= dict.fromkeys(
            (f"trainings.AMS.place.{code}", f"trainings.AMS.rpm.place.{code}"), text
        )
    one = letter(variant, language, changed(changes), region="AMS")
    old, new = PLACES[language]
    assert new in one.text()
    said = one.text().replace("Lima\n", "")  # where the woman lives
    assert old.rpartition(" ")[0] not in said if " " in old else old not in said
    assert not re.search(r"(?:19|22|23)\D{1,12}(?:august|août|agosto|августа)", said.lower())
    assert in_text(FIRST_OF_AUGUST[language], one.text())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("region", ["AFR", "AMS", "ARB", "ASP", "CIS", "EUR"])
def test_each_region_reads_well(region: str, language: str) -> None:
    """Its name in the form that the sentence asks for."""
    one = letter("confirmation", language, region=region)
    assert in_text(REGIONS[language][region], one.text("opening"))
    assert str(organization(language, region)["name"]) in one.text() or language == "ru"


REGIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "ar": {
        "AFR": "لمنطقة إفريقيا في", "AMS": "لمنطقة الأمريكتين في",
        "ARB": "لمنطقة الدول العربية في", "ASP": "لمنطقة آسيا والمحيط الهادئ في",
        "CIS": "لمنطقة كومنولث الدول المستقلة في", "EUR": "لمنطقة أوروبا في",
    },
    "en": {
        "AFR": "representative for Africa in", "AMS": "representative for the Americas in",
        "ARB": "representative for the Arab States in", "ASP": "representative for Asia-Pacific in",
        "CIS": "representative for the Commonwealth of Independent States in",
        "EUR": "representative for Europe in",
    },
    "es": {
        "AFR": "regional para África en", "AMS": "regional para las Américas en",
        "ARB": "regional para los Estados Árabes en", "ASP": "regional para Asia-Pacífico en",
        "CIS": "regional para la Comunidad de Estados Independientes en",
        "EUR": "regional para Europa en",
    },
    "fr": {
        "AFR": "régionale pour l’Afrique au", "AMS": "régionale pour les Amériques au",
        "ARB": "régionale pour les États arabes au", "ASP": "régionale pour l’Asie-Pacifique au",
        "CIS": "régionale pour la Communauté des États indépendants au",
        "EUR": "régionale pour l’Europe au",
    },
    "ru": {
        "AFR": "представителем Африканского региона в",
        "AMS": "представителем региона Северной и Южной Америки в",
        "ARB": "представителем региона арабских государств в",
        "ASP": "представителем Азиатско-Тихоокеанского региона в",
        "CIS": "представителем региона Содружества Независимых Государств в",
        "EUR": "представителем Европейского региона в",
    },
    "zh": {
        "AFR": "非洲区域代表", "AMS": "美洲区域代表", "ARB": "阿拉伯国家区域代表",
        "ASP": "亚太区域代表", "CIS": "独联体区域代表", "EUR": "欧洲区域代表",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_woman_is_named_as_she_writes_herself(variant: str, language: str) -> None:
    """In Latin letters in every language, with her e-mail address in no letter."""
    who: dict[str, Any] = {"given_name": "Zoë", "family_name": "O’Hara", "name": "Zoë O’Hara"}
    one = letter(variant, language, **who)
    assert "Zoë O’Hara" in seen(one.text())
    assert WOMEN[language]["family_name"] not in one.text()
    assert WOMEN[language]["email"] not in one.text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_names_of_regions_and_places_are_not_written_out(variant: str, language: str) -> None:
    said = wording(variant, language)
    campaign = campaign_of(facts())
    texts = [region.name for region in campaign.regions.values()]
    texts += [training.place for training in campaign.trainings.values()]
    left = [name for text in texts if (name := str(text.in_language(language))) in said]
    assert left == []
    assert not re.search(r"\d{4}", said)
