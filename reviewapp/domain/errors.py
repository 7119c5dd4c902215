"""The error tree: the world's fault (tell the user) and nothing else.

    ReviewAppError                 one sentence and what to do next; never a traceback
    ├── UsageError          exit 2  what was asked cannot be done as asked
    │   ├── NotFound                no such person, observation, review …
    │   └── RuleRefused             one of the product's rules stops this (names rule, reason, way on)
    ├── EnvironmentFault    exit 3  no screen, missing library, disk full, read-only folder
    ├── VaultLocked         exit 4  wrong passphrase, or the vault is open in another window
    └── VaultUnusable       exit 5  damaged, foreign or newer file

Anything else that is raised is a bug of ours and is reported as one.
"""

from __future__ import annotations


class ReviewAppError(Exception):
    """A failure the user can understand: ``sentence`` says what, ``next_step`` says what to do."""

    exit_code = 1

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(f"{sentence} {next_step}".strip())
        self.sentence = sentence
        self.next_step = next_step


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
