"""Every kind of paper there is, as the queue knows them by their `KIND`."""

from typing import Any

from handlers.chat.paper import Paper, paper_of
from handlers.month.recap_paper import RecapPaper
from handlers.usecases.evaluation_paper import MonitoringPaper
from handlers.usecases.report_paper import MonthlyReport

PAPERS: tuple[type[Paper], ...] = (RecapPaper, MonthlyReport, MonitoringPaper)

_BY_KIND = {each.KIND: each for each in PAPERS}


class UnknownPaper(LookupError):
    """A kind of paper that a newer release has asked for."""


def unpack(kind: str, fields: dict[str, Any]) -> Paper:
    """The paper of a row. Raises `UnknownPaper`, and ValueError where the fields do not fit."""
    if kind not in _BY_KIND:
        raise UnknownPaper(kind)
    return paper_of(_BY_KIND[kind], fields)
