"""Keys: the random data key of a vault and the slots that unlock it."""
