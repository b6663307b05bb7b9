"""``[dispatch]`` of campaign.toml: how letters leave, each mistake at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import set_dispatch

from docgen.campaign import Campaign, load
from docgen.diagnostics import Outcome


def loaded(folder: Path, table: str) -> Outcome[Campaign]:
    set_dispatch(folder, table)
    return load(folder / "campaign.toml")


def test_everything_may_be_left_out(campaign: Path) -> None:
    value, findings = loaded(campaign, "")
    assert (findings, value is not None) == ((), True)
    assert value is not None
    said = value.dispatch
    assert (said.sender, said.allow, said.rate, said.needs_approval) == (None, None, 30, None)


def test_all_of_it(campaign: Path) -> None:
    value, findings = loaded(
        campaign,
        'sender = "tsbnow@itu.int"\nallow = ["itu.int", "a@bücher.example"]\nrate = 6\n'
        "needs_approval = false\n"
        + "\n".join(f'sender_name.{code} = "TSB"' for code in ("ar", "en", "es", "fr", "ru", "zh")),
    )
    assert findings == ()
    assert value is not None
    said = value.dispatch
    assert (said.sender, said.rate, said.needs_approval) == ("tsbnow@itu.int", 6, False)
    assert said.allow == ("itu.int", "a@bücher.example")
    assert said.sender_name is not None
    assert said.sender_name.in_language("fr") == "TSB"


@pytest.mark.parametrize(
    ("line", "key", "code"),
    [
        ("rate = 0", "rate", "C006"),
        ("rate = true", "rate", "C006"),
        ('rate = "30"', "rate", "C006"),
        ('needs_approval = "no"', "needs_approval", "C006"),
        ('sender = "TSB <a@itu.int>"', "sender", "C006"),
        ('sender = "a@itu.int\\nBcc: b@itu.int"', "sender", "C020"),
        ("allow = []", "allow", "C006"),
        ('allow = "itu.int"', "allow", "C006"),
        ('allow = ["itu.int", 5]', "allow, item 2", "C006"),
        ('allow = ["@itu.int"]', "allow, item 1", "C006"),
        ('allow = ["*"]', "allow, item 1", "C006"),
        ('allow = ["itu"]', "allow, item 1", "C006"),
        ('sender_name.en = "TSB"', "sender_name", "C007"),
        ('allowed = ["itu.int"]', "allowed", "C004"),
    ],
)
def test_mistakes(line: str, key: str, code: str, campaign: Path) -> None:
    value, findings = loaded(campaign, line)
    assert value is None
    assert {each.code for each in findings} == {code}
    assert all(f"[dispatch] {key}" in str(each.place) for each in findings)


def test_no_template_sees_it(campaign: Path) -> None:
    value, _ = loaded(campaign, "rate = 6")
    assert value is not None
    assert not [name for name in value.fields("en") if name.startswith("dispatch")]
