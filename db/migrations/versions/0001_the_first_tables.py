"""The first tables."""

import sqlalchemy as sa
from alembic import op

from db.base import Instant, Json

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("region", "channel", "address", "date", name=op.f("pk_attempt")),
    )
    op.create_table(
        "audit",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=True),
        sa.Column("detail", Json, nullable=False),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_audit")),
    )
    op.create_table(
        "conversation",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("state", Json, nullable=False),
        sa.Column("touched_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("region", "channel", "address", name=op.f("pk_conversation")),
    )
    op.create_table(
        "dead_letter",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("update", sa.Text(), nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("traceback", sa.Text(), nullable=False),
        sa.Column("settled_at", Instant, nullable=True),
        sa.PrimaryKeyConstraint("region", "channel", "update", name=op.f("pk_dead_letter")),
    )
    op.create_table(
        "inbox",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("update", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("region", "channel", "update", name=op.f("pk_inbox")),
    )
    op.create_index(op.f("ix_inbox_received_at"), "inbox", ["received_at"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("dedupe", sa.Text(), nullable=True),
        sa.Column("joins", sa.Text(), nullable=True),
        sa.Column("body", Json, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("not_before", Instant, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=True),
        sa.Column("leased_until", Instant, nullable=True),
        sa.Column("sent_at", Instant, nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("region", "id", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["region", "channel", "priority", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'pending'"),
        sqlite_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["region", "channel", "address", "id"],
        unique=False,
        postgresql_where=sa.text("state IN ('pending', 'sending')"),
        sqlite_where=sa.text("state IN ('pending', 'sending')"),
    )
    op.create_index(
        "uq_outbox_dedupe",
        "outbox",
        ["dedupe", "region"],
        unique=True,
        postgresql_where=sa.text("dedupe IS NOT NULL"),
        sqlite_where=sa.text("dedupe IS NOT NULL"),
    )
    op.create_table(
        "rate",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("tokens", sa.Double(), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("region", "channel", name=op.f("pk_rate")),
    )
    op.create_table(
        "region",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("region", name=op.f("pk_region")),
    )
    op.create_table(
        "share",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("leg", sa.Text(), nullable=True),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("unsure_since", Instant, nullable=True),
        sa.Column("trace", Json, nullable=False),
        sa.PrimaryKeyConstraint("region", "channel", "address", "message", name=op.f("pk_share")),
    )
    op.create_index(op.f("ix_share_expires_at"), "share", ["expires_at"], unique=False)
    op.create_table(
        "employee",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("nip", sa.String(length=18), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["region"], ["region.region"], name=op.f("fk_employee_region")),
        sa.PrimaryKeyConstraint("region", "employee", name=op.f("pk_employee")),
        sa.UniqueConstraint("nip", "region", name=op.f("uq_employee_nip_region")),
    )
    op.create_table(
        "holiday",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("decree", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["region"], ["region.region"], name=op.f("fk_holiday_region")),
        sa.PrimaryKeyConstraint("region", "date", name=op.f("pk_holiday")),
    )
    op.create_table(
        "office",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["region", "parent"],
            ["office.region", "office.office"],
            name=op.f("fk_office_region_parent"),
        ),
        sa.ForeignKeyConstraint(["region"], ["region.region"], name=op.f("fk_office_region")),
        sa.PrimaryKeyConstraint("region", "office", name=op.f("pk_office")),
    )
    op.create_table(
        "schedule",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shift", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["region"], ["region.region"], name=op.f("fk_schedule_region")),
        sa.PrimaryKeyConstraint("region", "schedule", name=op.f("pk_schedule")),
    )
    op.create_table(
        "activation",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("issued_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("used_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_activation_region_employee"),
        ),
        sa.PrimaryKeyConstraint("region", "code_hash", name=op.f("pk_activation")),
    )
    op.create_table(
        "binding",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("bound_at", Instant, nullable=False),
        sa.Column("unreachable_since", Instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_binding_region_employee"),
        ),
        sa.PrimaryKeyConstraint("region", "channel", "address", name=op.f("pk_binding")),
        sa.UniqueConstraint("employee", "region", name=op.f("uq_binding_employee_region")),
    )
    op.create_table(
        "block",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("until", Instant, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_block_region_employee"),
        ),
        sa.PrimaryKeyConstraint("region", "employee", "since", name=op.f("pk_block")),
    )
    op.create_table(
        "edition",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("week", Json, nullable=False),
        sa.Column("opens", sa.Time(), nullable=True),
        sa.Column("closes", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(
            ["region", "schedule"],
            ["schedule.region", "schedule.schedule"],
            name=op.f("fk_edition_region_schedule"),
        ),
        sa.PrimaryKeyConstraint("region", "schedule", "since", name=op.f("pk_edition")),
    )
    op.create_table(
        "employee_duty",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("schedule", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_employee_duty_region_employee"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "schedule"],
            ["schedule.region", "schedule.schedule"],
            name=op.f("fk_employee_duty_region_schedule"),
        ),
        sa.PrimaryKeyConstraint("region", "employee", "since", name=op.f("pk_employee_duty")),
    )
    op.create_table(
        "exemption",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("decree", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_exemption_region_employee"),
        ),
        sa.PrimaryKeyConstraint("region", "employee", "since", name=op.f("pk_exemption")),
    )
    op.create_table(
        "office_duty",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("schedule", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["region", "office"],
            ["office.region", "office.office"],
            name=op.f("fk_office_duty_region_office"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "schedule"],
            ["schedule.region", "schedule.schedule"],
            name=op.f("fk_office_duty_region_schedule"),
        ),
        sa.PrimaryKeyConstraint("region", "office", "since", name=op.f("pk_office_duty")),
    )
    op.create_table(
        "place",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("radius", sa.Double(), nullable=False),
        sa.Column("corners", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "office"],
            ["office.region", "office.office"],
            name=op.f("fk_place_region_office"),
        ),
        sa.PrimaryKeyConstraint("region", "place", name=op.f("pk_place")),
    )
    op.create_table(
        "posting",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_posting_region_employee"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "office"],
            ["office.region", "office.office"],
            name=op.f("fk_posting_region_office"),
        ),
        sa.PrimaryKeyConstraint("region", "employee", "since", name=op.f("pk_posting")),
    )
    op.create_table(
        "role",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("office", sa.Text(), nullable=True),
        sa.Column("decree", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_role_region_employee"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "office"],
            ["office.region", "office.office"],
            name=op.f("fk_role_region_office"),
        ),
        sa.PrimaryKeyConstraint("region", "employee", "role", "since", name=op.f("pk_role")),
    )
    op.create_table(
        "stamp",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("leg", sa.Text(), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("review", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("distance", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("accuracy", sa.Double(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("evidence", Json, nullable=False),
        sa.Column("grounds", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_stamp_region_employee"),
        ),
        sa.PrimaryKeyConstraint("region", "employee", "date", "leg", name=op.f("pk_stamp")),
    )
    op.create_index(
        op.f("ix_stamp_latitude_longitude_region_employee"),
        "stamp",
        ["latitude", "longitude", "region", "employee"],
        unique=False,
    )
    op.create_table(
        "supervision",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("supervisor", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "employee <> supervisor", name=op.f("ck_supervision_nobody_supervises_themselves")
        ),
        sa.ForeignKeyConstraint(
            ["region", "employee"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_supervision_region_employee"),
        ),
        sa.ForeignKeyConstraint(
            ["region", "supervisor"],
            ["employee.region", "employee.employee"],
            name=op.f("fk_supervision_region_supervisor"),
        ),
        sa.PrimaryKeyConstraint("region", "employee", "since", name=op.f("pk_supervision")),
    )


def downgrade() -> None:
    op.drop_table("supervision")
    op.drop_index(op.f("ix_stamp_latitude_longitude_region_employee"), table_name="stamp")
    op.drop_table("stamp")
    op.drop_table("role")
    op.drop_table("posting")
    op.drop_table("place")
    op.drop_table("office_duty")
    op.drop_table("exemption")
    op.drop_table("employee_duty")
    op.drop_table("edition")
    op.drop_table("block")
    op.drop_table("binding")
    op.drop_table("activation")
    op.drop_table("schedule")
    op.drop_table("office")
    op.drop_table("holiday")
    op.drop_table("employee")
    op.drop_index(op.f("ix_share_expires_at"), table_name="share")
    op.drop_table("share")
    op.drop_table("region")
    op.drop_table("rate")
    op.drop_index(
        "uq_outbox_dedupe",
        table_name="outbox",
        postgresql_where=sa.text("dedupe IS NOT NULL"),
        sqlite_where=sa.text("dedupe IS NOT NULL"),
    )
    op.drop_index(
        "ix_outbox_open",
        table_name="outbox",
        postgresql_where=sa.text("state IN ('pending', 'sending')"),
        sqlite_where=sa.text("state IN ('pending', 'sending')"),
    )
    op.drop_index(
        "ix_outbox_due",
        table_name="outbox",
        postgresql_where=sa.text("state = 'pending'"),
        sqlite_where=sa.text("state = 'pending'"),
    )
    op.drop_table("outbox")
    op.drop_index(op.f("ix_inbox_received_at"), table_name="inbox")
    op.drop_table("inbox")
    op.drop_table("dead_letter")
    op.drop_table("conversation")
    op.drop_table("audit")
    op.drop_table("attempt")
