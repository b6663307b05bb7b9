"""Where each sentence of a finished letter comes from.

The letter is made once more from its template, row and facts, with traces in the template that the
engine carries through: :mod:`traced` puts them in, :mod:`explaining` reads them and sets the result
beside the finished letter.  So conditions, loops and included templates need no second account.
"""

from __future__ import annotations

from docgen.explain.explaining import Explained, Printed, explain
from docgen.explain.traced import Traces

__all__ = ["Explained", "Printed", "Traces", "explain"]
