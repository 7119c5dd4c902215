"""The desktop: the only room that knows PySide6. Widgets get data and emit what the user did."""
