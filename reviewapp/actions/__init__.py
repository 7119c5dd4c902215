"""What can be done: one verb per function, keyword-only, no Qt; every write returns `Changes`."""
