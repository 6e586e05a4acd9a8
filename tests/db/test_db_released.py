"""A migration that has landed stays as it is: databases were made with it."""

from hashlib import sha256
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from db import migrations, schema

FOLDER = Path(migrations.__file__).parent
FILES = sorted((FOLDER / "versions").glob("[0-9]*.py"))
# As `sha256sum db/migrations/versions/0*.py` prints them.
LINES = (FOLDER / "released.sha256").read_text().splitlines()
LISTED = {name: hash_ for hash_, name in (line.split() for line in LINES)}


def test_no_released_migration_was_changed_and_every_one_is_listed() -> None:
    """A wrong one is mended by the next: 0006 had to look at what 0001 had really made."""
    found = {f"db/migrations/versions/{p.name}": sha256(p.read_bytes()).hexdigest() for p in FILES}
    assert found == LISTED


def test_the_code_knows_the_order_of_the_migrations_without_loading_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [schema.revisions()[-1]]
    chain = [each.revision for each in scripts.walk_revisions()]
    assert tuple(reversed(chain)) == schema.revisions()
