"""Dialogs: short questions, and the two assistants (import, preview)."""
