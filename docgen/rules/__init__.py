"""The rules of a campaign that follow from its data: pure functions of typed values and facts.

:mod:`membership` says who is a member on a day, :mod:`states` which nominations stand,
:mod:`nominations` what must be true of the nominees of the regions, :mod:`trainings` what must be
true of invitations.  The numbers in the docstrings are those of the domain's rules.  A finding of
severity error stops the letters, a warning asks for a decision (``--accept CODE``), a note informs.
"""

from __future__ import annotations

from docgen.rules.membership import members_on
from docgen.rules.nominations import (
    NominationFacts,
    confirmations_on,
    is_late,
    nominations,
)
from docgen.rules.states import is_accepted, state_of
from docgen.rules.trainings import TrainingFacts, invitations_on

__all__ = [
    "NominationFacts",
    "TrainingFacts",
    "confirmations_on",
    "invitations_on",
    "is_accepted",
    "is_late",
    "members_on",
    "nominations",
    "state_of",
]
