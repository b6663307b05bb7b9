"""A bag as one zip file (PKWARE APPNOTE 6.3), the same bytes for the same bag on any machine.

Files are stored, not deflated: letters and PDFs are compressed already, and a deflated file would
have the bytes of one version of zlib.  Times are the first that the format knows, names are UTF-8.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20  # of the format that a reader needs to know
_UTF8: Final = 0x800
_MIDNIGHT: Final = 0
_FIRST_DAY: Final = 0x21  # 1 January 1980
_MOST: Final = 0xFFFF
_LARGEST: Final = 0xFFFFFFFF


def zip_chunks(folder: str, names: Iterable[str], read: Callable[[str], bytes]) -> Iterator[bytes]:
    """The bytes of a zip file that has ``names`` below ``folder/``, piece by piece.

    Raises :class:`OverflowError` for more than the format holds without its 64-bit extension.
    """
    directory: list[bytes] = []
    offset = 0
    for name in names:
        data = read(name)
        path = f"{folder}/{name}".encode()
        size = len(data)
        if max(offset, size) >= _LARGEST or len(directory) >= _MOST - 1:
            raise OverflowError("it is larger than 4 GB or has more than 65,000 files")
        stated = (_UTF8, 0, _MIDNIGHT, _FIRST_DAY, zlib.crc32(data), size, size, len(path), 0)
        local = _LOCAL.pack(b"PK\x03\x04", _VERSION, *stated) + path
        directory.append(
            _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *stated, 0, 0, 0, 0, offset) + path
        )
        offset += len(local) + size
        yield local
        yield data
    whole = b"".join(directory)
    if offset + len(whole) >= _LARGEST:
        raise OverflowError("it is larger than 4 GB")
    count = len(directory)
    yield whole
    yield _END.pack(b"PK\x05\x06", 0, 0, count, count, len(whole), offset, 0)
