"""The presence of a day is cancelled, with witnesses and a signed letter."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ALIVE = sa.text("state IS NULL OR state = 'disetujui'")
OPEN = sa.text("state IS NULL")


def upgrade() -> None:
    _create_cancellation()
    for name, columns in (
        ("ix_cancellation_due", ["due_at", "region"]),
        ("ix_cancellation_waiting", ["employee", "due_at", "region"]),
    ):
        op.create_index(name, "cancellation", columns, postgresql_where=OPEN, sqlite_where=OPEN)
    op.create_index(
        op.f("ix_cancellation_employee_date_region"),
        "cancellation",
        ["employee", "date", "region"],
    )
    op.create_index(
        "uq_cancellation_alive",
        "cancellation",
        ["employee", "date", "region"],
        unique=True,
        postgresql_where=ALIVE,
        sqlite_where=ALIVE,
    )
    op.create_table(
        "witness",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("cancellation", sa.Uuid(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("answered_at", Instant, nullable=True),
        sa.PrimaryKeyConstraint("region", "cancellation", "employee", name=op.f("pk_witness")),
        sa.ForeignKeyConstraint(
            ["region", "cancellation"],
            ["cancellation.region", "cancellation.id"],
            name=op.f("fk_witness_region_cancellation"),
        ),
        _employee("witness", "employee"),
    )


def _create_cancellation() -> None:
    op.create_table(
        "cancellation",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("superior", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("filed_at", Instant, nullable=False),
        sa.Column("answer_until", Instant, nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("paper", Json, nullable=True),
        sa.Column("answered_at", Instant, nullable=True),
        sa.Column("letter", Json, nullable=True),
        sa.Column("letter_at", Instant, nullable=True),
        sa.Column("received_by", sa.Uuid(), nullable=True),
        sa.Column("received_at", Instant, nullable=True),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("escalated_at", Instant, nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("decided_at", Instant, nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("article", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_cancellation")),
        *(_employee("cancellation", name) for name in ("employee", "superior", "decided_by")),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_cancellation_{name}"))
            for rule, name in (
                ("superior <> employee", "nobody_cancels_their_own"),
                ("decided_by <> superior", "nobody_acknowledges_their_own"),
                ("decided_by <> employee", "nobody_decides_for_themselves"),
            )
        ),
    )


def _employee(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["region", column],
        ["employee.region", "employee.employee"],
        name=op.f(f"fk_{table}_region_{column}"),
    )


def downgrade() -> None:
    op.drop_table("witness")
    op.drop_table("cancellation")
