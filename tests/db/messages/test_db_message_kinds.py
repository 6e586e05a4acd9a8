"""What waited in words before there were kinds is a reply; no release meets what it cannot word."""

import pytest
import sqlalchemy as sa

from db.messages.outbox import REPLY, outbox
from db.migrations import downgrade, upgrade
from tests.db.test_db_migrations import run, seen
from tests.harness.database import ON_ITS_OWN

OLD = """
    INSERT INTO outbox (region, id, channel, address, priority, dedupe, joins, body, created_at,
        not_before, state, attempts)
    VALUES ('bulungan', '{id:032x}', 'telegram', '5001', 1, '{key}', {joins}, '{{"text": "Rapat"}}',
        '2026-04-06 00:00:00+00:00', '2026-04-06 00:00:00+00:00', 'pending', 0)"""
NEW = "UPDATE outbox SET kind = 'akun_dilepas', state = '{state}', unreached = {unreached}"


def told(connection: sa.Connection) -> list[tuple[object, ...]]:
    columns = (outbox.c.kind, outbox.c.edits_key, outbox.c.body, outbox.c.unreached)
    return [tuple(row) for row in connection.execute(sa.select(*columns).order_by(outbox.c.id))]


@ON_ITS_OWN
def test_what_waits_is_carried_over_and_back(database_url: str) -> None:
    downgrade(database_url, "0018")
    rows = [(1, "kartu", "NULL"), (2, "lagi", "'kartu'")]
    run(database_url, *(OLD.format(id=id_, key=key, joins=joins) for id_, key, joins in rows))
    expected = [(REPLY, None, {"text": "Rapat"}, False), (REPLY, "kartu", {"text": "Rapat"}, False)]
    for _ in range(2):
        upgrade(database_url)
        assert seen(database_url, told) == expected
        downgrade(database_url, "0018")


@ON_ITS_OWN
def test_nobody_goes_back_while_notifications_wait(database_url: str) -> None:
    """An older release knows words only: it would take them for bugs."""
    downgrade(database_url, "0018")
    run(database_url, OLD.format(id=1, key="kartu", joins="NULL"))
    upgrade(database_url)
    run(database_url, NEW.format(state="pending", unreached="false"))
    with pytest.raises(RuntimeError, match="1 messages wait in the outbox; let them be sent first"):
        downgrade(database_url, "0018")
    assert [row[0] for row in seen(database_url, told)] == ["akun_dilepas"]
    run(database_url, NEW.format(state="failed", unreached="true"))
    downgrade(database_url, "0018")
    upgrade(database_url)
    assert [row[3] for row in seen(database_url, told)] == [False]
