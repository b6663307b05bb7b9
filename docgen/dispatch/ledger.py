"""The ledger: what was sent to whom and when, in a SQLite file beside the bundle.

Each address of each message has a state of its own, because a server may take one and refuse the
next; the state of the message follows from theirs.  WAL with ``synchronous=FULL`` makes each
transaction durable when it returns (sqlite.org/pragma.html#pragma_synchronous); every method that
changes something is one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from docgen.diagnostics import DocgenError, Place, error
from docgen.dispatch.clock import as_text, from_text
from docgen.dispatch.states import (
    DECLARABLE,
    OPEN,
    RESENDABLE,
    Address,
    Answer,
    Entry,
    State,
    of_message,
)

if TYPE_CHECKING:
    from docgen.bundle import Bundle, Message

VERSION: Final = 1

_SCHEMA: Final = """
CREATE TABLE bundle (manifest_sha256 TEXT NOT NULL, name TEXT NOT NULL, opened TEXT NOT NULL);
CREATE TABLE messages (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL,
    language TEXT NOT NULL, subject TEXT NOT NULL, draft_sha256 TEXT NOT NULL,
    state TEXT NOT NULL, changed TEXT NOT NULL);
CREATE TABLE addresses (
    message TEXT NOT NULL REFERENCES messages (id), position INTEGER NOT NULL,
    role TEXT NOT NULL, address TEXT NOT NULL, state TEXT NOT NULL, code INTEGER,
    reply TEXT NOT NULL DEFAULT '', changed TEXT NOT NULL, PRIMARY KEY (message, address));
CREATE TABLE attempts (
    number INTEGER PRIMARY KEY AUTOINCREMENT, message TEXT NOT NULL REFERENCES messages (id),
    began TEXT NOT NULL, ended TEXT, server TEXT NOT NULL, sent_sha256 TEXT NOT NULL,
    dated TEXT NOT NULL, outcome TEXT NOT NULL, reply TEXT NOT NULL DEFAULT '');
CREATE TABLE decisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT, message TEXT NOT NULL REFERENCES messages (id),
    decision TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE trials (
    number INTEGER PRIMARY KEY AUTOINCREMENT, message TEXT NOT NULL, address TEXT NOT NULL,
    server TEXT NOT NULL, at TEXT NOT NULL, outcome TEXT NOT NULL);
"""


class Ledger:
    """The ledger at ``path``; :class:`DocgenError` with D018 when it cannot be used.

    ``now`` is asked for the time of each change.  Changes are made only by the holder of the
    bundle's :class:`~docgen.dispatch.lock.SenderLock`; anybody may read.  ``archived`` is for one
    that nobody changes any more, and that need not be on a medium that can be written.
    """

    def __init__(
        self, path: Path, shown: str, now: Callable[[], datetime], *, archived: bool = False
    ) -> None:
        self._place = Place(shown)
        self._now = now
        name = f"{path.absolute().as_uri()}?immutable=1" if archived else path
        with self._usable():
            self._base = sqlite3.connect(name, isolation_level=None, timeout=10, uri=archived)
        try:
            with self._usable():
                if archived:
                    self._prepare()
                    return
                # Without WAL (a file system that cannot share memory), FULL is durable as well.
                self._base.execute("PRAGMA journal_mode=WAL").fetchone()
                self._base.execute("PRAGMA synchronous=FULL")
                self._base.execute("PRAGMA foreign_keys=ON")
                self._prepare()
        except BaseException:
            self._base.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._base.close()

    def _prepare(self) -> None:
        version = self._base.execute("PRAGMA user_version").fetchone()[0]
        if version == VERSION:
            return
        if version != 0:
            raise self._unusable(f"it was written by a newer docgen (version {version})")
        with self._change() as base:
            if base.execute("PRAGMA user_version").fetchone()[0] == 0:
                if base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    raise self._unusable("it is a file of another program")
                for statement in _SCHEMA.strip().split(";\n"):
                    base.execute(statement)
                base.execute(f"PRAGMA user_version={VERSION}")

    # Reading.

    def entries(self) -> dict[str, Entry]:
        """All messages by their Message-ID, in the bundle's order."""
        with self._usable():
            states = dict(self._base.execute("SELECT id, state FROM messages ORDER BY position"))
            rows = self._base.execute(
                "SELECT message, address, role, state, code, reply FROM addresses ORDER BY position"
            ).fetchall()
            tries = {
                message: (count, last)
                for message, count, last in self._base.execute(
                    "SELECT message, count(*), max(began) FROM attempts GROUP BY message"
                )
            }
        addresses: dict[str, list[Address]] = {message: [] for message in states}
        for message, address, role, state, code, reply in rows:
            addresses[message].append(Address(address, role, State(state), code, reply))
        return {
            message: Entry(message, State(state), tuple(addresses[message]),
                           *tries.get(message, (0, None)))
            for message, state in states.items()
        }  # fmt: skip

    def serves(self, bundle: Bundle) -> bool:
        """Whether this is the ledger of exactly this bundle; ``False`` where it is of another one
        of which nothing was sent. D019 where something was."""
        with self._usable():
            known = self._base.execute("SELECT manifest_sha256 FROM bundle").fetchone()
        if known == (bundle.digest,):
            return True
        if self.is_touched():
            raise DocgenError(
                error("D019", self._place, "letters were sent already, from a bundle of this name "
                      "with other content",
                      "put that bundle back; what has to be corrected goes into a corrigendum")
            )  # fmt: skip
        return False

    def is_touched(self) -> bool:
        """Whether anything was tried, or decided on."""
        with self._usable():
            (count,) = self._base.execute(
                "SELECT (SELECT count(*) FROM attempts) + (SELECT count(*) FROM decisions)"
            ).fetchone()
        return bool(count)

    def open_addresses(self, message: str) -> tuple[str, ...]:
        """The addresses of a message that are planned or deferred, in its order."""
        with self._usable():
            rows = self._base.execute(
                "SELECT address FROM addresses WHERE message=? AND state IN (?, ?)"
                " ORDER BY position",
                (message, *OPEN),
            ).fetchall()
        return tuple(address for (address,) in rows)

    def state(self, message: str) -> State:
        """Where one message stands."""
        with self._usable():
            found = self._base.execute("SELECT state FROM messages WHERE id=?", (message,))
            return State(found.fetchone()[0])

    def last_attempt(self) -> datetime | None:
        """When the last message, or trial, went to a server."""
        with self._usable():
            found = self._base.execute(
                "SELECT max(moment) FROM (SELECT max(began) AS moment FROM attempts"
                " UNION ALL SELECT max(at) FROM trials)"
            ).fetchone()[0]
        try:
            return None if found is None else from_text(found)
        except ValueError:
            raise self._unusable("it holds a time that is none") from None

    # Changing.

    def adopt(self, bundle: Bundle) -> None:
        """Take the bundle's messages in as planned.

        D019 when the ledger is of other bytes of which something was sent already; where nothing
        was, the bundle was made again before sending, and the ledger begins anew.
        """
        with self._change() as base:
            if self.serves(bundle):
                return
            for table in ("addresses", "messages", "bundle"):
                base.execute(f"DELETE FROM {table}")
            at = as_text(self._now())
            base.execute("INSERT INTO bundle VALUES (?, ?, ?)", (bundle.digest, bundle.name, at))
            for position, planned in enumerate(bundle.messages):
                self._plan(base, position, planned, bundle.sha256(planned.draft), at)

    def recover(self) -> None:
        """What a run left in flight has an unknown fate."""
        with self._change() as base:
            found = base.execute("SELECT id FROM messages WHERE state=?", (State.IN_FLIGHT,))
            for (message,) in found.fetchall():
                self._flying(message, Answer(State.UNKNOWN, None, "the run was stopped"))
                base.execute(
                    "UPDATE attempts SET outcome=? WHERE message=? AND ended IS NULL",
                    (State.UNKNOWN, message),
                )

    def begin(
        self,
        message: str,
        answers: Mapping[str, Answer],
        server: str,
        data_sha256: str,
        dated: datetime,
    ) -> int:
        """From now on the server may have the message; ``answers`` are its answers to the
        addresses, those in flight among them. Gives the number of the attempt."""
        with self._change() as base:
            self._note(message, answers)
            found = base.execute(
                "INSERT INTO attempts (message, began, server, sent_sha256, dated, outcome)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (message, as_text(self._now()), server, data_sha256, as_text(dated),
                 State.IN_FLIGHT),
            )  # fmt: skip
            return int(found.lastrowid or 0)

    def settle(self, message: str, attempt: int, answer: Answer) -> None:
        """What became of the addresses that were in flight."""
        with self._change() as base:
            self._flying(message, answer)
            base.execute(
                "UPDATE attempts SET ended=?, outcome=?, reply=? WHERE number=?",
                (as_text(self._now()), answer.state, answer.reply, attempt),
            )

    def turned_away(self, message: str, answers: Mapping[str, Answer], server: str) -> None:
        """An attempt that ended before the message itself was offered."""
        with self._change() as base:
            self._note(message, answers)
            at = as_text(self._now())
            first = next(iter(answers.values()))
            base.execute(
                "INSERT INTO attempts (message, began, ended, server, sent_sha256, dated, outcome,"
                " reply) VALUES (?, ?, ?, ?, '', ?, ?, ?)",
                (message, at, at, server, at, first.state, first.reply),
            )

    def decide(self, message: str, resend: bool) -> None:
        """A person's word on a message: send it again, or take it as sent.

        It concerns the addresses whose fate is unknown; where there is none, those that were
        refused (again) or are still open (sent).
        """
        at = as_text(self._now())
        new = State.PLANNED if resend else State.ACCEPTED
        old = RESENDABLE if resend else DECLARABLE
        if self.state(message) is State.UNKNOWN:
            old = (State.UNKNOWN,)
        marks = ", ".join("?" * len(old))
        said = "to be sent again, by decision" if resend else "sent, by decision"
        with self._change() as base:
            base.execute(
                "UPDATE addresses SET state=?, code=NULL, reply=?, changed=?"
                f" WHERE message=? AND state IN ({marks})",
                (new, said, at, message, *old),
            )
            base.execute(
                "INSERT INTO decisions (message, decision, at) VALUES (?, ?, ?)",
                (message, "resend" if resend else "sent", at),
            )
            self._follow(message, at)

    def trial(self, message: str, address: str, server: str, outcome: str) -> None:
        """A letter that was sent to oneself; no message's state changes."""
        with self._change() as base:
            base.execute(
                "INSERT INTO trials (message, address, server, at, outcome) VALUES (?, ?, ?, ?, ?)",
                (message, address, server, as_text(self._now()), outcome),
            )

    # Inside a transaction.

    def _plan(
        self, base: sqlite3.Connection, position: int, planned: Message, draft: str, at: str
    ) -> None:
        base.execute(
            "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (planned.id, position, planned.key, planned.kind, planned.language, planned.subject,
             draft, State.PLANNED, at),
        )  # fmt: skip
        both = [*(("to", each) for each in planned.to), *(("cc", each) for each in planned.cc)]
        for number, (role, address) in enumerate(both):
            base.execute(
                "INSERT OR IGNORE INTO addresses (message, position, role, address, state, changed)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (planned.id, number, role, address, State.PLANNED, at),
            )

    def _note(self, message: str, answers: Mapping[str, Answer]) -> None:
        at = as_text(self._now())
        self._base.executemany(
            "UPDATE addresses SET state=?, code=?, reply=?, changed=?"
            " WHERE message=? AND address=?",
            [(each.state, each.code, each.reply, at, message, address)
             for address, each in answers.items()],
        )  # fmt: skip
        self._follow(message, at)

    def _flying(self, message: str, answer: Answer) -> None:
        at = as_text(self._now())
        self._base.execute(
            "UPDATE addresses SET state=?, code=?, reply=?, changed=? WHERE message=? AND state=?",
            (answer.state, answer.code, answer.reply, at, message, State.IN_FLIGHT),
        )
        self._follow(message, at)

    def _follow(self, message: str, at: str) -> None:
        """The message's state after those of its addresses."""
        rows = self._base.execute("SELECT state FROM addresses WHERE message=?", (message,))
        state = of_message(State(state) for (state,) in rows)
        self._base.execute(
            "UPDATE messages SET state=?, changed=? WHERE id=?", (state, at, message)
        )

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """One transaction: durable when this ends, without trace when it fails."""
        with self._usable():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield self._base
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError) as fault:
            raise self._unusable(str(fault)) from fault

    def _unusable(self, why: str) -> DocgenError:
        return DocgenError(
            error("D018", self._place, f"the ledger cannot be used: {why}",
                  "keep the file; look at the folder's rights and at the free space")
        )  # fmt: skip


def to_be_read(path: Path, shown: str, now: Callable[[], datetime]) -> Ledger:
    """The ledger at ``path`` for somebody who only reads it, also in an archive that cannot be
    written. D018 when it cannot be used."""
    try:
        return Ledger(path, shown, now)
    except DocgenError:
        # What is not in the file yet would not be seen there.
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise
        return Ledger(path, shown, now, archived=True)
