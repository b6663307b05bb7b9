"""How the letters of a campaign leave."""

from __future__ import annotations

from typing import Annotated

from docgen.campaign import readers
from docgen.campaign.tables import PerLanguage, Table


class Dispatch(Table):
    """``[dispatch]``: how letters leave by mail; no template sees it.

    ``sender`` is the address that messages come from, the contact's where none is given;
    ``sender_name`` what is shown with it, the bureau's name where none is given.  ``allow`` are the
    only addresses and domains that mail may go to; ``rate`` is the most messages a minute.
    ``needs_approval`` says whether sending waits for ``docgen approve``: left out, it does for
    personal letters.
    """

    sender: Annotated[str, readers.EMAIL] | None = None
    sender_name: PerLanguage | None = None
    allow: Annotated[tuple[str, ...], readers.ALLOWED] | None = None
    rate: Annotated[int, readers.RATE] = 30
    needs_approval: Annotated[bool, readers.YES_OR_NO] | None = None
