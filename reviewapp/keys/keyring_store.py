"""The keyring of the operating system as one more way in: it keeps 32 random bytes that open one slot.

Never the data key and never the passphrase: losing them is harmless, and the passphrase always opens the vault. The
`keyring` library is an extra and is imported only when somebody switches this on or has done so. Whatever goes wrong
is one calm sentence, and the keyring is then simply not used.
"""

from __future__ import annotations

import base64
import binascii
import os
import sys
from types import ModuleType
from typing import Any

from reviewapp.domain.errors import N_, EnvironmentFault

SERVICE = "ReviewApp"
SECRET_BYTES = 32
# What keyring's authors call a backend they recommend: one that protects what it keeps.
_PROTECTS = 1


def keep_new_secret(vault_id: str) -> bytes:
    """Put a fresh secret for this vault into the keyring and return it.

    Raises EnvironmentFault when there is no keyring, it protects nothing, or it does not give back what it took.
    """
    backend = _backend()
    secret = os.urandom(SECRET_BYTES)
    text = base64.b64encode(secret).decode("ascii")
    try:
        backend.set_password(SERVICE, vault_id, text)
        kept = backend.get_password(SERVICE, vault_id)
    except Exception as error:  # every desktop has its own ways of failing; none of them may stop anybody
        raise _refusal(error) from error
    if kept != text:
        raise _refusal(None)
    return secret


def secret_of(vault_id: str) -> bytes | None:
    """What the keyring keeps for this vault, or None; EnvironmentFault when it cannot be asked."""
    backend = _backend()
    try:
        text = backend.get_password(SERVICE, vault_id)
    except Exception as error:
        raise _refusal(error) from error
    try:
        return base64.b64decode(text, validate=True) if text else None
    except (binascii.Error, ValueError):
        return None


def forget(vault_id: str) -> None:
    """Take the secret out of the keyring; EnvironmentFault when it cannot be asked. Nothing there is fine."""
    backend = _backend()
    try:
        if backend.get_password(SERVICE, vault_id) is not None:
            backend.delete_password(SERVICE, vault_id)
    except Exception as error:
        raise _refusal(error) from error


def library() -> Any:
    """The ``keyring`` library; ImportError without it.

    One of its parts (jaraco.context) imports ``urllib.request``, and with it http and ssl, for a function that nobody
    here calls. This program loads nothing that opens internet connections, so an empty module stands in meanwhile.
    """
    name = "urllib.request"
    if name in sys.modules:
        import keyring

        return keyring
    sys.modules[name] = ModuleType(name)
    try:
        import keyring
    finally:
        del sys.modules[name]
    return keyring


def _backend() -> Any:
    try:
        keyring = library()
    except ImportError as error:
        raise EnvironmentFault(
            N_("The part that speaks to the keyring of this computer is not installed."),
            N_("Install it with: pip install 'reviewapp[keyring]'. The passphrase opens the vault without it."),
        ) from error
    try:
        backend = keyring.get_keyring()
        protects = backend.priority >= _PROTECTS
    except Exception as error:
        raise _refusal(error) from error
    if not protects:
        raise EnvironmentFault(
            N_("This computer offers no keyring that protects what it keeps."),
            N_("The passphrase opens the vault without it."),
        )
    return backend


def _refusal(error: Exception | None) -> EnvironmentFault:
    reason = type(error).__name__ if error is not None else "?"
    return EnvironmentFault(
        N_("The keyring of this computer does not answer as it should ({reason})."),
        N_("The passphrase opens the vault without it."), reason=reason,
    )
