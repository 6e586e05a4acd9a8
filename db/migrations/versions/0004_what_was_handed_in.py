"""What was handed in."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_file_region_employee"),
        ),
        sa.PrimaryKeyConstraint("region", "hash", "employee", "at", name=op.f("pk_file")),
    )


def downgrade() -> None:
    op.drop_table("file")
