"""``make two-sides``: two people with a window each, from the request to the PDF that both signed.

Both windows are real programs on a screen of their own (Xvfb), with a window manager, worked with keys and clicks through
the names a screen reader gets. Writes what was done, with its moments, and pictures of both sides into ``docs/two-sides/``.

    /usr/bin/python3 tests/helpers/two_windows.py PYTHON FOLDER     PYTHON is the one ReviewApp is installed for

Needs xvfb, openbox, xdotool, wmctrl, imagemagick, dbus and python3-gi with gir1.2-atspi-2.0.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INSIDE = "REVIEWAPP_TWO_WINDOWS"
TOOLS = ("Xvfb", "openbox", "xdotool", "wmctrl", "import", "dbus-run-session")
WIDTH, HEIGHT, GAP = 1280, 840, 20
PASSPHRASE = "two people, two windows"
SETUP = """
import sys
from pathlib import Path
from reviewapp.actions.sample import load_sample_team, manager_name
from reviewapp.actions.vaults import begin_vault
vault, _code = begin_vault(folder=Path(sys.argv[1]), name=manager_name(), passphrase=sys.argv[2])
with vault:
    load_sample_team(vault)
"""
READ = """
import sys
import pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
wanted = sys.argv[2]
for page in document:
    text = " ".join(page.get_textpage().get_text_bounded().split())
    print(text)
    if wanted in text:
        page.render(scale=1.4).to_pil().save(sys.argv[3])
"""
OWN = "The wage book. I had doubted the stroke, and the printer was at the door."
NEEDS = "A second reader for the volunteer mornings."
KEPT = "Reading at sight with the volunteers."
STATEMENT = "On the ditto marks I would put it differently: I had nobody to say it to."


def main() -> int:
    """Start the screen and the bus, or do the work when both are there."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        print(f"Missing: {', '.join(missing)}. See the head of {__file__}.", file=sys.stderr)
        return 3
    python, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    if INSIDE in os.environ:
        Play(python, folder).perform()
        return 0
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{2 * WIDTH + 3 * GAP}x{HEIGHT + 3 * GAP}x24", "-nolisten", "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as said:
        number = said.readline().strip()
    environment = {**os.environ, "DISPLAY": f":{number}", INSIDE: "1"}
    keeper = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        return subprocess.run(
            ["dbus-run-session", "--", sys.executable, __file__, python, str(folder)], env=environment, check=False
        ).returncode
    finally:
        for one in (keeper, screen):
            one.terminate()
            one.wait(20)


class Play:
    """The story, step by step; every line of the log is written after what it says has shown on the screen."""

    def __init__(self, python: str, folder: Path) -> None:
        self.python, self.folder = python, folder
        self.lines: list[str] = []
        self.began = time.monotonic()
        self.place = Path(tempfile.mkdtemp(prefix="two-sides-"))
        self.between = self.place / "between"
        self.between.mkdir()
        self.pictures = 0

    def perform(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        try:
            self._perform()
        finally:
            for one in (getattr(self, "maren", None), getattr(self, "ione", None)):
                if one is not None and one.process.poll() is None:
                    one.process.terminate()
            shutil.rmtree(self.place, ignore_errors=True)

    def _perform(self) -> None:
        from screen_hands import Hands, home

        self.hers = {**home(self.place / "maren"), "REVIEWAPP_VAULT": str(self.place / "maren" / "vault"), "PYTHONPATH": str(ROOT)}
        self.his = {**home(self.place / "ione"), "REVIEWAPP_VAULT": str(self.place / "ione" / "vault"), "PYTHONPATH": str(ROOT)}
        subprocess.run([self.python, "-c", SETUP, self.hers["REVIEWAPP_VAULT"], PASSPHRASE], env=self.hers, check=True)
        self.maren = Hands("Maren", [self.python, "-m", "reviewapp"], self.hers, (GAP, GAP, WIDTH, HEIGHT))
        self.say("Maren", "starts ReviewApp; the vault is locked")
        self.maren.fill("Passphrase", PASSPHRASE)
        self.maren.keys("Return")
        self.maren.wait_for("Good to see you, Maren Tolliver")
        self.say("Maren", "types her passphrase; the sample team is there, and a draft about Ione Karavasili")
        self.ask()
        self.answer()
        self.reveal()
        self.share()
        self.reply()
        self.finish()
        self.hand_over_signed()
        self.sign()
        self.signed_by_both()
        self.maren.end()
        self.ione.end()
        self.verify()
        self.write_log()

    def ask(self) -> None:
        maren = self.maren
        self.open_review()
        maren.press("Ask for self-assessment", "push button")
        maren.find("Make the request", "push button")
        maren.wait_for("Ione Karavasili")
        self.picture(maren, "ask", "What is asked, before anything is made", dialog=True)
        maren.press("Make the request", "push button")
        maren.press("Save file …", "push button")
        maren.name_file(self.between / "request.rvpacket")
        maren.wait_for("Saved as")
        self.picture(maren, "request-made", "The file is made; mail program and folder are offered", dialog=True)
        maren.press("Close", "push button")
        self.say("Maren", f"makes the request, {self.size('request')}, and hands it over on a stick")

    def answer(self) -> None:
        from screen_hands import Hands

        request = self.between / "request.rvpacket"
        place = (2 * GAP + WIDTH, GAP, WIDTH, HEIGHT)
        ione = self.ione = Hands("Ione", [self.python, "-m", "reviewapp", str(request)], self.his, place)
        ione.wait_for("Maren Tolliver")
        self.picture(ione, "first-run", "Ione double-clicks the file and has never used the program")
        ione.fill("Passphrase", PASSPHRASE)
        ione.fill("The same passphrase once more", PASSPHRASE)
        ione.press("Begin", "push button")
        ione.press("I have kept it", "push button")
        self.say("Ione", "double-clicks it: who asks, a name and a passphrase, the recovery code; nothing else to set up")
        ione.find("Take in", "push button")
        self.picture(ione, "incoming", "What the file is, from whom, and the words to compare; nothing is written yet", dialog=True)
        ione.press("Take in", "push button")
        ione.find("Write my self-assessment", "push button")
        self.picture(ione, "request", "The request: who asks, for which time, the notice, the questions")
        ione.press("Write my self-assessment", "push button")
        ione.fill("Something I got wrong", OWN)
        ione.fill("What I kept human", KEPT)
        ione.fill("What I need", NEEDS)
        ione.keys("shift+Tab", "Tab")  # as somebody with a keyboard, so that the page goes along
        self.picture(ione, "answer", "The self-assessment: every part optional, the draft stays in this vault")
        ione.press("Hand back …", "push button")
        ione.wait_for("This is all that leaves")
        ione.wait_for(OWN)
        self.picture(ione, "hand-back", "Exactly what leaves, word for word", dialog=True)
        ione.press("Hand back", "push button")  # and is asked at once where the file goes
        ione.name_file(self.between / "answer.rvpacket")
        ione.wait_for("Saved as")
        ione.press("Close", "push button")
        self.say("Ione", f"writes three parts and hands them back, {self.size('answer')}, sealed to Maren")

    def reveal(self) -> None:
        maren = self.maren
        self.take_in(maren, "answer")
        maren.find("Seal", "push button")
        maren.wait_for("It stays closed until your own draft is sealed")
        self.picture(maren, "answer-closed", "It came, and stays closed until her own draft is sealed")
        shown = [word for word in (OWN, KEPT, NEEDS) if maren.shows(word)]
        if shown:
            raise SystemExit(f"words of a closed answer show: {shown}")
        self.say("Maren", "takes the answer in: the page says that it came, and not one word of it shows")
        maren.press("Seal", "push button")
        maren.press("Reveal both sides", "push button")
        maren.wait_for("Side by side: you and Ione Karavasili")
        maren.wait_for(OWN)
        self.picture(maren, "side-by-side", "Both sides, with the moments of sealing and opening")
        self.say("Maren", "seals her draft, then reveals both: the two texts stand beside each other")

    def share(self) -> None:
        maren = self.maren
        maren.press("Back to the review", "push button")
        maren.press("Hand over …", "push button")
        maren.find("Make the file …", "push button")
        maren.wait_for("Ione Karavasili")
        self.picture(maren, "hand-over", "The draft as it will be read, before the file is made", dialog=True)
        maren.press("Make the file …", "push button")
        maren.name_file(self.between / "draft.rvpacket")
        maren.wait_for("The file is made. Give it to Ione Karavasili")
        maren.press("Close", "push button")
        self.say("Maren", f"hands the draft over with its episodes and pages, {self.size('draft')}")

    def reply(self) -> None:
        ione = self.ione
        self.take_in(ione, "draft")
        ione.press("Answer …", "push button")
        ione.find("Keep as my draft", "push button")
        ione.press("I agree in part", "radio button")
        ione.fill("Your words", STATEMENT)
        self.picture(ione, "my-answer", "Where she stands, and her own words", dialog=True)
        ione.press("Keep as my draft", "push button")
        ione.press("Hand back …", "push button")
        ione.find("Make the file …", "push button")
        ione.wait_for(STATEMENT)
        ione.press("Make the file …", "push button")
        ione.name_file(self.between / "reply.rvpacket")
        ione.wait_for("The file is made. Give it to Maren Tolliver")
        ione.press("Close", "push button")
        ione.wait_for("handed back on")
        self.picture(ione, "my-side", "My side: what was written about her, and what she said to it")
        self.say("Ione", f"reads the draft on My side, answers, and hands that back, {self.size('reply')}")

    def finish(self) -> None:
        maren = self.maren
        self.take_in(maren, "reply")
        maren.wait_for(STATEMENT)
        self.picture(maren, "reply", "Her reply stands at the end of the review, word for word")
        self.say("Maren", "takes the reply in: it stands at the review, word for word")
        self.picture_of_both("both", "Both windows at this moment")
        maren.press("Finish …", "push button")
        maren.fill("Talked about on", "today")
        self.picture(maren, "finish", "Finishing needs the day of the conversation", dialog=True)
        maren.keys("Tab")
        maren.press("Finish", "push button")
        maren.wait_for("Finished")
        maren.press("Export PDF", "push button")
        pdf = self.between / "review.pdf"
        maren.press("Save PDF …", "push button")
        maren.name_file(pdf)
        maren.wait_for("review.pdf")
        maren.press("Close", "push button")
        self.read_pdf(pdf)
        self.say("Maren", "finishes it after the conversation and exports the PDF; the reply is in it")

    def hand_over_signed(self) -> None:
        maren = self.maren
        maren.press("Sign and hand over …", "push button")
        maren.find("Sign and make the file …", "push button")
        maren.wait_for("You sign as Maren Tolliver, with key")
        self.picture(maren, "sign-hand-over", "Her signature goes behind the pages; the dialog names the key", dialog=True)
        maren.press("Sign and make the file …", "push button")
        maren.name_file(self.between / "for-signing.rvpacket")
        maren.wait_for("The file is made. Give it to Ione Karavasili")
        maren.press("Close", "push button")
        maren.wait_for("Ione Karavasili has not signed so far")
        self.say("Maren", f"signs the finished review and hands it over, {self.size('for-signing')}")

    def sign(self) -> None:
        ione = self.ione
        self.take_in(ione, "for-signing")
        ione.find("Read and sign …", "push button")
        self.picture(ione, "to-sign", "What there is to sign, and that nobody has to")
        ione.press("Read and sign …", "push button")
        ione.wait_for("Nobody has to sign them")
        self.picture(ione, "read-and-sign", "The pages, byte for byte as they came", dialog=True)
        ione.press("Sign …", "push button")
        ione.wait_for("You sign as Ione Karavasili, with key")
        ione.press("I have received it", "radio button")
        ione.wait_for("Received this record. Receipt is not agreement.")
        self.picture(ione, "sign", "What the page will say, and with which key", dialog=True)
        ione.press("Sign and make the file …", "push button")
        ione.name_file(self.between / "signed.rvpacket")
        ione.wait_for("The file is made. Give it to Maren Tolliver")
        ione.press("Save your copy …", "push button")
        ione.name_file(self.between / "copy.pdf")
        ione.wait_for("Saved as")
        ione.press("Close", "push button")
        ione.wait_for("You signed these pages on")
        self.picture(ione, "signed", "What she signed stays on My side, and can be looked at and saved again")
        self.say("Ione", f"reads the pages, signs that she received them, hands that back, {self.size('signed')}, and keeps a copy")

    def signed_by_both(self) -> None:
        maren = self.maren
        self.take_in(maren, "signed")
        maren.wait_for("Signed by both. Ione Karavasili received it, which is not agreement")
        self.picture(maren, "signed-by-both", "The page of the review says where the signatures stand")
        maren.press("Look at it …", "push button")
        maren.wait_for("exactly as it came back")
        maren.press("Save PDF …", "push button")
        maren.name_file(self.between / "both.pdf")
        maren.wait_for("both.pdf")
        maren.press("Close", "push button")
        self.say("Maren", "takes it in: signed by both, received and not agreed; she saves the file as it came back")

    def verify(self) -> None:
        """HR, with a list of keys and no vault."""
        both, keys = self.between / "both.pdf", self.between / "keys.txt"
        if both.read_bytes() != (self.between / "copy.pdf").read_bytes():
            raise SystemExit("the two copies differ")
        subprocess.run(
            [self.python, "-m", "reviewapp", "pins", "--out", str(keys)], check=True, capture_output=True,
            env={**self.hers, "REVIEWAPP_PASSPHRASE": PASSPHRASE},
        )
        nobody = {**self.hers, "REVIEWAPP_VAULT": str(self.place / "no-vault")}
        said = subprocess.run(
            [self.python, "-m", "reviewapp", "verify", str(both), "--pins", str(keys)], check=True, capture_output=True,
            text=True, env=nobody,
        ).stdout
        if not said.startswith("holds") or "Receipt is not agreement." not in said:
            raise SystemExit(said)
        self.say("HR", "checks that file with a list of keys and without a vault: both signatures hold")

    def read_pdf(self, pdf: Path) -> None:
        self.pictures += 1
        path = self.folder / f"{self.pictures:02}-pdf-reply.png"
        text = subprocess.run(
            [self.python, "-c", READ, str(pdf), STATEMENT, str(path)], env=self.hers, check=True, capture_output=True, text=True
        ).stdout
        if STATEMENT not in text or not path.is_file():
            raise SystemExit("the reply is not in the PDF")
        self.lines.append(f"| | | ![The page of the final PDF with the reply]({path.name}) |")

    def write_log(self) -> None:
        head = [
            "# Two people, two windows", "",
            f"Written by `make two-sides` on {date.today()}. Maren Tolliver reviews Ione Karavasili; both are invented. Each has a",
            "window of her own, a vault and a home folder of her own; they share a screen (Xvfb) and a folder for files, nothing else.",
            "The windows are worked with keys and clicks, and found by the names a screen reader gets. A line is written once what",
            "it says has shown; “it stays closed” was checked against every word and name on the screen.", "",
            "| after | who | what |", "|---|---|---|",
        ]  # fmt: skip
        (self.folder / "README.md").write_text("\n".join([*head, *self.lines]) + "\n", "utf-8")

    # what comes again and again

    def open_review(self) -> None:
        maren = self.maren
        maren.press("Review", "push button")
        row = maren.find("Ione Karavasili, *", "list item")
        maren.click(row)
        maren.keys("Return")
        maren.find("Preview", "push button")

    def take_in(self, hands: object, name: str) -> None:
        hands.keys("ctrl+o")
        hands.name_file(self.between / f"{name}.rvpacket")
        hands.press("Take in", "push button")

    def size(self, name: str) -> str:
        return f"{(self.between / f'{name}.rvpacket').stat().st_size / 1000:.1f} KB"

    def say(self, who: str, what: str) -> None:
        self.lines.append(f"| {time.monotonic() - self.began:5.1f} s | {who} | {what} |")
        print(self.lines[-1], flush=True)

    def picture_of_both(self, name: str, what: str) -> None:
        self.pictures += 1
        path = self.folder / f"{self.pictures:02}-{name}.png"
        subprocess.run(["import", "-window", "root", "-strip", "-resize", "1600x", "+dither", "-colors", "96", str(path)], check=True)
        self.lines.append(f"| | | ![{what}]({path.name}) |")

    def picture(self, hands: object, name: str, what: str, *, dialog: bool = False) -> None:
        self.pictures += 1
        path = self.folder / f"{self.pictures:02}-{hands.name.lower()}-{name}.png"
        hands.picture(path, dialog=dialog)
        self.lines.append(f"| | | ![{what}]({path.name}) |")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    raise SystemExit(main())
