"""ReviewApp: a desktop performance-review assistant for how people work with AI."""

__version__ = "0.1.0"
