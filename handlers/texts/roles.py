"""What the holders of a role are called in a sentence."""

from collections.abc import Mapping
from types import MappingProxyType

from core.law.questions.peran import Role

ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.HEAD: "kepala kantor",
        Role.ADMINISTRATOR: "Administrator",
        Role.BKPSDM_MANAGER: "pengelola BKPSDM",
        Role.KOMINFO_MANAGER: "pengelola Kominfo",
        Role.OPERATOR: "operator",
    }
)


def opening(role: Role) -> str:
    """The same at the beginning of a sentence."""
    name = ROLES[role]
    return name[:1].upper() + name[1:]
