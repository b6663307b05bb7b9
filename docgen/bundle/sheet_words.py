"""The words of the cover sheet in the six languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class SheetWords(NamedTuple):
    """Captions of the cover sheet; ``public`` and ``personal`` are the audiences."""

    title: str
    bundle: str
    campaign: str
    audience: str
    public: str
    personal: str
    date: str
    made_by: str
    languages: str
    missing: str
    letters: str
    messages: str
    fingerprint: str
    corrigendum: str
    addendum: str
    reason: str
    counts: str
    kind: str
    language: str
    masters: str
    addressed: str
    recipients: str
    number: str
    recipient: str
    reference: str
    channel: str


SHEET_WORDS: Final[Mapping[str, SheetWords]] = {
    "ar": SheetWords(
        title="صحيفة الغلاف", bundle="الحزمة", campaign="الحملة", audience="الجمهور",
        public="عام", personal="شخصي", date="التاريخ", made_by="أُعدت بواسطة", languages="اللغات",
        missing="لغات ناقصة", letters="الرسائل", messages="رسائل البريد الإلكتروني",
        fingerprint="بصمة البيان manifest.json (SHA-256)", corrigendum="تصويب للحزمة",
        addendum="إضافة إلى الحزمة", reason="السبب", counts="الأعداد حسب النوع واللغة",
        kind="النوع", language="اللغة", masters="بلا مرسل إليه", addressed="موجهة إلى مرسل إليه",
        recipients="المرسل إليهم", number="الرقم", recipient="المرسل إليه", reference="المرجع",
        channel="طريقة الإرسال",
    ),
    "en": SheetWords(
        title="Cover sheet", bundle="Bundle", campaign="Campaign", audience="Audience",
        public="public", personal="personal", date="Date", made_by="Made by",
        languages="Languages", missing="Languages not there", letters="Letters",
        messages="E-mail messages", fingerprint="SHA-256 of manifest.json",
        corrigendum="Corrigendum to the bundle", addendum="Addendum to the bundle",
        reason="Reason", counts="Letters by kind and language", kind="Kind",
        language="Language", masters="Not addressed", addressed="Addressed",
        recipients="Recipients", number="No.", recipient="Recipient", reference="Reference",
        channel="Channel",
    ),
    "es": SheetWords(
        title="Hoja de cubierta", bundle="Lote", campaign="Campaña", audience="Destino",
        public="público", personal="personal", date="Fecha", made_by="Preparado con",
        languages="Idiomas", missing="Idiomas que faltan", letters="Cartas",
        messages="Mensajes de correo electrónico", fingerprint="SHA-256 de manifest.json",
        corrigendum="Corrigéndum al lote", addendum="Addéndum al lote", reason="Motivo",
        counts="Cartas por tipo e idioma", kind="Tipo", language="Idioma",
        masters="Sin destinatario", addressed="Con destinatario", recipients="Destinatarios",
        number="N.º", recipient="Destinatario", reference="Referencia", channel="Medio de envío",
    ),
    "fr": SheetWords(
        title="Feuille de couverture", bundle="Lot", campaign="Campagne", audience="Diffusion",
        public="publique", personal="personnelle", date="Date", made_by="Établi avec",
        languages="Langues", missing="Langues manquantes", letters="Lettres",
        messages="Messages électroniques", fingerprint="SHA-256 de manifest.json",
        corrigendum="Corrigendum au lot", addendum="Addendum au lot", reason="Motif",
        counts="Lettres par type et par langue", kind="Type", language="Langue",
        masters="Sans destinataire", addressed="Avec destinataire", recipients="Destinataires",
        number="Nº", recipient="Destinataire", reference="Référence", channel="Mode d’envoi",
    ),
    "ru": SheetWords(
        title="Титульный лист", bundle="Пакет", campaign="Кампания", audience="Назначение",
        public="для всех", personal="личное", date="Дата", made_by="Подготовлено в программе",
        languages="Языки", missing="Отсутствующие языки", letters="Письма",
        messages="Сообщения электронной почты", fingerprint="SHA-256 файла manifest.json",
        corrigendum="Исправление к пакету", addendum="Дополнение к пакету", reason="Причина",
        counts="Письма по видам и языкам", kind="Вид", language="Язык", masters="Без адресата",
        addressed="С адресатом", recipients="Получатели", number="№", recipient="Получатель",
        reference="Исх. номер", channel="Способ отправки",
    ),
    "zh": SheetWords(
        title="封面页", bundle="文件包", campaign="活动", audience="发送范围", public="公开",
        personal="个人", date="日期", made_by="制作程序", languages="语文", missing="缺少的语文",
        letters="信函", messages="电子邮件", fingerprint="manifest.json的SHA-256值",
        corrigendum="勘误所针对的文件包", addendum="补遗所针对的文件包", reason="原因",
        counts="按类别和语文分列的信函数", kind="类别", language="语文", masters="无收件方",
        addressed="有收件方", recipients="收件方", number="序号", recipient="收件方",
        reference="文号", channel="发送方式",
    ),
}  # fmt: skip
