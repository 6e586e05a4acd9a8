"""Old tables made new: what 0001 and 0002 did not make yet when they were first run.

Both were changed after databases had been made with them, the last time after 0005: such a
database calls itself up to date, and refuses every stamp made elsewhere (Pasal 9A, 9B). This looks
at what is there, and leaves alone what is right already.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.base import Json

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# The indexes as they are to be: table, columns, and of a partial one its condition.
_INDEXES: dict[str, tuple[str, list[str], str | None]] = {
    "uq_outbox_dedupe": ("outbox", ["dedupe", "region"], "dedupe IS NOT NULL"),
    "ix_stamp_latitude_longitude_region_employee": (
        "stamp",
        ["latitude", "longitude", "region", "employee"],
        None,
    ),
    "ix_activity_waiting": ("activity", ["employee", "due_at", "region"], "state IS NULL"),
    "ix_activity_card_region": ("activity", ["card", "region"], None),
}
_OUTDATED = {
    "ix_conversation_touched_at": "conversation",
    "ix_stamp_region_latitude_longitude": "stamp",
    "ix_stamp_latitude_longitude_region": "stamp",
}


def upgrade() -> None:
    for name, table in _OUTDATED.items():
        if name in _indexes(table):
            op.drop_index(name, table_name=table)
    for name, (table, columns, _) in _INDEXES.items():
        if _indexes(table).get(name, columns) != columns:
            op.drop_index(name, table_name=table)
    _stamp()
    _inbox()
    _outbox()
    _unique("employee", ["nip", "region"])
    _unique("binding", ["employee", "region"])
    _activity()
    for name, (table, columns, where) in _INDEXES.items():
        if name not in _indexes(table):
            _create_index(name, table, columns, where)


def downgrade() -> None:
    """Nothing: the migrations before this one now make the same tables."""


def _stamp() -> None:
    """A stamp made elsewhere has no place, and a forgotten one no coordinates (KAM-18)."""
    columns = {each["name"]: each["nullable"] for each in _inspector().get_columns("stamp")}
    shut = [name for name in ("place", "distance", "latitude", "longitude") if not columns[name]]
    if shut:
        with _changed("stamp") as table:
            for name in shut:
                table.alter_column(name, nullable=True)


def _inbox() -> None:
    """Of a mark from before nobody knows the chat any more; only its number is asked for."""
    if "address" in _columns("inbox"):
        return
    with _changed("inbox") as table:
        table.add_column(sa.Column("address", sa.Text(), nullable=False, server_default=""))
    with _changed("inbox") as table:
        table.alter_column("address", server_default=None)


def _outbox() -> None:
    old = "uq_outbox_region_dedupe"
    joins = "joins" not in _columns("outbox")
    whole = old in {each["name"] for each in _inspector().get_unique_constraints("outbox")}
    if joins or whole:
        with _changed("outbox") as table:
            if whole:
                table.drop_constraint(old, type_="unique")
            if joins:
                table.add_column(sa.Column("joins", sa.Text(), nullable=True))


def _unique(table: str, columns: list[str]) -> None:
    """The region comes last: a key that begins with it leads a planner to everybody's rows."""
    found = {
        each["name"]: each["column_names"] for each in _inspector().get_unique_constraints(table)
    }
    if columns in found.values():
        return
    with _changed(table) as changed:
        for name, old in found.items():
            if name is not None and sorted(old) == sorted(columns):
                changed.drop_constraint(name, type_="unique")
        changed.create_unique_constraint(op.f(f"uq_{table}_{'_'.join(columns)}"), columns)


def _activity() -> None:
    """Of daily work from before there were cards each is a card of its own."""
    if "card" in _columns("activity"):
        return
    with _changed("activity") as table:
        table.add_column(sa.Column("photo", Json, nullable=True))
        table.add_column(sa.Column("photo_before", sa.Text(), nullable=True))
        table.add_column(sa.Column("beyond", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("card", sa.Uuid(), nullable=True))
    op.execute("UPDATE activity SET card = id")
    with _changed("activity") as table:
        table.alter_column("beyond", server_default=None)
        table.alter_column("card", nullable=False)


def _create_index(name: str, table: str, columns: list[str], where: str | None) -> None:
    partial: dict[str, Any] = {}
    if where is not None:
        partial = {"postgresql_where": sa.text(where), "sqlite_where": sa.text(where)}
    op.create_index(name, table, columns, unique=name.startswith("uq_"), **partial)


def _changed(table: str) -> Any:  # noqa: ANN401 - a context manager of BatchOperations
    """SQLite rewrites a table to change it, and knows its conditions only if it is told."""
    if table != "activity":
        return op.batch_alter_table(table)
    checks = {
        "ck_activity_nobody_decides_for_themselves": "decided_by <> employee",
        "ck_activity_takes_time": "minutes > 0",
    }
    kept = (sa.CheckConstraint(text, name=op.f(name)) for name, text in checks.items())
    return op.batch_alter_table(table, table_args=tuple(kept))


def _inspector() -> sa.Inspector:
    """A new one each time: it remembers what it has seen."""
    return sa.inspect(op.get_bind())


def _columns(table: str) -> set[str]:
    return {each["name"] for each in _inspector().get_columns(table)}


def _indexes(table: str) -> dict[str | None, list[str | None]]:
    return {each["name"]: each["column_names"] for each in _inspector().get_indexes(table)}
