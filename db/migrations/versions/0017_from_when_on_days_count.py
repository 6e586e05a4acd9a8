"""Days count from the first use of a region, an office and a person on (AMB-52)."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# The earliest known sign that somebody could connect: older unused codes are gone, but the audit
# has them; a chat that was released left its stamps.
_OFFERED = """
    UPDATE employee SET offered_at = first.at
    FROM (
        SELECT region, employee, min(at) AS at
        FROM (
            SELECT region, employee, issued_at AS at FROM activation
            UNION ALL SELECT region, employee, bound_at FROM binding
            UNION ALL SELECT region, employee, at FROM stamp
            UNION ALL SELECT region, employee, at FROM audit
                WHERE action = 'kode aktivasi dibuat' AND employee IS NOT NULL
        ) AS signs
        GROUP BY region, employee
    ) AS first
    WHERE first.region = employee.region AND first.employee = employee.employee
"""


def upgrade() -> None:
    op.add_column("region", sa.Column("used_since", sa.Date(), nullable=True))
    op.add_column("office", sa.Column("used_since", sa.Date(), nullable=True))
    op.add_column("employee", sa.Column("offered_at", Instant, nullable=True))
    op.execute(_OFFERED)


def downgrade() -> None:
    op.drop_column("employee", "offered_at")
    op.drop_column("office", "used_since")
    op.drop_column("region", "used_since")
