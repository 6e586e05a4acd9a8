"""Who stands in for whom, and the outage register."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delegation",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("of", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("decree", sa.Text(), nullable=True),
        sa.Column("revoked_at", Instant, nullable=True),
        sa.CheckConstraint("until >= since", name=op.f("ck_delegation_ends_after_it_begins")),
        sa.CheckConstraint(
            '"of" <> "by"', name=op.f("ck_delegation_nobody_stands_in_for_themselves")
        ),
        sa.ForeignKeyConstraint(
            ["region", "by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_delegation_region_by"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "of"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_delegation_region_of"),
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_delegation")),
    )
    op.create_index(op.f("ix_delegation_of_region"), "delegation", ["of", "region"], unique=False)
    op.create_index(
        op.f("ix_delegation_until_region"), "delegation", ["until", "region"], unique=False
    )
    op.create_table(
        "outage",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("until", Instant, nullable=False),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.Text(), nullable=False),
        sa.Column("entered_at", Instant, nullable=False),
        sa.Column("revoked_at", Instant, nullable=True),
        sa.CheckConstraint("until > since", name=op.f("ck_outage_takes_time")),
        sa.ForeignKeyConstraint(
            ["region", "office"],
            ["office.region", "office.office"],
            name=op.f("fk_outage_region_office"),
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_outage")),
    )
    op.create_index(op.f("ix_outage_until_region"), "outage", ["until", "region"], unique=False)
    op.create_index(
        op.f("ix_supervision_supervisor_region"),
        "supervision",
        ["supervisor", "region"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_supervision_supervisor_region"), table_name="supervision")
    op.drop_index(op.f("ix_outage_until_region"), table_name="outage")
    op.drop_table("outage")
    op.drop_index(op.f("ix_delegation_until_region"), table_name="delegation")
    op.drop_index(op.f("ix_delegation_of_region"), table_name="delegation")
    op.drop_table("delegation")
