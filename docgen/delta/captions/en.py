"""The captions of a proof in English."""

from __future__ import annotations

from typing import Final

from docgen.delta.captions import Phrase

WORDS: Final[dict[str, Phrase]] = {
    # Between words
    "colon": ": ",
    "between": ", ",
    "sentence": "{text}.",
    # Kinds and languages
    "kind circular": "circular",
    "kind roadmap": "roadmap",
    "kind confirmation": "confirmation",
    "kind note": "note",
    "kind invitation": "invitation",
    "language ar": "Arabic",
    "language en": "English",
    "language es": "Spanish",
    "language fr": "French",
    "language ru": "Russian",
    "language zh": "Chinese",
    # Head
    "title": "Proof before signature",
    "titled": "Proof before signature: {name}",
    "summary": "Letters: {letters}. Date of the proof: {date}. Letters that stand out: {out}; "
    "they come first in their tables.",
    "how_to_read": "Read the text of each kind once, then the letters that stand out.",
    "left_out": "Not in this proof",
    "contents": "What there is",
    "kind_head": "kind",
    "kind_and_language": "kind and language",
    "letters_count": "letters",
    "out_count": "letters that stand out",
    "letters": {"one": "{n} letter", "other": "{n} letters"},
    "and_more": "{names} and {n} more",
    # What has changed
    "since_date": "What has changed since the proof of {date}",
    "since_approved": "What has changed since the proof that {name} approved on {date}",
    "since_several": "What has changed since the approved proofs",
    "approved": "Approved by {name} on {date}: {groups}",
    "nothing_changed": "Nothing has changed since.",
    "never_approved": "Not approved before: {groups}",
    "change_counts": "Added: {added}. Removed: {removed}. Changed: {changed}. "
    "Unchanged: {unchanged}.",
    "redone": "Same words, but another look or other properties: {count}.",
    "added": "Added",
    "removed": "Removed",
    "paragraph": "paragraph {number}",
    "in_all": {"one": "in the one letter", "other": "in all {n} letters"},
    "in_letters": {"one": "in {n} letter: {names}", "other": "in {n} letters: {names}"},
    # A kind in a language
    "group": "{kind}, {language}",
    "kind_in": "{kind} ({languages})",
    "group_head": "{group}: {letters}",
    "text": "The text",
    "alone": "One letter, {name}: the text as it stands.",
    "marked": "Stands in all letters as it is, but for what is marked: a value that differs is "
    "underlined and shows the first letter’s, with its number and how many forms it has; a "
    "paragraph with a bar at its side stands in some letters only.",
    "frame": "Headers, footers and notes",
    "in_some": "in {count} of {of}",
    "forms": {"one": "{n} form", "other": "{n} forms"},
    "behind": "What differs behind the page",
    "behind_note": "Links, properties and descriptions, which are in the file and not on paper.",
    "values_numbered": "values: {numbers}",
    "values": "The values that differ",
    "value": "value",
    "stands_after": "stands after",
    "in_paragraphs": "in paragraphs",
    "forms_count": "forms",
    "its_forms": "its forms; where there are many the shortest and the longest",
    "behind_page": "behind the page",
    # The letters
    "letters_head": "The letters",
    "standing_out": {"one": "{n} letter that stands out", "other": "{n} letters that stand out"},
    "others": {"one": "The other letter", "other": "The other {n} letters"},
    "letter": "letter",
    "language": "language",
    "why": "why it stands out",
    "its_values": "values",
    "its_paragraphs": "its paragraphs that others lack",
    "pages_count": "pages",
    "master": "master",
    "first_pages": "First pages",
    "first_page_of": "First page of the letter {name}",
    "pages": {"one": "{n} page", "other": "{n} pages"},
    # Side by side
    "side": "Side by side: {kind}",
    "side_note": "Each row is the same paragraph in all languages.",
    "side_letters": "There is no master document: each column is the first letter of its language.",
    "side_choose": "Tick the languages that you read, and only these are shown; on paper all are.",
    "absent": "not in this language",
    "side_pages_of": "The pages side by side: {kind}",
    "page_numbered": "Page {number}",
    "page_of": "Page {number}, {language}",
    "pages_apart": "The numbers of pages are far apart: look at those that are marked.",
    # Why a letter stands out
    "why by_hand": "changed by hand after docgen wrote it",
    "why alike": "says the same as {name}",
    "why template": "made from another version of the template than the others",
    "why campaign": "made from other facts in campaign.toml than the others",
    "why pages": {"one": "{n} page; most have {usual}", "other": "{n} pages; most have {usual}"},
    "why late": "answers a nomination that came after the deadline and was accepted",
    "why has": {
        "one": "has paragraph {numbers}, which stands in {count} of {of} letters",
        "other": "has paragraphs {numbers}, which stand in {count} of {of} letters",
    },
    "why lacks": {
        "one": "lacks paragraph {numbers}, which stands in {count} of {of} letters",
        "other": "lacks paragraphs {numbers}, which stand in {count} of {of} letters",
    },
    "why empty": "value {number} is empty",
    "why rare": "value {number} is {value}, as in {count} of {of}",
    "why long": "the longest value {number}: {longest} characters, half of the letters have "
    "{usual} at most",
    "why courtesy": "a courtesy copy, not in the language in which the addressee is written to",
    "why languages": "the addressee is written to in {languages}",
    "value_after": "{number} (after {where})",
    "nothing": "empty",
}
