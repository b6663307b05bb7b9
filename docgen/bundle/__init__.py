"""What is dispatched: a bag (BagIt 1.0, RFC 8493) of published letters, drafts and register.

:func:`choose` picks published letters, :func:`plan_bundle` looks them over and plans the messages,
:func:`write_bundle` writes the bag, a :class:`Shelf` puts it in its place; :func:`read_bundle`
reads one, :func:`verify` says what is wrong with it.  Equal input gives an equal bag, byte for
byte, as a folder and as a zip file.
"""

from __future__ import annotations

from docgen.bundle.about import About
from docgen.bundle.choosing import Chosen, Selection, Stale, Wish, added_to, choose
from docgen.bundle.manifest import Corrects, Letter, Manifest, Message
from docgen.bundle.packing import (
    Order,
    Plan,
    manifest_of,
    name_of,
    plan_bundle,
    reference_of,
    register_beside,
    register_entries,
    write_bundle,
)
from docgen.bundle.reading import Bundle, read_bundle
from docgen.bundle.verifying import verify
from docgen.bundle.writing import BagFolder, Shelf

__all__ = [
    "About",
    "BagFolder",
    "Bundle",
    "Chosen",
    "Corrects",
    "Letter",
    "Manifest",
    "Message",
    "Order",
    "Plan",
    "Selection",
    "Shelf",
    "Stale",
    "Wish",
    "added_to",
    "choose",
    "manifest_of",
    "name_of",
    "plan_bundle",
    "read_bundle",
    "reference_of",
    "register_beside",
    "register_entries",
    "verify",
    "write_bundle",
]
