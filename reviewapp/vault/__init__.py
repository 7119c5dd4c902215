"""The vault: the only room that knows SQLite. One encrypted file, one writer."""
