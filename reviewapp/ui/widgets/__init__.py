"""Small parts the pages are built from. They know no action and no vault."""
