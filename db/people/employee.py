"""Employees and what holds for each from a date on: posting, supervisor, duty, status, role."""

import sqlalchemy as sa

from db.base import Instant, Json, metadata, region_key, within_region

employee = sa.Table(
    "employee",
    metadata,
    region_key(),
    sa.Column("employee", sa.Uuid, primary_key=True),
    # Unique but no key: the NIP of a PPPK changes with the contract.
    sa.Column("nip", sa.String(18), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("rank", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    # When a way to connect was first offered to them; no day before counts (AMB-52).
    sa.Column("offered_at", Instant),
    sa.ForeignKeyConstraint(["region"], ["region.region"]),
    sa.UniqueConstraint("nip", "region"),
)


# NIPs that somebody had before: a file that still has one shall not make a second person of them.
former_nip = sa.Table(
    "former_nip",
    metadata,
    region_key(),
    sa.Column("nip", sa.String(18), primary_key=True),
    sa.Column("employee", sa.Uuid, nullable=False),
    sa.Column("until", Instant, nullable=False),
    within_region("employee", to="employee"),
)


def _since() -> sa.Column[object]:
    return sa.Column("since", sa.Date, primary_key=True)


def _employee_key() -> sa.Column[object]:
    return sa.Column("employee", sa.Uuid, primary_key=True)


posting = sa.Table(
    "posting",
    metadata,
    region_key(),
    _employee_key(),
    _since(),
    sa.Column("office", sa.Text, nullable=False),
    within_region("employee", to="employee"),
    within_region("office", to="office"),
)

supervision = sa.Table(
    "supervision",
    metadata,
    region_key(),
    _employee_key(),
    _since(),
    sa.Column("supervisor", sa.Uuid, nullable=False),
    within_region("employee", to="employee"),
    within_region("supervisor", to="employee", names=("employee",)),
    sa.CheckConstraint("employee <> supervisor", name="nobody_supervises_themselves"),
)

employee_duty = sa.Table(
    "employee_duty",
    metadata,
    region_key(),
    _employee_key(),
    _since(),
    # Two that begin on the same date hold side by side: a morning's shift and that of the night.
    sa.Column("number", sa.SmallInteger, primary_key=True, server_default="1"),
    sa.Column("until", sa.Date),
    sa.Column("schedule", sa.Text),
    within_region("employee", to="employee"),
    within_region("schedule", to="schedule"),
)

exemption = sa.Table(
    "exemption",
    metadata,
    region_key(),
    _employee_key(),
    _since(),
    sa.Column("until", sa.Date),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("decree", sa.Text, nullable=False),
    within_region("employee", to="employee"),
)

block = sa.Table(
    "block",
    metadata,
    region_key(),
    _employee_key(),
    sa.Column("since", Instant, primary_key=True),
    sa.Column("until", Instant),
    sa.Column("reason", sa.Text, nullable=False),
    # What the person says to it, once: words, or the pages of a proof.
    sa.Column("answer", sa.Text),
    sa.Column("paper", Json),
    sa.Column("answered_at", Instant),
    # How the examination came out (core.organisation.employee_status.Settled), by which decision.
    sa.Column("settled", sa.Text),
    sa.Column("settled_at", Instant),
    sa.Column("decree", sa.Text),
    within_region("employee", to="employee"),
)

role = sa.Table(
    "role",
    metadata,
    region_key(),
    _employee_key(),
    sa.Column("role", sa.Text, primary_key=True),
    _since(),
    sa.Column("until", sa.Date),
    # The office an operator or head looks after; null for the whole region.
    sa.Column("office", sa.Text),
    sa.Column("decree", sa.Text),
    within_region("employee", to="employee"),
    within_region("office", to="office"),
)
