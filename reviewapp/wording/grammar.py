"""The rules of one language at work: tokens to classes, other senses cleared, families found.

Lines are compiled when a text first holds all the classes they need; a program that checks one short
note compiles a handful of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from reviewapp.wording.held import Family, Hit, Line, Masks, Needs, Numbers, without_overlaps, without_spoken_for
from reviewapp.wording.lexicon import Lexicon, WordForms, forms_of
from reviewapp.wording.meeting import Clauses, Meeting, meetings, read_meeting
from reviewapp.wording.pattern import (
    Alphabet,
    PatternError,
    all_pieces,
    compile_line,
    expand,
    is_symbol,
    may_hold,
    needs,
    needs_in_order,
    pieces_of,
    single_bits,
)
from reviewapp.wording.tokens import DATE, END, MARK, MAX_WORD, NUMBER, WORD, Token
from reviewapp.wording.typos import Mender

_MANY = 30  # words; a larger class is no sign that a line has a chance
_ENDINGS = frozenset(".;…")  # marks that a line may name itself and that end a sentence
_MEMO = 20_000  # words remembered by a grammar; beyond that it starts anew


class Grammar:
    """The compiled rules of one language; `hits` is its one verb. Build it with `of`."""

    def __init__(self) -> None:
        self.work = 0  # lines tried, times tokens: lets a test measure growth without a clock
        self._bits: dict[str, int] = {}
        self._parts: dict[str, list[str]] = {}
        self._part_needs: dict[str, list[int]] = {}
        self._everywhere = 0  # classes that nearly every sentence holds
        self._common = 0  # small words, and classes of many words
        self._forms = WordForms()
        self._clear: list[Family] = []
        self._chunks: list[Family] = []
        self._kept = 0
        self._roles: dict[int, Family] = {}  # by the bit that a run of it gets
        self._role_masks: dict[str, int] = {}
        self._meet: list[Meeting] = []
        self._border = self._role_runs = 0
        self._find: list[Family] = []
        self._except: dict[str, Family] = {}
        self._unless: dict[str, Family] = {}
        self._memo: dict[tuple[str, str, bool], int] = {}
        # Words whose slips are mended, and words that are right as they are.
        self._slips: tuple[list[str], list[str]] = ([], [])
        self._masks: set[int] = set()
        self._numbered = Numbers()
        self._needs = Needs()
        self._prepared = False
        self._crossing: dict[str, bool] = {}

    @classmethod
    def of(cls, lexicon: Lexicon) -> Grammar:
        """The grammar of what the files of a language say."""
        grammar = cls()
        for base in (WORD, NUMBER, END, MARK, DATE, "CAP", "SMALL", "YEAR", "PLAIN"):
            grammar._bit(base)
        grammar._parts = {
            name: pieces_of(lines[0] if len(lines) == 1 else "(" + ") | (".join(lines) + ")")
            for name, lines in lexicon.parts.items()
        }
        for word_class, words in lexicon.classes.items():
            bit = grammar._bit(word_class)
            if len(words) > _MANY:
                grammar._common |= bit
            grammar._forms.add_all(words, bit)
        for name in lexicon.chunks:
            grammar._bit(name)
        for pieces in grammar._parts.values():
            grammar._name_words(pieces)
        for name, lines in lexicon.chunks.items():
            grammar._chunks.append(grammar._family(name, lines))
            grammar._chunks[-1].becomes = grammar._bit(name)
        for name in lexicon.kept:
            grammar._kept |= grammar._bit(name)
        for name, lines in lexicon.clear.items():
            grammar._clear.append(grammar._family(name, lines))
        for name in lexicon.meet:
            lexicon.find.setdefault(name, [])
        for name, lines in lexicon.find.items():
            grammar._find.append(grammar._family(name, lines))
        for name, lines in lexicon.unless.items():
            grammar._unless[name] = grammar._family(name, lines)
        for name, lines in lexicon.exceptions.items():
            grammar._except[name] = grammar._family(name, lines)
        for name in (WORD, "CAP", NUMBER, "NUM", "PER", "PERIOD", "STOP", "BE", "THE"):
            grammar._everywhere |= grammar._bits.get(name, 0)
        for word in lexicon.classes.get("STOP", ()):
            grammar._common |= grammar._bits.get(word, 0)
        grammar._read_meetings(lexicon)
        marked = [word for name in lexicon.mend for word in lexicon.classes.get(name, ()) if "*" not in word]
        known = [form for word in marked for form in forms_of(word)]
        grammar._slips = (known, lexicon.real_words)
        return grammar

    def _read_meetings(self, lexicon: Lexicon) -> None:
        """The roles, each a set of classes and of runs that are given its name, and the lines in which they meet."""
        for name, lines in lexicon.roles.items():
            runs = [line for line in lines if len(line.split()) > 1 or line in self._parts]
            mask = self._bit(name)
            for line in lines:
                mask |= 0 if line in runs else self._meeting_bits(line)
            self._role_masks[name] = mask
            if runs:
                self._roles[self._bits[name]] = self._family(name, runs)
                self._role_runs |= self._bits[name]
        for family, lines in lexicon.meet.items():
            self._meet += [read_meeting(family, line, self._meeting_bits, self._rarity) for line in lines]
        for meeting in self._meet:
            meeting.asked = tuple(sorted(meeting.wanted, key=self._lines_asked))
        self._border = self._bits[END] | self._role_masks.get("BORDER", 0)

    def _lines_asked(self, bits: int) -> int:
        """How many lines it takes to know whether a text has one of these roles."""
        return sum(len(self._roles[one].lines) for one in single_bits(bits & self._role_runs))

    def _meeting_bits(self, name: str) -> int:
        """The bits of a role, class or word that a line of ``[meet]`` names. Raises PatternError for an unknown one."""
        if name in self._role_masks:
            return self._role_masks[name]
        if name not in self._bits and (name in self._parts or name[0].isupper()):
            raise PatternError(f"no role or class is called {name}")
        return self._bit(name)

    def _bit(self, name: str) -> int:
        """The bit of a class, or of a word or mark that a rule names itself."""
        found = self._bits.get(name)
        if found is None:
            found = self._bits[name] = 1 << len(self._bits)
            if name.islower() and name.isascii() and name.isalpha():  # as nearly all of some five thousand are
                words = self._forms.words
                words[name] = words.get(name, 0) | found
            elif not name[0].isupper():
                self._forms.add(name, found)
        return found

    def _name_words(self, pieces: Iterable[str]) -> None:
        """Give a bit to every word that a line or part names itself. Raises PatternError for an unknown class."""
        bits = self._bits
        for piece in pieces:
            if piece in bits:
                continue
            name = piece[1:] if piece[0] == "&" else piece
            if name not in bits and name not in self._parts and is_symbol(name):
                if name[0].isupper():
                    raise PatternError(f"no class or part is called {name}")
                self._bit(name)

    def _family(self, name: str, lines: Sequence[str]) -> Family:
        try:
            self._name_words(all_pieces(lines))
        except PatternError:
            for line in lines:  # one by one, to say which
                try:
                    self._name_words(pieces_of(line))
                except PatternError as problem:
                    raise PatternError(f"{line}: {problem}") from problem
        return Family(name, [Line(line) for line in lines], self._bits["PLAIN"] | self._bits[WORD])

    def _needs_of(self, symbol: str) -> list[int]:
        """The sets of bits of which a text must share one each, for a class, a word or a named part."""
        if symbol not in self._parts:
            return [self._bits[symbol]]
        found = self._part_needs.get(symbol)
        if found is None:
            found = self._part_needs[symbol] = needs(self._parts[symbol], self._needs_of, self._rarity)
        return found

    def _rarity(self, bits: int) -> int:
        """How common the words of a set are: small words and large classes weigh most."""
        return (
            5000 * (bits & self._everywhere).bit_count() + 60 * (bits & self._common).bit_count() + bits.bit_count()
        )

    def numbers_of(self, tokens: Sequence[Token]) -> list[int]:
        """The classes of each token, as the number of their mask."""
        memo = self._memo
        if len(memo) > _MEMO:
            memo.clear()
        out = []
        for token in tokens:
            key = (token.norm, token.kind, token.capital)
            known = memo.get(key)
            if known is None:
                known = memo[key] = self._numbered.of(self._mask_of_token(token))
            out.append(known)
        return out

    def _mask_of_token(self, token: Token) -> int:
        bits = self._bits
        if token.kind == WORD:
            return self._look_up(token.norm) | bits[WORD] | (bits["CAP"] if token.capital else 0)
        mask = bits[token.kind] | self._forms.words.get(token.norm, 0)
        if token.kind == NUMBER:
            if len(token.norm) == 1:
                mask |= bits["SMALL"]
            elif len(token.norm) == 4 and token.norm[:2] in {"19", "20"}:
                mask |= bits["YEAR"]
        return mask

    @cached_property
    def _mender(self) -> Mender:
        """Made when a word is met that no rule knows."""
        return Mender(*self._slips)

    def _look_up(self, word: str) -> int:
        if len(word) >= MAX_WORD:
            return 0
        bits = self._forms.bits_of(word)
        if not bits:
            mended = self._mender.mend(word)
            bits = self._forms.bits_of(mended) if mended else 0
        return bits

    def hits(self, tokens: Sequence[Token]) -> list[Hit]:
        """Every place where a family speaks, after other senses were cleared."""
        if not self._prepared:
            for family in self._families():
                family.prepare(self._needs_of_line, self._needs)
            self._prepared = True
        text = self._masks_for(self.numbers_of(tokens))
        for family in self._clear:
            cleared = self._run(family, text)
            if cleared:
                numbers = list(text.numbers)
                for hit in cleared:
                    numbers[hit.first : hit.last + 1] = [self._numbered.of(family.becomes)] * (hit.last + 1 - hit.first)
                text = self._masks_for(numbers)
        plain = text
        places = [(place, place) for place in range(len(text.numbers))]
        for chunk in self._chunks:
            runs = self._run(chunk, text)
            if runs:
                numbers, places = self._collapsed(chunk, runs, text.numbers, places)
                text = self._masks_for(numbers, text)
        out: list[Hit] = []
        met = self._met(text)
        for family in self._find:
            found = self._run(family, text) + met.get(family.name, [])
            if found and family.name in self._unless:
                found = without_spoken_for(found, self._run(self._unless[family.name], text))
            found = [Hit(hit.family, places[hit.first][0], places[hit.last][1], hit.line) for hit in found]
            if found and family.name in self._except:
                found = without_overlaps(found, self._run(self._except[family.name], plain))
            out += found
        return out

    def _masks_for(self, numbers: list[int], before: Masks | None = None) -> Masks:
        return Masks(numbers, self._bits[END], self._numbered, self._needs, before)

    def _met(self, text: Masks) -> dict[str, list[Hit]]:
        """What the lines of ``[meet]`` find, by family."""
        clauses = Clauses(text.all, self._border, self._role_runs, lambda bit: self._run(self._roles[bit], text))
        out: dict[str, list[Hit]] = {}
        for hit in meetings(self._meet, clauses):
            out.setdefault(hit.family, []).append(hit)
        self.work += len(text.numbers)
        return out

    def _collapsed(
        self, chunk: Family, hits: Sequence[Hit], numbers: list[int], places: list[tuple[int, int]]
    ) -> tuple[list[int], list[tuple[int, int]]]:
        """The tokens with every run of a chunk put together as one; the leftmost and longest run wins."""
        runs = sorted({(hit.first, -hit.last) for hit in hits})
        new_numbers: list[int] = []
        new_places: list[tuple[int, int]] = []
        done = 0
        for first, minus_last in runs:
            if first < done:
                continue
            last = -minus_last
            new_numbers += numbers[done:first]
            new_places += places[done:first]
            handed_on = self._numbered.masks[numbers[last]]
            mask = chunk.becomes | (handed_on if first == last else handed_on & self._kept)
            new_numbers.append(self._numbered.of(mask))
            new_places.append((places[first][0], places[last][1]))
            done = last + 1
        return new_numbers + numbers[done:], new_places + places[done:]

    def names(self) -> set[str]:
        """The names of everything that has lines: families, chunks, other senses, roles, exceptions."""
        return {family.name for family in self._families()}

    def _families(self) -> Iterator[Family]:
        named = (self._roles.values(), self._except.values(), self._unless.values())
        return chain(self._clear, self._chunks, self._find, *named)

    def compile_lines(self, families: Iterable[str]) -> None:
        """Compile every line of some families now. Raises PatternError for a line that cannot be read."""
        wanted = set(families)
        for family in self._families():
            if family.name in wanted:
                for line in family.lines:
                    self._compile(family, line)

    def _run(self, family: Family, text: Masks) -> list[Hit]:
        """The hits of one family."""
        out: list[Hit] = []
        spelled: str | None = None
        for line in family.having_a_chance(text):
            if line.near is None:
                line.near = self._near(line.pieces)
            if not text.holds_near(line.near):
                continue
            if spelled is None:
                spelled = self._spelled(family, text)
            expression = line.expression or self._compile(family, line)
            self.work += len(spelled)
            for match in expression.finditer(spelled):
                first, after = match.span("s") if "s" in match.re.groupindex else match.span()
                if first < 0:
                    first, after = match.span()
                if after > first:
                    out.append(Hit(family.name, first, after - 1, line.text))
        return out

    def _spelled(self, family: Family, text: Masks) -> str:
        """The text in the letters of a family."""
        if family.alphabet is None:
            family.alphabet = self._alphabet_of(family)
        letters = len(family.alphabet.letters)
        spelled = text.spelled(family.alphabet)
        if len(family.alphabet.letters) > letters:
            for one in family.lines:  # a new combination of classes: what was compiled does not know it
                one.expression = None
        return spelled

    def _needs_of_line(self, line: Line) -> list[int]:
        """What a line needs of a text, without what nearly every text has."""
        return [one for one in needs(line.pieces, self._needs_of, self._rarity) if not one & self._everywhere]

    def _near(self, pieces: Sequence[str]) -> list[int]:
        """What one sentence must hold for a line to match; nothing when a run may go on into the next."""
        if self._may_cross(pieces):
            return []
        return needs_in_order([piece for piece in pieces if piece[0] != "&"], self._needs_of, self._rarity)

    def _may_cross(self, pieces: Sequence[str]) -> bool:
        """Whether a run of these pieces may go on over the end of a sentence."""
        for piece in pieces:
            found = self._crossing.get(piece)
            if found is None:
                found = piece == END or piece in _ENDINGS
                if not found and piece in self._parts:
                    found = self._may_cross(self._parts[piece])
                self._crossing[piece] = found
            if found:
                return True
        return False

    def _mask_of(self, family: Family) -> int:
        """The classes that the lines of a family tell apart."""
        mask = self._bits[END]
        for line in family.lines:
            mask |= may_hold(expand(line.pieces, self._parts), self._bit)
        return mask

    def _alphabet_of(self, family: Family) -> Alphabet:
        return Alphabet.of(self._mask_of(family), self._known_masks(), self._bits["CAP"], self._bits[WORD])

    def _compile(self, family: Family, line: Line) -> re.Pattern[str]:
        if family.alphabet is None:
            family.alphabet = self._alphabet_of(family)
        pieces = expand(line.pieces, self._parts)
        line.expression = compile_line(pieces, family.alphabet, self._bit, self._bits[END])
        return line.expression

    def _known_masks(self) -> set[int]:
        """Every mask that a token can have."""
        if not self._masks:
            bits = self._bits
            partial = [more for _one, more in (*self._forms.endings, *self._forms.beginnings)]
            words = {*self._forms.words.values(), *partial, *(one | two for one in partial for two in partial), 0}
            spoken = {one | bits[WORD] for one in words} | {bits["PLAIN"] | bits[WORD]}
            self._masks = spoken
            self._masks |= {bits[NUMBER], bits[NUMBER] | bits["SMALL"], bits[NUMBER] | bits["YEAR"], bits[DATE]}
            marks = {mask for word, mask in self._forms.words.items() if not word[0].isalnum()}
            self._masks |= {bits[END], bits[MARK], *(one | bits[MARK] for one in marks)}
            plain = list(self._masks)
            kept = {one & self._kept for one in plain}
            for chunk in self._chunks:
                self._masks |= {one | chunk.becomes for one in kept}
        return self._masks
