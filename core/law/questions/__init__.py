"""One file a section of a regulation file, by the name that the section has there.

A choice is a closed list: a law that differs adds one, and mypy shows every place that must know
it.
"""
