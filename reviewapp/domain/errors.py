"""The error tree: the world's fault (tell the user) and nothing else.

    ReviewAppError                 one sentence and what to do next; never a traceback
    ├── UsageError          exit 2  what was asked cannot be done as asked
    │   ├── NotFound                no such person, observation, review …
    │   └── RuleRefused             one of the product's rules stops this (names rule, reason, way on)
    ├── EnvironmentFault    exit 3  no screen, missing library, disk full, read-only folder
    ├── VaultLocked         exit 4  wrong passphrase, or the vault is open in another window
    └── VaultUnusable       exit 5  damaged, foreign or newer file

Anything else that is raised is a bug of ours and is reported as one.

Rooms that may not translate mark their sentences with `N_` and hand the values over beside them; the doors
(`actions.sentences.in_words`) say them in the chosen language. Rooms that may translate hand over sentences that
are translated and filled: those are plain text and are taken as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class Template(str):
    """An English sentence, perhaps with named places, that a door still has to translate; made by `N_` alone."""

    __slots__ = ()


def N_(sentence: str) -> Template:
    """Mark a sentence for the catalogue (``make catalogue`` collects it) and for the doors."""
    return Template(sentence)


@dataclass(frozen=True)
class Words:
    """A value that has words of its own to translate, such as ``Competency {id}``; in English when formatted."""

    template: Template
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return _filled(self.template, self.values)


class ReviewAppError(Exception):
    """A failure the user can understand: ``sentence`` says what, ``next_step`` says what to do.

    Either may be a template made by `N_`, whose named places ``values`` fill. ``template``, ``next_template``
    and ``values`` keep what was given, so that a door can say it in another language.
    """

    exit_code = 1

    def __init__(self, sentence: str, next_step: str = "", **values: object) -> None:
        self.template = sentence
        self.next_template = next_step
        self.values = values
        self.sentence = _filled(sentence, values)
        self.next_step = _filled(next_step, values)
        super().__init__(f"{self.sentence} {self.next_step}".strip())


class UsageError(ReviewAppError):
    """What was asked cannot be done as asked (exit code 2)."""

    exit_code = 2


class NotFound(UsageError):
    """A person, observation, review or file that does not exist (exit code 2)."""


class RuleRefused(UsageError):
    """A rule of the product stops this act; the sentence names the rule, its reason and the way on."""


class EnvironmentFault(ReviewAppError):
    """The machine cannot do it: no screen, a missing library, a full disk (exit code 3)."""

    exit_code = 3


class VaultLocked(ReviewAppError):
    """Wrong passphrase or recovery code, or another window holds the vault (exit code 4)."""

    exit_code = 4


class VaultUnusable(ReviewAppError):
    """The file is damaged, not ours, or made by a newer version (exit code 5)."""

    exit_code = 5


class VaultTooNew(VaultUnusable):
    """Made by a newer version of the program: nothing is wrong with the file, so no backup is offered."""


def unreadable(path: object, error: OSError, missing: str = N_("Check the name and try again.")) -> ReviewAppError:
    """What to raise when a file cannot be read: NotFound where there is none, else EnvironmentFault with the reason."""
    if isinstance(error, FileNotFoundError):
        return NotFound(N_("There is no file {path}."), missing, path=path)
    return EnvironmentFault(
        N_("{path} cannot be read: {reason}."), N_("Make it readable by you."), path=path, reason=error.strerror
    )


def _filled(text: str, values: Mapping[str, object]) -> str:
    # A text that is no template may quote what people wrote, braces included: it is taken as it is.
    return text.format(**values) if values and isinstance(text, Template) else str(text)
