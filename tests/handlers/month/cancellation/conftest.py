"""An office under Karanganyar's law, whose head and whose BKPSDM are somebody."""

import pytest

from core.organisation.region import Region, load_region
from tests.handlers.month.cancellation.parts import INDRA
from tests.office import PINS_UNASKED, region_file


@pytest.fixture
def regulation() -> str:
    return "karanganyar"


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    """The health office stands for BKPSDM; who verifies heads is the Sekda."""
    more = PINS_UNASKED if policy == "any" else ""
    keys = f'kantor_bkpsdm = "dinkes"\npejabat_verifikasi = "{INDRA.nip}"\n'
    return load_region(region_file("bulungan", policy, regulation) + keys + more, "bulungan.toml")
