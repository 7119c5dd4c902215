"""Which of the four languages a short text is in: by its small words and letters, never by guesswork
about the person. A text without any sign counts as English."""

from __future__ import annotations

from collections.abc import Sequence

from reviewapp.wording.tokens import WORD, Token, tokenise

LANGUAGES: tuple[str, ...] = ("en", "de", "fr", "es")
_ENOUGH = 400  # tokens looked at; the language does not change after that

_SMALL_WORDS: dict[str, str] = {
    "en": """the a an and of to in on for with at from by is was are were be been has have had his her he she they it its
        this that these those not no but as or which who what when than then more most every per each only since
        about after before out up off into over under him them i me my we our us you your their didn doesn hasn isn
        wasn couldn wouldn 's 't 've 'd 'll uses used using checked found asked told""",
    "de": """der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine im in am an auf aus
        bei mit nach seit von vom vor zu zum zur fur uber unter um durch ohne gegen ist war sind waren wird wurde
        werden hat haben hatte er sie es wir ihr sein seine seinen seiner ihre ihren ihrer ihrem als wie weil dass
        ob wenn statt auch noch nur sehr mehr kaum jeden jede jeder pro sich selbst dann nie taglich laut ki sagt
        rund""",
    "fr": """le la les l' un une des du de d' et ou mais ne n' pas est a ont etait sont au aux en dans sur sous par pour
        avec sans ce cette ces son sa ses leur leurs il elle ils elles on nous vous qui que qu' quand se s' depuis
        plus moins tres chez lui c' y j' m' meme ete fait apres avant ia presque jamais toujours chaque environ
        selon jour""",
    "es": """el la los las un una unos unas de del y o pero no es en al con sin por para se su sus lo le les que quien
        cuando como mas menos muy casi desde hace antes despues entre sobre ha han habia fue era son cada ella ellos
        yo nos ya ia nunca siempre segun dia dias hasta esta este""",
}
_LETTERS = dict.fromkeys("ßäöü", "de") | dict.fromkeys("ñ¿¡óíá", "es") | dict.fromkeys("èêçœàûôîù", "fr")
# Endings of long words that tell the four apart; a weak sign, for short notes without small words.
_ENDINGS: dict[str, str] = {
    "de": "ung ungen keit lich stufe quote tag ieren tage lizenz",
    "fr": "eur euse ement eux aux",
    "es": "cion ciones idad ado ada encia encias",
}
_BY_WORD: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _BY_WORD.setdefault(_word, []).append(_language)

_BY_ENDING = [(_language, tuple(_words.split())) for _language, _words in _ENDINGS.items()]


def detect_language(text: str) -> str:
    """``en``, ``de``, ``fr`` or ``es``."""
    return language_of(text, tokenise(text[: _ENOUGH * 8]))


def language_of(text: str, tokens: Sequence[Token]) -> str:
    """The language of a text whose tokens are known already."""
    points = dict.fromkeys(LANGUAGES, 0.0)
    for token in tokens[:_ENOUGH]:
        if token.kind != WORD:
            continue
        for one in _BY_WORD.get(token.norm, ()):
            points[one] += 1.0
        if len(token.norm) > 4:
            for one, endings in _BY_ENDING:
                if token.norm.endswith(endings):
                    points[one] += 0.4
    for letter in text[: _ENOUGH * 8]:
        if letter > "\x7f" and letter.lower() in _LETTERS:
            points[_LETTERS[letter.lower()]] += 0.8
    best = max(LANGUAGES, key=lambda one: points[one])
    return best if points[best] > 0 else "en"
