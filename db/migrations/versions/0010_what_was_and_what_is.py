"""The audit keeps what was and what is, and nobody can rewrite it."""

import sqlalchemy as sa
from alembic import op

from db.base import Json

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_change",
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("audit", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("employee", sa.Uuid(), nullable=True),
        sa.Column("before", Json, nullable=True),
        sa.Column("after", Json, nullable=True),
        sa.ForeignKeyConstraint(
            ["region", "audit"],
            ["audit.region", "audit.id"],
            name=op.f("fk_audit_change_region_audit"),
        ),
        sa.PrimaryKeyConstraint("region", "audit", "number", name=op.f("pk_audit_change")),
    )
    for statement in _GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    for statement in _OPENINGS[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_table("audit_change")


_KEYS = {"audit": ("region", "id"), "audit_change": ("region", "audit", "number")}
_SAID = "the audit is only appended to"


def _on_sqlite(table: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    same = " AND ".join(f"{name} = NEW.{name}" for name in _KEYS[table])
    # INSERT OR REPLACE deletes without firing a trigger of deletions.
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - names from above
    return [
        f"CREATE TRIGGER {table}_keeps_rows BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_keeps_words BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_keeps_keys BEFORE INSERT ON {table} WHEN {taken} {refuse}",
    ]


_FUNCTION = f"""
CREATE FUNCTION audit_is_appended_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{_SAID}' USING ERRCODE = 'insufficient_privilege'; END $$
"""


def _on_postgresql(table: str) -> list[str]:
    refuse = "EXECUTE FUNCTION audit_is_appended_to()"
    rows, all_ = f"{table} FOR EACH ROW {refuse}", f"{table} FOR EACH STATEMENT {refuse}"
    return [
        f"CREATE TRIGGER {table}_keeps_rows BEFORE UPDATE OR DELETE ON {rows}",
        f"CREATE TRIGGER {table}_keeps_all BEFORE TRUNCATE ON {all_}",
    ]


_GUARDS = {
    "sqlite": [each for table in _KEYS for each in _on_sqlite(table)],
    "postgresql": [_FUNCTION, *(each for table in _KEYS for each in _on_postgresql(table))],
}
_OPENINGS = {
    "sqlite": [f"DROP TRIGGER audit_keeps_{what}" for what in ("rows", "words", "keys")],
    "postgresql": ["DROP FUNCTION audit_is_appended_to() CASCADE"],
}
