"""A local Telegram that the unmodified bot talks to: for demonstrations, tests and load."""
