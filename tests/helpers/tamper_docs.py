"""``PYTHONPATH=. python tests/helpers/tamper_docs.py``: write ``docs/signatures.md`` by spoiling a signed review in every way we know.

Each row is what `actions.verifying` answered, beside what pyHanko says of the same bytes. A test holds the page to it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from reviewapp.actions.verify_words import finding_words
from reviewapp.actions.verifying import Pin, check_bytes
from reviewapp.i18n import use_language
from tests.helpers.other_reader import others_say
from tests.helpers.signed import IMPOSTOR, PINS, TAMPERS, both, certified, countersigned

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "signatures.md"
KNOWN = {figures: Pin(name) for figures, name in PINS.items()}
HEAD = """# What a signature holds, and what every tamper is answered with

The table is written by `PYTHONPATH=. python tests/helpers/tamper_docs.py`: a review signed by both is spoilt in each way anew and
given to `reviewapp verify`. `tests/actions/test_tamper_docs.py` fails when an answer changes. Beside it stands what pyHanko 0.38, a
program that is none of ours, says of the same bytes when it trusts whatever certificate is in the file: the manager's signature, then
the employee's. A reader that shows one green tick for "a signature is valid" shows it for several of these files.

**How it is signed.** ECDSA P-256, SHA-256, PAdES B-B (`ETSI.CAdES.detached`), a certificate of one's own. The manager's signature
certifies (DocMDP, form filling allowed); the employee's fills the one empty field. Signing only appends: `signed[:len(unsigned)]` is
the unsigned file, so what was previewed is what is signed. There is no time stamp service, since nothing goes out: the time is the
signer's own, and says so. The page shows who signed and what it means in words, and no tick, which anybody could draw.

**How it is checked.** Every one of these has to hold, and any error on the way counts as "no": exactly the two fields are signed, in
their order; each signature covers every byte up to its own end and the last one the whole file; the manager's certifies and allows
forms only; nothing but the employee's field differs between the two; each signature, written anew from its parts, gives the same
bytes; the two keys differ and are known ones (`--pins`, or the cards of your vault). No bit of a signed file can be turned without
being noticed (`tests/report/test_signing.py` turns a sample of them, and every bit of a signature).

**What counts when it comes back.** On the manager's side a file is taken for signed by both only if it begins with exactly the bytes
that were handed over, holds as above, and bears the keys that the two cards named in those very files, so that a later change of
name changes nothing. Anything else is said on the review's page with its reason (`tests/actions/test_countersigning.py`).

**What it does not say.** That a key belongs to a person: somebody compared it once, or it is said that nobody did. That the time is
true. That a later version does not exist. What the words of `review.json` mean: it has to be there, and its SHA-256 has to be the one
that the pages print; whether the two say the same is the business of whoever made the file.

The file cut back to what the manager signed is a true earlier state of it, and no mathematics tells it from a review the employee
never signed. That is why both signatures are required unless you say `--manager-only`.
"""


def document() -> str:
    """The page as the code of today answers."""
    use_language("en")
    files = {name: spoil() for name, (spoil, _finding) in TAMPERS.items()}
    files["a known name, another key"] = countersigned(base=certified(key=IMPOSTOR))
    with tempfile.TemporaryDirectory() as place:
        paths = []
        for number, data in enumerate([both(), *files.values()]):
            paths.append(Path(place) / f"{number}.pdf")
            paths[-1].write_bytes(data)
        others = others_say(*paths)
    rows = [_row("nothing", both(), others[0])]
    rows += [_row(name, data, other) for (name, data), other in zip(files.items(), others[1:], strict=True)]
    return "\n".join([HEAD, "| done to the file | `reviewapp verify` | pyHanko |", "|---|---|---|", *rows, ""])


def _row(name: str, data: bytes, other: object) -> str:
    answer = check_bytes(data, path=Path("review.pdf"), pins=KNOWN)
    said = " ".join(finding_words(one)[0] for one in answer.findings) or "**holds**"
    return f"| {name} | {said} | {_other(other)} |"


def _other(answer: object) -> str:
    """Another program's answer in a few words."""
    if isinstance(answer, str):
        return "cannot be read"
    if not answer:
        return "no signature"
    words = []
    for one in answer:
        part = "valid" if one["all"] else "whole, but later changes not allowed" if one["whole"] else "broken"
        words.append(part if one["covers"] == "ENTIRE_FILE" else f"{part}, not over the whole file")
    return f"both {words[0]}" if len(words) == 2 and words[0] == words[1] else "; ".join(words)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
    print(DOCUMENT)
