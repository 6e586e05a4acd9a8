"""Requests."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "request",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("paper", Json, nullable=True),
        sa.Column("paper_before", sa.Text(), nullable=True),
        sa.Column("substitute", sa.Uuid(), nullable=True),
        sa.Column("filed_at", Instant, nullable=False),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("escalated_at", Instant, nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("decided_at", Instant, nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.CheckConstraint('"last" >= "first"', name=op.f("ck_request_ends_after_it_begins")),
        sa.CheckConstraint(
            "decided_by <> employee", name=op.f("ck_request_nobody_decides_for_themselves")
        ),
        sa.CheckConstraint(
            "substitute <> employee", name=op.f("ck_request_nobody_stands_in_for_themselves")
        ),
        *(_person(column) for column in ("employee", "substitute", "decided_by")),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_request")),
    )
    op.create_index(
        op.f("ix_request_employee_last_region"), "request", ["employee", "last", "region"]
    )
    for name, columns in _OPEN.items():
        op.create_index(
            name, "request", columns, postgresql_where=_UNDECIDED, sqlite_where=_UNDECIDED
        )


def downgrade() -> None:
    for name in _OPEN:
        op.drop_index(
            name, table_name="request", postgresql_where=_UNDECIDED, sqlite_where=_UNDECIDED
        )
    op.drop_index(op.f("ix_request_employee_last_region"), table_name="request")
    op.drop_table("request")


_UNDECIDED = sa.text("state IS NULL")
_OPEN = {
    "ix_request_due": ["due_at", "region"],
    "ix_request_waiting": ["employee", "due_at", "region"],
}


def _person(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["region", column],
        ["employee.region", "employee.employee"],
        name=op.f(f"fk_request_region_{column}"),
    )
