"""Errors of uploads and of their store."""


class InvalidUpload(Exception):
    """Not a file that can be kept; the words tell its sender what to do about it."""


class MediaUnavailable(Exception):
    """The store, or the process that reads PDFs, cannot now: the same may be tried again."""
