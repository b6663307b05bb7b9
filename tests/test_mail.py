"""Messages as values: their bytes against the RFCs, and what two readers make of them."""

from __future__ import annotations

import email
import email.header
import email.policy
import email.utils
import mailbox
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage, Message
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docgen import campaign, languages, mail
from docgen.diagnostics import Place
from docgen.mail import headers

ROOT = Path(__file__).resolve().parent.parent
PLACE = Place("bag", (), "AFR")
WHEN = datetime(2024, 4, 8, 11, 0, tzinfo=timezone(timedelta(hours=2)))
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# One name, subject and file name for each language.
WRITTEN = {
    "ar": ("أمينة صالح", "تأكيد تعيين ممثلة إقليمية في شبكة المرأة", "تأكيد التعيين.docx"),
    "en": ('Ms Anne "Annie" O’Neil, Dr', "Confirmation of your appointment", "Confirmation.docx"),
    "es": ("Sra. Lucía Pérez Ibáñez", "Confirmación de su designación", "Confirmación.docx"),
    "fr": ("Mme Aïssata Diallo-Zoé", "Confirmation de votre désignation", "Désignation «AFR».docx"),
    "ru": ("г-жа Айгерим Ким", "Подтверждение Вашего назначения", "Подтверждение.docx"),
    "zh": ("李薇女士", "关于任命您为区域代表的确认函", "确认函（非洲）.docx"),
}

BASE = mail.Message(
    id="<0123456789abcdef@itu.int>",
    key="AFR",
    kind="confirmation",
    language="en",
    sender=mail.Mailbox("tsbnow@itu.int", "Telecommunication Standardization Bureau"),
    to=(mail.Mailbox("a.diallo@example.org", "Amina Diallo"),),
    cc=(mail.Mailbox("sg@atu.example.org"),),
    subject="Confirmation",
    text="Dear Ms Diallo,\n\nPlease find attached.\n",
    html="<p>Dear Ms Diallo,</p>\n",
    attachments=(mail.Attachment("letter.docx", b"PK\x03\x04" + bytes(range(256)), DOCX),),
    date=WHEN,
)


def in_language(code: str) -> mail.Message:
    facts, _ = campaign.load(ROOT / "campaign.toml")
    assert facts is not None
    name, subject, file = WRITTEN[code]
    who = {"gender": "F", "family_name": "Diallo"}
    body = mail.covering(code, facts.context(code), who, subject, "TSB-CIR-182/AFR")
    return replace(BASE, language=code, to=(mail.Mailbox("a@example.org", name),), subject=subject,
                   text=body.text, html=body.html,
                   attachments=(mail.Attachment(file, b"docx" * 50, DOCX),
                                mail.Attachment("a.pdf", b"%PDF", "application/pdf")))  # fmt: skip


# The form, by the RFCs.


def check_form(data: bytes) -> dict[str, list[str]]:
    """What RFC 5322 and its companions ask of the bytes; the fields of the head by name."""
    assert data.isascii()
    assert b"\0" not in data
    assert not re.search(rb"\r(?!\n)|(?<!\r)\n", data)
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 998 for line in lines)
    head = data.partition(b"\r\n\r\n")[0].decode()
    fields: dict[str, list[str]] = {}
    for line in re.sub(r"\r\n(?=[ \t])", "\0", head).split("\r\n"):
        name, colon, value = line.partition(":")
        assert colon
        assert re.fullmatch(r"[!-9;-~]+", name)
        parts = value.split("\0")
        assert all(part.strip() for part in parts), "a folded line of blanks only"
        for part in parts:
            words = part.split()
            assert len(part) <= 78 or len(words) == 1
            assert all(len(word) <= 75 for word in words if word.startswith("=?"))
        fields.setdefault(name.lower(), []).append("".join(parts).strip())
    once = {"date", "from", "to", "subject", "message-id", "mime-version", "content-type"}
    assert once <= fields.keys()
    assert all(len(values) == 1 for values in fields.values())
    assert fields.keys() <= once | {"cc", "x-unsent", "content-language"}
    return fields


def legacy(data: bytes) -> Message:
    """The reader of Python's old policy, which decodes nothing by itself."""
    return email.message_from_bytes(data, policy=email.policy.compat32)


def decoded(value: object) -> str:
    return str(email.header.make_header(email.header.decode_header(str(value))))


def modern(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize("code", languages.CODES)
def test_drafts_in_six_languages_with_two_readers(code: str) -> None:
    message = in_language(code)
    data = mail.draft(message)
    fields = check_form(data)
    assert fields["x-unsent"] == ["1"]
    assert fields["content-language"] == [code]
    name, subject, file = WRITTEN[code]

    new = modern(data)
    assert new["Subject"] == subject
    assert [(each.display_name, each.addr_spec) for each in new["To"].addresses] == [
        (name, "a@example.org")
    ]
    assert [part.get_filename() for part in new.iter_attachments()] == [file, "a.pdf"]
    body = new.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == message.text
    assert not [fault for part in new.walk() for fault in part.defects]

    old = legacy(data)
    assert decoded(old["Subject"]) == subject
    shown, address = email.utils.parseaddr(str(old["To"]))
    assert (decoded(shown), address) == (name, "a@example.org")
    parts = list(old.walk())
    assert [part.get_content_type() for part in parts] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", DOCX,
        "application/pdf",
    ]  # fmt: skip
    assert [part.get_filename() for part in parts[4:]] == [file, "a.pdf"]
    assert [part.get_payload(decode=True) for part in parts[4:]] == [b"docx" * 50, b"%PDF"]
    html = parts[3].get_payload(decode=True)
    assert isinstance(html, bytes)
    assert html.decode().replace("\r\n", "\n") == message.html


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.frames: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "meta"):
            self.open.append(tag)
        if tag in ("html", "body", "div"):
            self.frames.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("code", languages.CODES)
def test_the_html_says_its_language_and_direction(code: str) -> None:
    tags = _Tags()
    tags.feed(in_language(code).html)
    assert tags.open == []
    direction = "rtl" if code == "ar" else "ltr"
    assert tags.frames == [
        (tag, {"lang": code, "dir": direction}) for tag in ("html", "body", "div")
    ]


def test_the_body_in_english_and_in_french() -> None:
    assert in_language("en").text == (
        "Dear Ms Diallo,\n"
        "\n"
        "Please find attached our correspondence on “Confirmation of your appointment” "
        "(reference: TSB-CIR-182/AFR).\n"
        "\n"
        "For any further information, please contact:\n"
        "Ms Charlyne Restivo\n"
        "E-mail: charlyne.restivo@itu.int\n"
        "Tel.: +41 22 730 5861\n"
        "\n"
        "Yours sincerely,\n"
        "\n"
        "Telecommunication Standardization Bureau\n"
        "International Telecommunication Union\n"
        "www.itu.int\n"
    )
    assert "Veuillez agréer, Madame, l’assurance de ma haute considération." in (
        in_language("fr").text
    )


@pytest.mark.parametrize("code", languages.CODES)
def test_the_body_of_an_organization_greets_everyone(code: str) -> None:
    facts, _ = campaign.load(ROOT / "campaign.toml")
    assert facts is not None
    body = mail.covering(code, facts.context(code), None, "A & <b>", "R")
    assert body.text.startswith(languages.get(code).salutation(None))
    assert "A &amp; &lt;b&gt;" in body.html
    assert "<b>" not in body.html


def test_numbers_keep_their_order_in_arabic() -> None:
    message = in_language("ar")
    assert "\u200e+41 22 730 5861\u200e" in message.text
    assert '<bdi dir="ltr">+41 22 730 5861</bdi>' in message.html


def test_equal_messages_have_equal_bytes() -> None:
    assert mail.draft(in_language("ru")) == mail.draft(in_language("ru"))
    other = mail.draft(replace(BASE, id="<other@itu.int>"))
    assert re.findall(rb'boundary="([^"]+)', other) != re.findall(
        rb'boundary="([^"]+)', mail.draft(BASE)
    )


def test_the_golden_message() -> None:
    """Every byte of a small message, by hand."""
    message = replace(BASE, cc=(), attachments=(mail.Attachment("ключ.txt", b"abc", "text/plain"),),
                      text="From all of us: é = e\n.\n", html="<p>é</p>\n")  # fmt: skip
    mixed, alternative = re.findall(rb'boundary="([^"]+)', mail.wire(message))
    assert mail.wire(message).decode() == (
        "Date: Mon, 8 Apr 2024 11:00:00 +0200\r\n"
        "From: Telecommunication Standardization Bureau <tsbnow@itu.int>\r\n"
        "To: Amina Diallo <a.diallo@example.org>\r\n"
        "Subject: Confirmation\r\n"
        "Message-ID: <0123456789abcdef@itu.int>\r\n"
        "Content-Language: en\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed;\r\n"
        f' boundary="{mixed.decode()}"\r\n'
        "\r\n"
        f"--{mixed.decode()}\r\n"
        "Content-Type: multipart/alternative;\r\n"
        f' boundary="{alternative.decode()}"\r\n'
        "\r\n"
        f"--{alternative.decode()}\r\n"
        "Content-Type: text/plain;\r\n"
        " charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "\r\n"
        "=46rom all of us: =C3=A9 =3D e\r\n"
        "=2E\r\n"
        "\r\n"
        f"--{alternative.decode()}\r\n"
        "Content-Type: text/html;\r\n"
        " charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "\r\n"
        "<p>=C3=A9</p>\r\n"
        "\r\n"
        f"--{alternative.decode()}--\r\n"
        "\r\n"
        f"--{mixed.decode()}\r\n"
        "Content-Type: text/plain;\r\n"
        " name*=utf-8''%D0%BA%D0%BB%D1%8E%D1%87.txt\r\n"
        "Content-Disposition: attachment;\r\n"
        " filename*=utf-8''%D0%BA%D0%BB%D1%8E%D1%87.txt\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        "\r\n"
        "YWJj\r\n"
        "\r\n"
        f"--{mixed.decode()}--\r\n"
    )


def test_a_draft_that_is_released() -> None:
    on = datetime(2024, 4, 9, 7, 30, tzinfo=UTC)
    assert mail.released(mail.draft(BASE), on) == mail.wire(replace(BASE, date=on))
    again = modern(mail.released(mail.draft(BASE), on))
    assert again["X-Unsent"] is None
    assert again["Bcc"] is None


@pytest.mark.parametrize(
    "data", [b"", b"\r\n\r\n", b"Date: x\r\nTo: y\r\n\r\nz", b"no field\r\n\r\n",
             b"Date: x\r\nFrom: y\r\nTo: z\xff\r\n\r\n"]
)  # fmt: skip
def test_what_is_no_draft_is_not_released(data: bytes) -> None:
    with pytest.raises(headers.HeaderError, match="not a draft"):
        mail.released(data, WHEN)


def test_a_blind_copy_that_somebody_wrote_into_a_draft_does_not_leave() -> None:
    data = mail.draft(BASE).replace(b"Subject:", b"Bcc: spy@example.org,\r\n x@y.org\r\nSubject:")
    assert b"spy" not in mail.released(data, WHEN)
    assert mail.read_draft(data).blind == ("spy@example.org", "x@y.org")


def test_the_message_id() -> None:
    one = mail.message_id("run", "row", "content", "tsb@itu.int")
    assert re.fullmatch(r"<[0-9a-f]{40}@itu\.int>", one)
    assert one == mail.message_id("run", "row", "content", "other@itu.int")
    others = {mail.message_id(*words, "tsb@itu.int")
              for words in (("run", "row", "x"), ("run", "x", "content"), ("x", "row", "content"),
                            ("runrow", "", "content"), ("", "runrow", "content"))}  # fmt: skip
    assert len(others | {one}) == 6


# Text of any kind.

anything = st.text(min_size=1, max_size=120)
fit = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"),
                            exclude_characters="".join(headers._TURNING)), min_size=1,
              max_size=120)  # fmt: skip


@given(anything, anything, anything)
@example("a\r\nBcc: x@y.org", "b", "c")
@example("a", "b\nTo: x@y.org", "c")
@example("a", "b", 'c"; filename="d\r\n\r\nbody')
@example("a\0b", "\x85", "\u2028")
def test_no_text_makes_a_field_of_its_own(subject: str, name: str, file: str) -> None:
    """Either the message has exactly its own fields, or it is refused and the finding says why."""
    message = replace(BASE, subject=subject, to=(mail.Mailbox("a@example.org", name),),
                      attachments=(mail.Attachment(file, b"x", DOCX),))  # fmt: skip
    bad = any(headers.unfit(text) for text in (subject, name, file))
    assert [each.code for each in mail.check_message(message, PLACE)] == ["D004"] * sum(
        headers.unfit(text) is not None for text in (subject, name, file)
    )
    if bad:
        with pytest.raises(headers.HeaderError):
            mail.draft(message)
        return
    fields = check_form(mail.draft(message))
    assert set(fields) == {"x-unsent", "date", "from", "to", "cc", "subject", "message-id",
                           "content-language", "mime-version", "content-type"}  # fmt: skip


@given(fit, fit, fit)
@example("=?utf-8?b?eA==?=", "=?utf-8?q?x?=", "=?utf-8?b?eA==?=.docx")
@example(" two  blanks ", ' "a\\b" ', "a%27'b*.docx")
@example("word " * 20, "x" * 100, "y" * 100)
@example("\u00a0", "\u3000", "\u00ad")
@example("e\u0301" * 40, "\U0001f469\u200d\U0001f4bc" * 12, "é" * 60)
def test_what_is_read_is_what_was_written(subject: str, name: str, file: str) -> None:
    message = replace(BASE, subject=subject, to=(mail.Mailbox("a@example.org", name),),
                      attachments=(mail.Attachment(file, b"x", DOCX),))  # fmt: skip
    data = mail.wire(message)
    check_form(data)
    old = legacy(data)
    assert decoded(re.sub(r"\r\n(?=[ \t])", "", str(old["Subject"]))) == subject
    shown, address = email.utils.parseaddr(re.sub(r"\r\n(?=[ \t])", "", str(old["To"])))
    assert (decoded(shown), address) == (name, "a@example.org")
    part = list(old.walk())[-1]
    assert part.get_filename() == file.strip()  # which this reader does by itself
    draft = mail.read_draft(data)
    assert (draft.to, draft.sender) == (("a@example.org",), "tsbnow@itu.int")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=400),
       st.lists(st.binary(max_size=300), max_size=3))  # fmt: skip
@example("From me\n>From you\n.\n..\n", [b"From x", b"\r\n.\r\n", b""])
@example("é" * 300, [])
@example("--=_boundary\n" * 3, [])
def test_bodies_and_files_are_read_as_they_were_written(text: str, files: list[bytes]) -> None:
    attachments = tuple(
        mail.Attachment(f"{number}.docx", data, DOCX) for number, data in enumerate(files)
    )
    data = mail.draft(replace(BASE, text=f"{text}\n", attachments=attachments))
    check_form(data)
    parts = [part for part in legacy(data).walk() if not part.is_multipart()]
    body = parts[0].get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.decode().replace("\r\n", "\n") == f"{text}\n"
    assert [part.get_payload(decode=True) for part in parts[2:]] == files


@pytest.mark.parametrize(
    "name",
    [
        "Comisión Interamericana de Telecomunicaciones",
        "Региональное содружество в области связи",
        "الإمارات العربية المتحدة",
        "الجمهورية العربية السورية",
    ],
)
def test_no_word_of_a_name_is_broken(name: str) -> None:
    """Python's own reader is one of those that show the blanks between encoded words."""
    field = headers.mailboxes("To", [mail.Mailbox("a@example.org", name)])
    whole = email.message_from_string(f"{field}\r\n")
    assert decoded(whole["To"]) == f"{name} <a@example.org>"
    read = email.message_from_string(f"{field}\r\n", policy=email.policy.default)["To"]
    assert read.addresses[0].display_name.split() == name.split()


@given(st.lists(st.tuples(fit, st.sampled_from(["a@example.org", "b@xn--bcher-kva.example"])),
                min_size=1, max_size=12))  # fmt: skip
def test_many_addresses(boxes: list[tuple[str, str]]) -> None:
    field = headers.mailboxes("Cc", [mail.Mailbox(address, name) for name, address in boxes])
    value = re.sub(r"\r\n(?=[ \t])", "", field.partition(":")[2])
    found = [(decoded(name), address) for name, address in email.utils.getaddresses([value])]
    assert found == [(name, address) for name, address in boxes]


# Addresses.


@pytest.mark.parametrize(
    ("address", "ascii_form", "codes"),
    [
        ("a.diallo@example.org", "a.diallo@example.org", []),
        ("A.Diallo+now@EXAMPLE.org", "A.Diallo+now@example.org", []),
        ("info@bücher.example.org", "info@xn--bcher-kva.example.org", []),
        ("почта@example.org", None, ["D002"]),
        ("info@министерство.рф", "info@xn--b1afiashkohcid.xn--p1ai", []),
        ("info@例え.中国", "info@xn--r8jz45g.xn--fiqs8s", []),
        ("no at sign", None, ["D001"]),
        ("a@b", None, ["D001"]),
        ("a@localhost", None, ["D001"]),
        ("a@example.org, b@example.org", None, ["D001"]),
        ("Amina <a@example.org>", None, ["D001"]),
        ("a@example.org\r\nBcc: b@example.org", None, ["D001"]),
        ("a\0@example.org", None, ["D001"]),
        ("", None, ["D001"]),
        ("аmina@example.org", None, ["D003"]),  # the first letter is Cyrillic
        ("a@exаmple.org", "a@xn--exmple-4nf.org", ["D003"]),
        ("a@сосо.org", "a@xn--n1aahb.org", ["D003"]),  # a word of Cyrillic that looks Latin
    ],
)
def test_addresses(address: str, ascii_form: str | None, codes: list[str]) -> None:
    value, findings = mail.checked_address(address, PLACE)
    assert (value, [each.code for each in findings]) == (ascii_form, codes)
    assert not any(c in str(each) for each in findings for c in "\r\n\0")


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"to": ()}, ["D007"]),
        ({"cc": (mail.Mailbox("A.Diallo@Example.org"),)}, ["D001", "D005"]),
        ({"to": BASE.to * 2}, ["D005"]),
        ({"subject": ""}, ["D004"]),
        ({"subject": "a\u202eb"}, ["D004"]),
        ({"sender": mail.Mailbox("tsb")}, ["D001"]),
        ({"to": (mail.Mailbox("a@bücher.example.org"),)}, ["D001"]),
    ],
)
def test_what_is_wrong_with_a_message(change: dict[str, object], codes: list[str]) -> None:
    message = replace(BASE, **change)  # type: ignore[arg-type]  # fields by name
    assert [each.code for each in mail.check_message(message, PLACE)] == codes


@pytest.mark.parametrize(("personal", "severity"), [(True, "error"), (False, "warning")])
def test_one_address_of_two_recipients(personal: bool, severity: str) -> None:
    other = replace(BASE, key="AMS", id="<x@itu.int>")
    note = replace(BASE, kind="note", id="<y@itu.int>")  # the same recipient, another letter
    found = mail.check_all([(BASE, PLACE), (note, PLACE), (other, PLACE)], personal)
    assert [(each.code, each.severity.value) for each in found] == [("D006", severity)]
    assert "AFR and of AMS" in found[0].message


@pytest.mark.parametrize(
    "change",
    [
        {"to": (mail.Mailbox("a@bücher.example"),)},
        {"to": (mail.Mailbox("a@b.org>, <c@d.org"),)},
        {"to": ()},
        {"id": "<a b@c>"},
        {"id": "a@b"},
        {"date": datetime(2024, 4, 8)},
        {"attachments": (mail.Attachment("a", b"", "text/plain\r\nX: y"),)},
        {"attachments": (mail.Attachment("", b"", "text/plain"),)},
    ],
)
def test_what_has_no_bytes(change: dict[str, object]) -> None:
    with pytest.raises(headers.HeaderError):
        mail.draft(replace(BASE, **change))  # type: ignore[arg-type]  # fields by name


# The mailbox file.


def test_a_mailbox_file(tmp_path: Path) -> None:
    """mboxrd: what begins with From, quoted or not, gets one more mark, and nothing is lost."""
    raw = b"Subject: x\r\n\r\nFrom here\r\n>From there\r\n>>From\r\nFromage\r\n"
    data = mail.mailbox_file([mail.draft(in_language("ar")), raw], "tsb@itu.int", WHEN)
    assert data.count(b"\nFrom tsb@itu.int Mon Apr  8 09:00:00 2024\n") == 1
    assert data.startswith(b"From tsb@itu.int Mon Apr  8 09:00:00 2024\n")
    assert data.endswith(b"\n\n>From here\n>>From there\n>>From\nFromage\n\n")
    path = tmp_path / "box"
    path.write_bytes(data)
    box = mailbox.mbox(path, create=False)
    try:
        first, second = box
    finally:
        box.close()
    assert decoded(first["Subject"]) == WRITTEN["ar"][1]
    assert second["Subject"] == "x"


def test_a_draft_that_is_no_message() -> None:
    assert mail.read_draft(b"").to == ()
    broken = mail.draft(BASE).replace(b"--=_", b"--=.")
    assert mail.read_draft(broken).faults != ()
    two = mail.draft(BASE).replace(b"\r\nTo:", b"\r\nTo: b@example.org\r\nTo:", 1)
    assert mail.read_draft(two).to == ("b@example.org", "a.diallo@example.org")
