"""A bag as one zip file (PKWARE APPNOTE 6.3), the same bytes for the same bag on any machine.

Files are stored, not deflated: letters and PDFs are compressed already, and a deflated file would
have the bytes of one version of zlib.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from docgen.zipped import Entry, end_of, records

_MOST: Final = 0xFFFF
_LARGEST: Final = 0xFFFFFFFF


def zip_chunks(folder: str, names: Iterable[str], read: Callable[[str], bytes]) -> Iterator[bytes]:
    """The bytes of a zip file that has ``names`` below ``folder/``, piece by piece.

    Raises :class:`OverflowError` for more than the format holds without its 64-bit extension.
    """
    directory: list[bytes] = []
    offset = 0
    for name in names:
        entry = Entry.stored(f"{folder}/{name}", read(name))
        if max(offset, entry.size) >= _LARGEST or len(directory) >= _MOST - 1:
            raise OverflowError("it is larger than 4 GB or has more than 65,000 files")
        said = records(entry)
        directory.append(said.in_directory(offset))
        offset += len(said.local) + entry.size
        yield said.local
        yield entry.data
    whole = b"".join(directory)
    if offset + len(whole) >= _LARGEST:
        raise OverflowError("it is larger than 4 GB")
    yield whole
    yield end_of(len(directory), len(whole), offset)
