"""`pegawai`: which kinds of employees a regulation is for."""

from core.law.choice import ListOf
from core.law.entry import Question, Table
from core.law.kinds import EmployeeKind


class Pegawai(Table):
    """`jenis` are the kinds of employees that it is for."""

    jenis: Question[ListOf[EmployeeKind]]
