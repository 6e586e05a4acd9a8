"""A leg that is tried has an owner, a date and an end; a stamp may be looked at, and followed."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_KEY = ["region", "employee", "date", "leg"]
_OPEN = sa.text("state IS NULL")

# What the two databases spell differently: a new key, a JSON value, a local date of Indonesia
# (zones reach from +07 to +09; only shares that end around midnight could be taken for the next
# day's, and whoever makes one is asked to share again).
_NEW_ID = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}
_VAGUE = {"postgresql": "CAST('[\"vague\"]' AS JSONB)", "sqlite": "'[\"vague\"]'"}
_DAY = {
    "postgresql": "CAST(s.expires_at AT TIME ZONE 'UTC' + INTERVAL '8 hours' AS date)",
    "sqlite": "date(s.expires_at, '+8 hours')",
}
_LATER = {
    "postgresql": "at + INTERVAL '7 days'",
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f000', at, '+7 days')",
}


_HERE = "ix_stamp_latitude_longitude_region_employee"


def upgrade() -> None:
    # Made anew after the key: of two indexes that cost the same PostgreSQL takes the newer one,
    # and while nothing is known of the table it must be the one that leads to the point.
    op.drop_index(_HERE, table_name="stamp")
    with op.batch_alter_table("stamp", recreate="auto") as table:
        table.drop_constraint("pk_stamp", type_="primary")
        table.add_column(sa.Column("duty", sa.SmallInteger, nullable=False, server_default="1"))
        table.add_column(sa.Column("nth", sa.SmallInteger, nullable=False, server_default="0"))
        table.create_primary_key("pk_stamp", [*_KEY, "duty", "nth"])
    op.create_index(_HERE, "stamp", ["latitude", "longitude", "region", "employee"])
    with op.batch_alter_table("employee_duty", recreate="auto") as table:
        table.drop_constraint("pk_employee_duty", type_="primary")
        table.add_column(sa.Column("number", sa.SmallInteger, nullable=False, server_default="1"))
        table.create_primary_key("pk_employee_duty", ["region", "employee", "since", "number"])
    _create_review()
    _look_at_those_that_wait()
    op.rename_table("share", "old_share")
    _create_share()
    _take_over()
    op.drop_table("old_share")


def _create_review() -> None:
    op.create_table(
        "review",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("leg", sa.Text(), nullable=False),
        sa.Column("duty", sa.SmallInteger(), nullable=False),
        sa.Column("nth", sa.SmallInteger(), nullable=False),
        sa.Column("reasons", Json, nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("escalated_at", Instant),
        sa.Column("answer", sa.Text()),
        sa.Column("paper", Json),
        sa.Column("answered_at", Instant),
        sa.Column("state", sa.Text()),
        sa.Column("decided_at", Instant),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("remark", sa.Text()),
        sa.CheckConstraint(
            "decided_by <> employee", name=op.f("ck_review_nobody_decides_for_themselves")
        ),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_review_region_employee"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "decided_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_review_region_decided_by"),
        ),
        sa.ForeignKeyConstraint(
            [*_KEY, "duty", "nth"],
            [f"stamp.{name}" for name in (*_KEY, "duty", "nth")],
            name=op.f("fk_review_region_employee_date_leg_duty_nth"),
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_review")),
        sa.UniqueConstraint(
            *("employee", "date", "leg", "duty", "nth", "region"),
            name=op.f("uq_review_employee_date_leg_duty_nth_region"),
        ),
    )
    op.create_index(
        "ix_review_due",
        "review",
        ["due_at", "region"],
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    )


def _look_at_those_that_wait() -> None:
    """Their people were told that a superior would look; until now none was asked to."""
    here = op.get_bind().dialect.name
    columns = "region, id, employee, date, leg, duty, nth, reasons, asked_at, due_at"
    values = (
        f"region, {_NEW_ID[here]}, employee, date, leg, 1, 0, {_VAGUE[here]}, at, {_LATER[here]}"
    )
    op.execute(f"INSERT INTO review ({columns}) SELECT {values} FROM stamp WHERE review")  # noqa: S608 - our own words


def _create_share() -> None:
    op.drop_index("ix_share_expires_at", table_name="old_share")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX pk_share RENAME TO pk_old_share")
    op.create_table(
        "share",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("duty", sa.SmallInteger(), nullable=False),
        sa.Column("leg", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("message", sa.Text()),
        sa.Column("listens_until", Instant),
        sa.Column("unsure_since", Instant),
        sa.Column("unsure_in", sa.Text(), nullable=False),
        sa.Column("stamped", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("trace", Json, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_share_region_employee"),
        ),
        sa.PrimaryKeyConstraint(
            *("region", "employee", "date", "duty", "leg"), name=op.f("pk_share")
        ),
    )
    op.create_index(op.f("ix_share_ends_at"), "share", ["ends_at"])
    op.create_index(op.f("ix_share_listens_until"), "share", ["listens_until"])


def _take_over() -> None:
    """Live locations that run on, for whoever is connected to their chat; the last of a leg."""
    day = _DAY[op.get_bind().dialect.name]
    columns = (
        "region, employee, date, duty, leg, channel, address, message, listens_until, "
        "unsure_since, unsure_in, trace, ends_at"
    )
    values = (
        f"s.region, b.employee, {day}, 1, s.leg, s.channel, s.address, s.message, s.expires_at, "
        "s.unsure_since, s.message, s.trace, s.expires_at"
    )
    theirs = "b.region = s.region AND b.channel = s.channel AND b.address = s.address"
    source = f"old_share AS s JOIN binding AS b ON {theirs} WHERE s.leg IS NOT NULL"
    op.execute(  # the WHERE keeps SQLite from taking ON CONFLICT for a part of the join
        f"INSERT INTO share ({columns}) SELECT {values} FROM {source} "  # noqa: S608 - our own words
        "ORDER BY s.expires_at DESC ON CONFLICT DO NOTHING"
    )


def downgrade() -> None:
    op.drop_table("share")
    op.create_table(
        "share",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("leg", sa.Text()),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("unsure_since", Instant),
        sa.Column("trace", Json, nullable=False),
        sa.PrimaryKeyConstraint(
            *("region", "channel", "address", "message"), name=op.f("pk_share")
        ),
    )
    op.create_index(op.f("ix_share_expires_at"), "share", ["expires_at"])
    op.drop_table("review")
    # Of several stamps of a leg the older release knows the first.
    op.execute("DELETE FROM stamp WHERE duty > 1 OR nth > 0")
    op.execute("DELETE FROM employee_duty WHERE number > 1")
    for table, key in (("stamp", _KEY), ("employee_duty", ["region", "employee", "since"])):
        with op.batch_alter_table(table, recreate="auto") as changed:
            changed.drop_constraint(f"pk_{table}", type_="primary")
            for name in ("duty", "nth") if table == "stamp" else ("number",):
                changed.drop_column(name)
            changed.create_primary_key(f"pk_{table}", key)
