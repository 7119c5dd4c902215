"""Raw identifiers and secrets: found by their shape, and by a check digit or a word that names them.

A number counts when its check digit is right or when a word just before says what it is, so that
ticket, order, clause and version numbers stay clean. Every expression has bounded repeats. The check
digits are computed here: the usual library (python-stdnum) loads network modules, which this program
must never do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

_BEFORE = 40  # characters before a number in which a word may say what it is


def find_identifiers(text: str) -> list[tuple[int, int]]:
    """The places (start, end) of raw identifiers and secrets, in order and without overlap."""
    found = sorted((*_shapes(text), *_secrets(text)), key=lambda run: (run[0], -run[1]))
    out: list[tuple[int, int]] = []
    for start, end in found:
        if not out or start >= out[-1][1]:
            out.append((start, end))
    return out


def iban_is_right(compact: str) -> bool:
    """ISO 13616: country, two check digits, remainder 1 by 97."""
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(one, 36)) for one in moved)) % 97 == 1


def luhn_is_right(digits: str) -> bool:
    """ISO/IEC 7812: the check digit of payment cards."""
    total = 0
    for place, one in enumerate(reversed(digits)):
        value = int(one) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def nhs_is_right(digits: str) -> bool:
    """NHS number (England): weights 10 to 2, modulus 11."""
    check = 11 - sum(int(one) * (10 - place) for place, one in enumerate(digits[:9])) % 11
    return check % 11 == int(digits[9]) and check != 10


def steuer_id_is_right(digits: str) -> bool:
    """German tax number (Steuer-ID): ISO 7064 mod 11,10, no leading zero."""
    product = 10
    for one in digits[:10]:
        total = (int(one) + product) % 10 or 10
        product = (total * 2) % 11
    return digits[0] != "0" and (11 - product) % 10 == int(digits[10])


def nir_is_right(compact: str) -> bool:
    """French social security number (NIR): 97 less the remainder by 97; Corsica counts as 19 and 18."""
    body = compact[:13].upper().replace("2A", "19").replace("2B", "18")
    return body.isdigit() and 97 - int(body) % 97 == int(compact[13:15])


def dni_is_right(compact: str) -> bool:
    """Spanish DNI or NIE: the letter is the remainder by 23."""
    body = compact[:-1].replace("X", "0").replace("Y", "1").replace("Z", "2")
    return body.isdigit() and "TRWAGMYFPDXBNJZSQVHLCKE"[int(body) % 23] == compact[-1]


@dataclass(frozen=True)
class _Shape:
    """An expression, what must hold for the compact form, and words that say it is such a number."""

    expression: re.Pattern[str]
    is_right: Callable[[str], bool] | None
    named: re.Pattern[str] | None


def _never(_compact: str) -> bool:
    return False


_NO_LEFT = r"(?<![\w.@/-])"
_NO_RIGHT = r"(?![\w@]|[./-]\w)"


@cache
def _words(listed: str) -> re.Pattern[str]:
    """Any of some words or beginnings of words; ``|`` stands between them."""
    return re.compile(r"\b(?:" + listed + r")\b", re.IGNORECASE)


_PHONE_WORDS = (
    "phone|mobile|cell|tel|telephone|ring|rang|call(?:s|ed|ing|back)?|text(?:ed)?|dial|whatsapp|fax|landline|telefon|"
    "handy|mobil|rufnummer|anrufen|portable|appele[rz]?|joindre|telefono|teléfono|móvil|llamar|reach|"
    "contact|number is|on"
)
_NUMBER_WORDS = (
    r"passport(?: no\.?| number)?|reisepass|passeport|pasaporte|national id|id number|identity number|id card|"
    r"personalausweis|driving licen[cs]e|driver'?s licen[cs]e|licen[cs]e number|hospital number|hospital no|patient id|"
    r"patient no|patient number|mrn|medical record|staff number|payroll number|employee number|employee id|"
    r"insurance number|versichertennummer|krankenkasse|medicare|medicaid|tax id|tax number|ssn|social security|"
    r"sort code|account number|account no|bank account|kontonummer|nhs|nino|steuer-?id|personnel number|"
    r"routing (?:number|no)|aba number|bvn|nin|aadhaar|cpf|pesel|bsn|curp|personnummer|"
    r"personalnummer|health card|health id|insurance id|member id|policyholder id|"
    r"ppsn?(?: no\.?| number)?|tfn|tax file number|sin (?:no\.?|number)|social insurance|pan (?:no\.?|number|card)|"
    r"ahv|avs|nric|nhi|emirates id|id no\.?"
)
_BORN = (
    r"\b(?:dob|date of birth|born on|born|geboren am|geb\.|née? le|nacid[oa] el|fecha de nacimiento|geburtsdatum|"
    r"d\.o\.b\.)"
    r":? {0,2}(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2} [A-Za-z]{3,9} \d{4})\b"
)


def _yes(_compact: str) -> bool:
    return True


def _is_card(compact: str) -> bool:
    return compact[0] in "23456" and luhn_is_right(compact)


def _between(shortest: int, longest: int) -> Callable[[str], bool]:
    return lambda compact: shortest <= len(compact.lstrip("+")) <= longest


def _shape(expression: str, is_right: Callable[[str], bool], named: re.Pattern[str] | None = None) -> _Shape:
    return _Shape(re.compile(_NO_LEFT + expression + _NO_RIGHT), is_right, named)


@cache
def _all_shapes() -> tuple[_Shape, ...]:
    """Every shape, compiled when the first number or address is met."""
    return (
        _Shape(re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"), None, None),
        _shape(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?", iban_is_right, _words("iban")),
        _shape(r"\d(?:[ -]?\d){12,18}", _is_card, _words("card|visa|mastercard|amex|karte|kreditkarte|carte|tarjeta")),
        _shape(
            r"[12] ?\d{2} ?\d{2} ?(?:\d{2}|2[ABab]) ?\d{3} ?\d{3} ?\d{2}",
            nir_is_right,
            _words("nir|sécu|secu|sécurité sociale|insee|french"),
        ),
        _shape(r"[A-CEGHJ-PR-TW-Z][A-NP-TV-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]", _yes),
        _shape(
            r"[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Z]", _never, _words("ni|nino|national insurance|insurance|tax")
        ),
        _shape(r"QQ ?\d{2} ?\d{2} ?\d{2} ?[A-D]", _yes),  # the prefix of British examples, still somebody's when used
        _shape(r"\d{2}-\d{2}-\d{2},? \d{8}", _yes),  # sort code and account number
        _shape(r"\d{3}-\d{2}-\d{4}", _yes),
        _shape(r"\d{3}[ -]?\d{3}[ -]?\d{4}", _never, _words("nhs|health number|patient number")),
        _shape(r"\d{3} \d{3} \d{4}", nhs_is_right),
        _shape(r"\d{2} ?\d{3} ?\d{3} ?\d{3}", steuer_id_is_right, _words(r"steuer\w{0,20}|steuer-id|idnr|tin|tax")),
        _shape(r"(?:\d{8}|[XYZ]-?\d{7})-?[A-Z]", dni_is_right, _words("dni|nie|nif")),
        _shape(r"[A-Z]{0,5}\d[A-Z0-9]{5,15}", _never, _words(_NUMBER_WORDS)),
        _shape(r"[A-Z]{1,4}(?:-[A-Z0-9]{1,8}){2,4}", _never, _words(_NUMBER_WORDS)),
        _shape(r"\d{3,4}(?:[ .]\d{3,5}){2,4}|\d{4} \d{5} \d|[A-Z]{5}\d{4}[A-Z]", _never, _words(_NUMBER_WORDS)),
        _shape(r"\d{3}\.\d{3}\.\d{3}-\d{2}|756\.\d{4}\.\d{4}\.\d{2}", _yes),  # Brazil's CPF, Switzerland's AHV
        _Shape(re.compile(_NO_LEFT + r"\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,6}(?![\w@])"), _between(8, 15), None),
        _Shape(
            re.compile(_NO_LEFT + r"\(\d{2,5}\)[ .-]?\d{3,4}(?:[ .-]?\d{2,4}){0,3}(?![\w@])"), _between(9, 14), None
        ),
        _shape(r"0\d{2,5}[ /-]\d{3,8}(?:[ -]\d{2,4}){0,3}", _between(10, 12)),
        _shape(r"0\d(?:[ .]\d{2}){4}", _yes),
        _shape(r"0\d{9,10}", lambda compact: compact[1] == "7", _words(_PHONE_WORDS)),
        _shape(r"\d{3}[ .-]\d{3}[ .-]\d{3,4}", _never, _words(_PHONE_WORDS)),
        _shape(r"\d{3}-\d{4}", _never, _words(_PHONE_WORDS)),
        _shape(r"[67]\d{2} ?\d{2,3} ?\d{2,3} ?\d{0,2}", _never, _words(_PHONE_WORDS)),
        _shape(r"\d{2}-\d{2}-\d{2}", _never, _words("sort code")),
        _shape(r"\d{8}", _never, _words("sort code|account|a/c")),
        _Shape(re.compile(_BORN, re.IGNORECASE), None, None),
    )


# A text without this holds no number that is long enough for an identifier.
_DIGITS = (
    r"\d[\d .()/-]{4}|[A-Za-z]\d{5}|[A-Z]{2} ?\d{2}|\d{3}-\d{4}|[A-Z]\d{3}|\d[A-Z]{1,2}\d|[a-z] \d{1,2} [A-Z][a-z]{2}"
)


def _shapes(text: str) -> Iterator[tuple[int, int]]:
    if "@" not in text and not _expression(_DIGITS).search(text):
        return
    for shape in _all_shapes():
        for match in shape.expression.finditer(text):
            if shape.is_right is None:
                yield match.start(), match.end()
                continue
            compact = re.sub(r"[ ./()-]", "", match.group())
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            if shape.is_right(compact) or (shape.named is not None and _says(shape.named, before)):
                yield match.start(), match.end()


def _says(named: re.Pattern[str], before: str) -> bool:
    """Whether the words before, in the same sentence, name the number."""
    last = re.split(r"(?<!no)(?<!No)(?<!nr)(?<!Nr)[.!?;] ", before)[-1]
    return named.search(last) is not None


_KEY = (
    r"(?<![\w-])(?:sk|pk|rk)[-_][A-Za-z0-9_-]{12,200}"
    r"|(?<!\w)gh[pousr]_[A-Za-z0-9]{16,255}|(?<!\w)github_pat_\w{20,255}|(?<!\w)glpat-[\w-]{16,64}"
    r"|(?<!\w)xox[abeprs]-[\w-]{10,250}|(?<!\w)(?:AKIA|ASIA)[A-Z0-9]{12,32}(?!\w)|(?<!\w)AIza[\w-]{30,40}"
    r"|(?<!\w)eyJ[\w-]{8,1000}(?:\.[\w-]{4,2000}){0,2}|(?<!\w)hf_[A-Za-z0-9]{16,64}|(?<!\w)ya29\.[\w-]{16,255}"
)
_NAMED_SECRET = (
    r"(?<![^\W_])(?=[pkmcsabtl])(?:password|passwort|kennwort|passphrase|passcode|pwd|pw|pin|mot de passe|mdp|"
    r"contraseña|contrasena|clave|secret|(?:api|access|client|private)[ _-]?(?:key|token|secret)|"
    r"bearer(?: token)?|token|key|login code|code)"
    r"(?: {0,2}[:=,] {0,2}| (?:is|was|ist|war|est|était|es|era|of|lautet) | )['\"“«]?([^\s'\"“”«»,;]{4,200})"
)
_ALWAYS_SECRET = (
    r"\b(?=[pkmc])(?:password|passwort|kennwort|passphrase|passcode|pwd|pw|mot de passe|mdp|contraseña|contrasena)"
    r"(?: {0,2}[:=] {0,2}| (?:is|was|ist|war|est|était|es|era) )['\"“«]?([^\s'\"“”«»,;]{4,200})"
)
# A name and a password beside each other: "the login is admin / Tulip-2291".
_LOGIN_PAIR = (
    r"\b(?=[lczi])(?:login|log-in|logins|credentials|zugangsdaten|identifiants|credenciales)(?: [\w'’-]{1,20}){0,4}?"
    r"(?: {0,2}[:=] {0,2}| (?:is|are|was|were|ist|sind|est|sont|es|son)?:? ?)"
    r"['\"“«]?[\w.@-]{2,40} {0,2}(?:/|and|und|et|y|with) {0,2}([^\s'\"“”«»,;]{4,200})"
)

# What a secret is for stands between its name and itself: "the password for the barn tablet, Haystack_77".
_SECRET_FOR = (
    r"\b(?=[pwdgasc])(?:password|passphrase|passcode|pwd|wi-?fi (?:key|code|password)|wlan (?:key|code)|"
    r"(?:door|gate|alarm|access|safe|cage) code|code word)"
    r"(?: (?:for|of|to|at|on|in)(?: [\w'’-]{1,20}){1,6}?)?"
    r"(?: {0,2}[:=,] {0,2}| (?:is|was|being) )(?:still |now )?['\"“]?([^\s'\"“”«»,;]{4,200})"
)
_USER_AND_PASS = (
    r"\buser(?:name)?(?: {0,2}[:=] {0,2}| (?:is )?)['\"“]?[\w.@-]{2,40}['\"”]?(?: {0,2}[,;/] {0,2}| )(?:and )?"
    r"pass(?:word)?(?: {0,2}[:=] {0,2}| (?:is )?)['\"“]?([^\s'\"“”«»,;]{4,200})"
)
_LOGGED_IN = (
    r"\b(?=[lsou])(?:(?:log(?:s|ged|ging)?|sign(?:s|ed|ing)?)[ -](?:in|on)(?: (?:as|to)(?: [\w.'’-]{1,30}){1,4}?)?"
    r"|opens|unlocks) "
    r"(?:with|using) ['\"“]?([^\s'\"“”«»,;]{6,200})"
)


# Each with the marks that end a sentence rather than the secret.
_NAMED = (
    (_NAMED_SECRET, ".)!?:"), (_ALWAYS_SECRET, ".)"), (_LOGIN_PAIR, ".)!?:"), (_SECRET_FOR, ".)?:"),
    (_LOGGED_IN, ".)?:"), (_USER_AND_PASS, ".)?:"),
)  # fmt: skip

# Beginnings of keys and words that name a secret: a text without one of them holds none, and is not looked at closer.
_KEY_SIGNS = (
    "sk-", "sk_", "pk-", "pk_", "rk-", "rk_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-",
    "xox", "AKIA", "ASIA", "AIza", "eyJ", "hf_", "ya29",
)
_SECRET_SIGNS = (
    "login", "log-in", "credent", "credenc", "zugangs", "identif", "pass", "pw", "pin",
    "mdp", "kennwort", "contras", "clave", "secret", "key", "token", "code", "api",
    "in with ", "in as ", "in to ", "on with ", "in using ", "opens with ", "unlocks with ",
)


@cache
def _expression(written: str, flags: int = 0) -> re.Pattern[str]:
    """An expression, compiled when a text first asks for it."""
    return re.compile(written, flags)


def _secrets(text: str) -> Iterator[tuple[int, int]]:
    if any(sign in text for sign in _KEY_SIGNS):
        for match in _expression(_KEY).finditer(text):
            yield match.start(), match.end()
    low = text.lower()
    if not any(sign in low for sign in _SECRET_SIGNS):
        return
    for written, after in _NAMED:
        for match in _expression(written, re.IGNORECASE).finditer(text):
            word = match.group(1).rstrip(after)
            if _looks_secret(word, match.group()) and (written != _LOGGED_IN or _is_odd(word)):
                yield match.start(1), match.start(1) + len(word)


def _is_odd(word: str) -> bool:
    """Both a digit and a sign that no product's name has: one logs in with Office365, too."""
    return any(one.isdigit() for one in word) and any(one not in "-.'’/" for one in word if not one.isalnum())


def _looks_secret(word: str, said: str) -> bool:
    """A word is a secret when it mixes kinds of characters, as no word of a sentence does."""
    has_digit = any(one.isdigit() for one in word)
    has_letter = any(one.isalpha() for one in word)
    has_mark = any(not one.isalnum() and one not in "-.'’/" for one in word)
    about_pin = said[:3].lower() == "pin"
    if about_pin:
        return word.isdigit() and 4 <= len(word) <= 8
    mixed_case = word[1:].lower() != word[1:] and word.upper() != word and any(one.islower() for one in word)
    return (has_letter and (has_digit or has_mark) and len(word) >= 6) or (mixed_case and len(word) >= 8)
