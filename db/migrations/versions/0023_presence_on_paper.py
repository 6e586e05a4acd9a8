"""Presence on paper: incidents, signed lists, what they say, and the letters that make it count."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLES = (
    "manual_work",
    "manual",
    "letter_line",
    "letter",
    "incident_extension",
    "incident",
    "sheet",
)


def upgrade() -> None:
    op.create_table(
        "sheet",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pages", Json, nullable=False),
        sa.Column("pages_before", sa.Text(), nullable=True),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "entered_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_sheet_region_entered_by"),
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_sheet")),
    )
    op.create_table(
        "incident",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", Instant, nullable=False),
        sa.Column("vouched", sa.Boolean(), nullable=True),
        sa.Column("vouched_by", sa.Uuid(), nullable=True),
        sa.Column("vouched_at", Instant, nullable=True),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["region", "closed_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_incident_region_closed_by"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_incident_region_employee"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "opened_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_incident_region_opened_by"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "vouched_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_incident_region_vouched_by"),
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_incident")),
    )
    op.create_index(op.f("ix_incident_employee_region"), "incident", ["employee", "region"])
    where = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_incident_open",
        "incident",
        ["employee", "region"],
        unique=True,
        postgresql_where=where,
        sqlite_where=where,
    )
    op.create_table(
        "incident_extension",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", Instant, nullable=True),
        sa.CheckConstraint(
            "decided_by <> asked_by",
            name=op.f("ck_incident_extension_nobody_grants_themselves"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "asked_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_incident_extension_region_asked_by"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "decided_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_incident_extension_region_decided_by"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "incident"],
            ["incident.region", "incident.id"],
            name=op.f("fk_incident_extension_region_incident"),
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_incident_extension")),
    )
    op.create_index(
        op.f("ix_incident_extension_incident_region"), "incident_extension", ["incident", "region"]
    )
    where = sa.text("granted IS NULL")
    op.create_index(
        "ix_incident_extension_waits",
        "incident_extension",
        ["incident", "region"],
        unique=True,
        postgresql_where=where,
        sqlite_where=where,
    )
    op.create_table(
        "letter",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("prepared_by", sa.Uuid(), nullable=False),
        sa.Column("prepared_at", Instant, nullable=False),
        sa.Column("due_at", Instant, nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("pages", Json, nullable=True),
        sa.Column("signed_by", sa.Uuid(), nullable=True),
        sa.Column("signed_at", Instant, nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", Instant, nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "decided_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_letter_region_decided_by"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "office"],
            ["office.region", "office.office"],
            name=op.f("fk_letter_region_office"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "prepared_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_letter_region_prepared_by"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "signed_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_letter_region_signed_by"),
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_letter")),
    )
    op.create_index(op.f("ix_letter_office_state_region"), "letter", ["office", "state", "region"])
    op.create_table(
        "letter_line",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("letter", sa.Uuid(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("dropped_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_letter_line_region_employee"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "letter"],
            ["letter.region", "letter.id"],
            name=op.f("fk_letter_line_region_letter"),
        ),
        sa.PrimaryKeyConstraint(
            "region", "letter", "employee", "date", name=op.f("pk_letter_line")
        ),
    )
    where = sa.text("dropped_at IS NULL")
    op.create_index(
        "ix_letter_line_date",
        "letter_line",
        ["employee", "date", "region"],
        unique=True,
        postgresql_where=where,
        sqlite_where=where,
    )
    op.create_table(
        "manual",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("leg", sa.Text(), nullable=False),
        sa.Column("duty", sa.SmallInteger(), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("incident", sa.Uuid(), nullable=True),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Uuid(), nullable=False),
        sa.Column("letter_needed", sa.Boolean(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_at", Instant, nullable=False),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", Instant, nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_manual_region_employee"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "entered_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_manual_region_entered_by"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "incident"],
            ["incident.region", "incident.id"],
            name=op.f("fk_manual_region_incident"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "office"],
            ["office.region", "office.office"],
            name=op.f("fk_manual_region_office"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "sheet"], ["sheet.region", "sheet.id"], name=op.f("fk_manual_region_sheet")
        ),
        sa.ForeignKeyConstraint(
            ["region", "withdrawn_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_manual_region_withdrawn_by"),
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_manual")),
    )
    op.create_index(
        op.f("ix_manual_employee_date_region"), "manual", ["employee", "date", "region"]
    )
    where = sa.text("withdrawn_at IS NULL")
    op.create_index(
        "ix_manual_leg",
        "manual",
        ["employee", "date", "leg", "duty", "region"],
        unique=True,
        postgresql_where=where,
        sqlite_where=where,
    )
    op.create_table(
        "manual_work",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("output", sa.Text(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("sheet", sa.Uuid(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_at", Instant, nullable=False),
        sa.Column("activity", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", Instant, nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_manual_work_takes_time")),
        sa.ForeignKeyConstraint(
            ["region", "activity"],
            ["activity.region", "activity.id"],
            name=op.f("fk_manual_work_region_activity"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_manual_work_region_employee"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "entered_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_manual_work_region_entered_by"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "sheet"],
            ["sheet.region", "sheet.id"],
            name=op.f("fk_manual_work_region_sheet"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "withdrawn_by"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_manual_work_region_withdrawn_by"),
        ),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_manual_work")),
    )
    op.create_index(
        op.f("ix_manual_work_employee_date_region"), "manual_work", ["employee", "date", "region"]
    )
    op.add_column("activity", sa.Column("sheet", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("activity", "sheet")
    for table in TABLES:
        op.drop_table(table)
