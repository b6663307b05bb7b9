"""Letters to the people of a list: confirmations, the notes that go with them, invitations.

:mod:`setting` says what such a letter sees, :mod:`planning` who gets which one in which language
under which name.  They are rendered by :func:`docgen.rendering.render`, as those of the lists are.
"""

from __future__ import annotations

from docgen.personal.planning import PlannedLetter, chosen, plan
from docgen.personal.setting import Sent, Setting, make_setting

__all__ = ["PlannedLetter", "Sent", "Setting", "chosen", "make_setting", "plan"]
