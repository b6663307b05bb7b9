"""Reading a list in a process of its own.

What a workbook takes of memory while it is read is given back when that process ends, before the
first letter; and a damaged one that makes its reader ask for hundreds of gigabytes ends that
process and not docgen's.  The rows come batch by batch, and wait on the disk.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from traceback import format_exception
from typing import Any, Final

from docgen.diagnostics import Outcome
from docgen.recipients.archive import SheetError
from docgen.recipients.table import Row, Table
from docgen.spool import AT_ONCE, Spool, packed

MAX_MEMORY: Final = 8 * 1024**3  # bytes of address space of the process that reads


def read_apart(read: Callable[..., Outcome[Table]], *arguments: Any) -> Outcome[Table]:
    """What ``read`` gives of its arguments, the rows in a spool.

    Raises :class:`SheetError` where reading ended the process, and what ``read`` raises.
    """
    context = get_context()
    here, there = context.Pipe(duplex=False)
    process = context.Process(
        target=_serve, args=(there, read, arguments), name="reader", daemon=True
    )
    process.start()
    there.close()
    rows: Spool[Row] = Spool(kind=Row._make)
    try:
        while isinstance(answer := here.recv(), int):
            rows.take(here.recv_bytes(), answer)
    except EOFError as fault:
        raise SheetError("the list is damaged, and cannot be read safely") from fault
    except BaseException:
        process.kill()
        raise
    finally:
        here.close()
        process.join()
    if isinstance(answer, BaseException):
        raise answer
    table, findings = answer
    if table is not None:
        rows.extend(table.rows)
        table = replace(table, rows=rows)
    return Outcome(table, findings)


def _serve(
    there: Connection, read: Callable[..., Outcome[Table]], arguments: tuple[Any, ...]
) -> None:
    """Read, and send: batches of rows, each after their number, then the rest."""
    # The reader says on stderr what it stumbles over; the findings say it to the user.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.disable()  # all goes when the process ends
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        within = MAX_MEMORY if most == resource.RLIM_INFINITY else min(MAX_MEMORY, most)
        resource.setrlimit(resource.RLIMIT_AS, (within, most))
    try:
        table, findings = read(*arguments)
    except Exception as fault:  # whatever it is, it is raised by who has asked
        fault.add_note("".join(format_exception(fault)))
        there.send(fault)
        return
    if table is not None:
        whole = len(table.rows) // AT_ONCE * AT_ONCE
        for begin in range(0, whole, AT_ONCE):
            there.send(AT_ONCE)
            there.send_bytes(packed(map(tuple, table.rows[begin : begin + AT_ONCE])))
        table = replace(table, rows=table.rows[whole:])
    there.send((table, findings))
