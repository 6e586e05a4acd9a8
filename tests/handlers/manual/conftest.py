"""The secretariat stands for the agency of personnel, so that its people can hold its roles."""

import pytest

from core.organisation.region import Region
from tests.office import PINS_UNASKED, a_region


@pytest.fixture
def region(policy: str, regulation: str) -> Region:
    more = 'kantor_bkpsdm = "setda"\n' + (PINS_UNASKED if policy == "any" else "")
    return a_region(policy=policy, regulation=regulation, more=more)
