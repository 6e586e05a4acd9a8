"""A month is handed in, agreed to and received, and its numbers are kept as they were then."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0029"
down_revision = "0022"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IS NULL")
_EMPLOYEE = ["employee.region", "employee.employee"]


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("handed_in_at", Instant, nullable=False),
        sa.Column("on_time_until", Instant),
        sa.Column("contents", Json, nullable=False),
        sa.Column("package", Json),
        *_case_columns("report"),
        sa.ForeignKeyConstraint(
            ["region", "office"],
            ["office.region", "office.office"],
            name=op.f("fk_report_region_office"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "employee"], _EMPLOYEE, name=op.f("fk_report_region_employee")
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            *("office", "month", "version", "region"),
            name=op.f("uq_report_office_month_version_region"),
        ),
    )
    op.create_index(op.f("ix_report_month_region"), "report", ["month", "region"])
    _index_due("report")
    _create_receipt()
    _create_lines()


def _create_receipt() -> None:
    op.create_table(
        "report_receipt",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger()),
        sa.Column("number", sa.Integer()),
        *_case_columns("report_receipt"),
        sa.ForeignKeyConstraint(
            ["region", "report"],
            ["report.region", "report.id"],
            name=op.f("fk_report_receipt_region_report"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "employee"], _EMPLOYEE, name=op.f("fk_report_receipt_region_employee")
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_report_receipt")),
        sa.UniqueConstraint("report", "region", name=op.f("uq_report_receipt_report_region")),
        sa.UniqueConstraint(
            "year", "number", "region", name=op.f("uq_report_receipt_year_number_region")
        ),
    )
    _index_due("report_receipt")
    op.create_table(
        "report_number",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("region", "year", name=op.f("pk_report_number")),
    )


def _create_lines() -> None:
    op.create_table(
        "report_line",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("report", sa.Uuid(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("nip", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("days", Json, nullable=False),
        sa.Column("activities", sa.Integer()),
        sa.Column("points", sa.Integer()),
        sa.Column("target", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["region", "report"],
            ["report.region", "report.id"],
            name=op.f("fk_report_line_region_report"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "employee"], _EMPLOYEE, name=op.f("fk_report_line_region_employee")
        ),
        sa.PrimaryKeyConstraint("region", "report", "employee", name=op.f("pk_report_line")),
    )


def _case_columns(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("due_at", Instant, nullable=False),
        sa.Column("escalated_at", Instant),
        sa.Column("state", sa.Text()),
        sa.Column("decided_at", Instant),
        sa.Column("decided_by", sa.Uuid()),
        sa.Column("article", sa.Text()),
        sa.Column("remark", sa.Text()),
        sa.ForeignKeyConstraint(
            ["region", "decided_by"], _EMPLOYEE, name=op.f(f"fk_{table}_region_decided_by")
        ),
        sa.CheckConstraint(
            "decided_by <> employee", name=op.f(f"ck_{table}_nobody_decides_for_themselves")
        ),
    ]


def _index_due(table: str) -> None:
    op.create_index(
        f"ix_{table}_due",
        table,
        ["due_at", "region"],
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    )


def downgrade() -> None:
    for table in ("report_line", "report_number", "report_receipt", "report"):
        op.drop_table(table)
