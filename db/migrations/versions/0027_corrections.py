"""A day is corrected by a further fact, which one person proposes and another agrees to."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_OPEN, _OF_WORK = sa.text("state IS NULL"), sa.text("activity IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("leg", sa.Text()),
        sa.Column("duty", sa.SmallInteger()),
        sa.Column("at", Instant),
        sa.Column("place", sa.Text()),
        sa.Column("was_at", Instant),
        sa.Column("was_place", sa.Text()),
        sa.Column("activity", sa.Uuid()),
        sa.Column("minutes", sa.Integer()),
        sa.Column("was_minutes", sa.Integer()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("proof", Json),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("proposed_by", sa.Uuid()),
        sa.Column("proposed_at", Instant),
        sa.Column("after_lock", sa.Boolean(), nullable=False),
        sa.Column("decree", sa.Text()),
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("escalated_at", Instant),
        sa.Column("state", sa.Text()),
        sa.Column("decided_at", Instant),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("article", sa.Text()),
        sa.Column("remark", sa.Text()),
        *_constraints(),
    )
    op.create_index(
        op.f("ix_correction_employee_date_region"), "correction", ["employee", "date", "region"]
    )
    for name, columns, where in (
        ("ix_correction_work", ["employee", "activity", "region"], _OF_WORK),
        ("ix_correction_due", ["due_at", "region"], _OPEN),
        ("ix_correction_waiting", ["employee", "due_at", "region"], _OPEN),
    ):
        op.create_index(name, "correction", columns, postgresql_where=where, sqlite_where=where)


def _constraints() -> list[sa.Constraint]:
    checks = {
        "nobody_decides_for_themselves": "decided_by <> employee",
        "nobody_corrects_their_own_day": "proposed_by <> employee",
        "nobody_agrees_to_their_own": "decided_by <> proposed_by",
    }
    people = {"employee": "employee", "decided_by": "employee", "proposed_by": "employee"}
    keys = {name: ("employee", target) for name, target in people.items()}
    keys |= {"activity": ("activity", "id")}
    return [
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_correction")),
        *(
            sa.CheckConstraint(said, name=op.f(f"ck_correction_{name}"))
            for name, said in checks.items()
        ),
        *(
            sa.ForeignKeyConstraint(
                ["region", name],
                [f"{table}.region", f"{table}.{target}"],
                name=op.f(f"fk_correction_region_{name}"),
            )
            for name, (table, target) in keys.items()
        ),
    ]


def downgrade() -> None:
    op.drop_table("correction")
