"""The tag files of a bag: BagIt 1.0, RFC 8493.

They are written in one form only, so that reading them back means comparing them: any byte that
differs is seen, in the lists of the lists as well.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from docgen.bundle.paths import decoded, encoded

ALGORITHMS: Final = ("sha256", "sha512")
DECLARATION: Final = "bagit.txt"
INFO: Final = "bag-info.txt"
PAYLOADS: Final = tuple(f"manifest-{name}.txt" for name in ALGORITHMS)
LISTED: Final = tuple(sorted((DECLARATION, INFO, *PAYLOADS)))
"""The tag files that the tag manifests list."""
TAG_MANIFESTS: Final = tuple(f"tagmanifest-{name}.txt" for name in ALGORITHMS)
TAG_FILES: Final = (*LISTED, *TAG_MANIFESTS)

_VERSION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_LINE: Final = re.compile(r"([0-9a-f]+)  (.+)")


class Digests(NamedTuple):
    """A file's hashes, in hex, and its size in bytes."""

    sha256: str
    sha512: str
    size: int

    @classmethod
    def of(cls, data: bytes) -> Digests:
        """The hashes of these bytes."""
        return cls(hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest(), len(data))


def tag_files(payload: Mapping[str, Digests], info: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """All tag files of a bag by name.

    ``payload`` has the files below ``data/`` by path; ``info`` are the labels and values of
    bag-info.txt (section 2.2.2), to which Payload-Oxum is added: octets and number of files.
    """
    octets = sum(one.size for one in payload.values())
    stated = [*info, ("Payload-Oxum", f"{octets}.{len(payload)}")]
    lines = (f"{label}: {' '.join(value.split())}\n" for label, value in stated)
    files = {DECLARATION: _VERSION, INFO: "".join(lines).encode("utf-8")}
    for name, algorithm in zip(PAYLOADS, ALGORITHMS, strict=True):
        digests = {path: str(getattr(one, algorithm)) for path, one in payload.items()}
        files[name] = manifest_text(digests)
    for name, algorithm in zip(TAG_MANIFESTS, ALGORITHMS, strict=True):
        digests = {tag: str(getattr(Digests.of(files[tag]), algorithm)) for tag in LISTED}
        files[name] = manifest_text(digests)
    return files


def manifest_text(digests: Mapping[str, str]) -> bytes:
    """A manifest (section 2.1.3): one line a file, sorted by path."""
    lines = (f"{digests[path]}  {encoded(path)}\n" for path in sorted(digests))
    return "".join(lines).encode("utf-8")


def read_manifest_text(data: bytes) -> dict[str, str] | None:
    """The digests by path, ``None`` for a manifest that is not in the form of docgen's."""
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None
    found: dict[str, str] = {}
    for line in lines[:-1]:
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        found[decoded(match[2])] = match[1]
    return found if manifest_text(found) == data else None
