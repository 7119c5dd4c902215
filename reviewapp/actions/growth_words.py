"""Words of goals, plans and support for screens; the document says the same ones."""

from __future__ import annotations

from reviewapp.report.growth_words import choice_words, day_words, kind_words, text_words

__all__ = ["choice_words", "day_words", "kind_words", "text_words"]
