"""Cells that a spreadsheet shows instead of computing."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def escape_formula(cell: str) -> str:
    """A cell that begins like a formula gets the apostrophe that makes it text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
