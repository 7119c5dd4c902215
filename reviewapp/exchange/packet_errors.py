"""What can be wrong with a packet: one class, one sentence and one next step each (exchange.md 1.3).

Exit code 5 where the file cannot be used at all, 1 where it was read and something in it does not hold.
"""

from __future__ import annotations

from reviewapp.domain.errors import N_, ReviewAppError, Template


class PacketRefused(ReviewAppError):
    """A packet that is not taken; nothing was written anywhere."""

    exit_code = 5
    said: Template
    advice: Template

    def __init__(self, **values: object) -> None:
        super().__init__(self.said, self.advice, **values)


class NotAPacket(PacketRefused):
    """Empty, random, or a file of another program."""

    said = N_("This is not a packet of this app.")
    advice = N_("Choose a file that ends in .rvpacket.")


class Damaged(PacketRefused):
    """Cut, or altered on its way."""

    said = N_("The file is damaged or incomplete.")
    advice = N_("Ask for it again.")


class NotForYou(PacketRefused):
    """Sealed to other keys than those of this vault."""

    said = N_("This file is sealed for another person or another computer of yours.")
    advice = N_("Ask the person who gave it to you whom it is for.")


class TooNew(PacketRefused):
    """A higher format, or a kind or value that this version does not know."""

    said = N_("Made by a newer version.")
    advice = N_("Update the app.")


class TooLarge(PacketRefused):
    """Over a limit that is checked before anything is decrypted or parsed."""

    said = N_("Too large.")
    advice = N_("A packet has at most 32 MB; ask for it with smaller attachments.")


class Unsafe(PacketRefused):
    """Built in a way no version of this program builds packets."""

    said = N_("Unsafe file, not opened.")
    advice = N_("Ask the sender whether they meant to send it.")


class WrongRecipient(PacketRefused):
    """Signed for somebody else and sealed again for us."""

    exit_code = 1
    said = N_("Written for someone else and passed on.")
    advice = N_("It was not imported; tell {name}, who wrote it.")


class BadSignature(PacketRefused):
    """Body, manifest or signature are not what ``name`` signed."""

    exit_code = 1
    said = N_("The content was changed after {name} signed it.")
    advice = N_("Do not use it.")


class KeyChanged(PacketRefused):
    """Another key than the one known for this person; never accepted by itself."""

    exit_code = 1
    said = N_("{name} uses a new key.")
    advice = N_("Phone {name} and compare the words.")


class KeyRetired(PacketRefused):
    """Signed with a key that was replaced or stopped."""

    exit_code = 1
    said = N_("{name} no longer uses this key.")
    advice = N_("Phone {name} and ask for the file again.")


class Replayed(PacketRefused):
    """The same signed content as one imported before, perhaps sealed again."""

    exit_code = 1
    said = N_("Already imported on {day}.")
    advice = N_("Nothing changed.")


class MadeHere(PacketRefused):
    """A packet of our own."""

    exit_code = 1
    said = N_("You made this file yourself on {day}.")
    advice = N_("Give it to the person it is for; there is nothing to import.")


class Forked(PacketRefused):
    """The id of a known packet with other content."""

    exit_code = 1
    said = N_("Two different files claim to be the same.")
    advice = N_("Ask {name} which one is right; this one was not imported.")


class NoSuchRequest(PacketRefused):
    """An answer to something that was not sent from here, or not to this person."""

    exit_code = 1
    said = N_("You did not ask for this.")
    advice = N_("Ask {name} what it answers; it was not imported.")


class CannotBeSent(ReviewAppError):
    """What should go into a packet does not fit into one (exit code 2)."""

    exit_code = 2
