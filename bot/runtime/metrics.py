"""The figures that /metrics shows."""

from prometheus_client import Counter, Gauge, Histogram

UPDATES = Counter("hadir_updates_total", "Updates received", ["region", "outcome"])
SECONDS = Histogram(
    "hadir_update_seconds",
    "From the request to its commit",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
SENT = Counter("hadir_sent_total", "Tries to send a message", ["region", "outcome"])
FAILED = Counter("hadir_failed_total", "Rows that a tick could not do", ["work", "region"])
PRINTED = Counter("hadir_printed_total", "Tries to make a paper", ["region", "outcome"])
SENDING = Gauge("hadir_sending", "Messages being sent now")
NOTHING_SENT_SINCE = Gauge(
    "hadir_nothing_sent_since",
    "Unix time since which no message gets through; 0: they do",
    ["region"],
)
CLOCKS_DIFFER = Gauge("hadir_clocks_differ", "1 while clocks differ: sweeps stand still")
