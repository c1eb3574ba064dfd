"""Which of the open questions does a draft answer? Guessed by nearness; a person confirms in passing (C3).

What only thanks, asks back or promises to get in touch answers nothing. Of the rest counts: a quoted question with
words below it, as many numbered answers as questions, words that question and draft share (compounds and stems too),
a time where a time was asked, a price where a price was, yes or no. The only question of a case is likely answered by
any words of substance.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onehand.cases.recognise.found import Recognised
from onehand.cases.recognise.questions_plain import fold, fold_pattern
from onehand.cases.recognise.sentences import Sentence, split
from onehand.foundation import text as words

MOST_SENTENCES = 400
MOST_LETTERS = 400  # of a question
ENOUGH = 3  # words of weight that make a draft one of substance
_SHARE = 0.34  # of a question's words
_LONG = 5  # letters from which a word is looked for inside compounds

_LIGHT = frozenset(
    fold(
        """
        aber alle als also am an and are art as auf aus bei bereits bin bis bitte but by can could da dank danke dann
        das dass dem den denn der des did die dies diese dieser do doch does du eigentlich ein eine einem einen einer er
        es etwas euch euer for fragen frage from für gern gerne get gibt habe haben had hallo has hat hatte have heute i
        ich if ihm ihn ihnen ihr ihre ihrem ihren ihrer im in is ist it ja jetzt kann kein keine know können könnte
        könnten leider mal man me mein meine meinem meinen meiner mich mir mit mitteilen möchte muss my nach nein nicht
        no noch not now nun nur ob oder of on or our please sagen schon sehr sein seit she sich sie sind so soll sollte
        tell that the there this to um und uns unser unsere über very von vor wann war warum was we wegen weil weiß
        welche welchen welcher welches wenn wer werde werden were weshalb wie wieder wieso will wir wird wissen wo woher
        wohin wollte would wurde wurden yes you your yours zu zum zur how when where which who why what with been any
        wüsste gerade überhaupt bzw dazu davon damit
        """
    ).split()
)


def _pattern(*parts: str) -> re.Pattern[str]:
    """Written with umlauts, read folded."""
    return re.compile(fold_pattern("|".join(parts)))


_COURTESY = _pattern(
    r"(?:vielen|herzlichen|besten|schönen|lieben)? ?dank", "danke", "thank", r"guten (?:tag|morgen|abend)", "hallo",
    "hello", "hi ", "dear ", "sehr geehrte", "liebe[rs]? ", r"mit (?:freundlichen|besten|vielen) gr[uü]ß",
    r"(?:viele|beste|liebe|freundliche|schöne) gr[uü]ß", r"(?:kind|best|warm) (?:regards|wishes)", "wir freuen uns",
    "ich freue mich", "ich hoffe", "i hope", "we hope", "entschuldig", r"(?:es )?tut (?:mir|uns) (?:sehr )?leid",
    "sorry", "we apologi", "i apologi", r"bei (?:weiteren |rück)?fragen", r"wenn sie (?:noch )?(?:weitere )?fragen",
    r"if you have (?:any )?(?:further |more )?questions", "melden sie sich", "ich verstehe", "i understand",
)  # fmt: skip
_TIME_ASKED = _pattern(r"\b(?:wann|wie lange|bis wann|welche[nm]? tag|when|how long|what (?:time|day|date))\b")
_PRICE_ASKED = _pattern(
    r"\b(?:was kostet|wie ?viel|wie teuer|welche kosten|how much|what does it cost|what.{0,20}price)\b"
)
_YES_NO_ASKED = _pattern(
    r"(?:(?:und|oder|and|or|also) )?(?:ist|sind|kann|kannst|können|könnten|könnte|haben|hat|habe|hatten|wird|werden"
    r"|wurden?|gibt|darf|muss|müssen|soll|sollte|geht|liefern|bieten|is|are|can|could|do|does|did|have|has|will|would)\b"
)
_TIME = _pattern(
    r"\b\d{1,2}\.(?: ?\d{1,2}\.)?", r"\b\d{1,2}(?::\d\d)? ?(?:uhr|am|pm|h)\b",
    r"\b(?:heute|morgen|übermorgen|gestern|today|tomorrow|yesterday)\b",
    r"\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?\b",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    r"\b(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\b",
    r"\b(?:january|february|march|may|june|july|october|december)\b",
    r"\b(?:werk|arbeits)?tage?n?\b", r"\b(?:wochen?|monate?n?|stunden?|days?|weeks?|months?|hours?)\b",
)  # fmt: skip
_PRICE = _pattern(
    r"\d ?(?:€|eur|euro|chf|franken|gbp|usd)", r"[€$£] ?\d", "kostenlos", "kostenfrei", "gratis", "free of charge",
    "for free",
)  # fmt: skip
_YES_NO = _pattern(r"(?:ja|nein|leider|selbstverständlich|natürlich|gern|gerne|yes|no|unfortunately|of course|sure)\b")
_ITEM = re.compile(r"(?m)^ ?(?:(\d{1,2})[.)]|(?:zu|ad|frage|question) (\d{1,2})\b)")
_QUOTE = re.compile(r"(?m)^[ \t]*>+[ \t]?")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft taken apart: `said` are the forms of each sentence that can answer something."""

    said: tuple[frozenset[str], ...]
    plain: tuple[str, ...]
    quotes: str
    items: int

    @property
    def substance(self) -> int:
        return sum(len(_weighty(line)) for line in self.plain)


def take_apart(text: str, seen: Recognised) -> Draft:
    """`seen` is what was recognised in the draft."""
    void = [(ask.start, ask.end) for ask in seen.asks]
    void += [
        (one.start, one.end) for one in seen.promises
        if one.kind in ("callback", "message") or (one.kind == "other" and one.due is None)
    ]  # fmt: skip
    sentences = split(text, seen.language)[:MOST_SENTENCES]
    own = [one for one in sentences if not one.quoted and not _covered(one, void)]
    plain = [fold(one.text) for one in own]
    kept = [(one, line) for one, line in zip(own, plain, strict=True) if not _COURTESY.match(line)]
    quoted = [line for line in text.split("\n") if line.lstrip().startswith(">")]
    return Draft(
        tuple(frozenset(words.search_words(one.text).split()) for one, _ in kept),
        tuple(line for _, line in kept),
        fold(" ".join(_QUOTE.sub("", line) for line in quoted)),
        _numbered("\n".join(line for _, line in kept)),
    )


def _covered(sentence: Sentence, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether most of it lies in one of these."""
    size = max(1, sentence.end - sentence.start)
    return any(min(sentence.end, end) - max(sentence.start, start) > size * 0.6 for start, end in spans)


def _numbered(text: str) -> int:
    """How many numbered answers: 1., 2., 3. in this order."""
    numbers = [int(found[1] or found[2]) for found in _ITEM.finditer(text)]
    return len(numbers) if numbers == list(range(1, len(numbers) + 1)) else 0


def answered(questions: Sequence[str], draft: Draft) -> list[bool]:
    """For each question whether the draft likely answers it."""
    if not draft.plain and not draft.quotes:
        return [False] * len(questions)
    if len(questions) > 1 and draft.items == len(questions):
        return [True] * len(questions)
    only = len(questions) == 1
    plain = [fold(question[:MOST_LETTERS]) for question in questions]
    kinds = [_kinds(line) for line in plain]
    return [
        _quoted(line, draft)
        or (only and draft.substance >= ENOUGH)
        or _near(question, kind, draft, alone=sum(bool(kind & other) for other in kinds) == 1)
        for question, line, kind in zip(questions, plain, kinds, strict=True)
    ]


def _quoted(question: str, draft: Draft) -> bool:
    """It stands in the draft as a quote, and something is said beside it."""
    line = " ".join(question.split())
    return len(line) > 8 and bool(draft.plain) and line in " ".join(draft.quotes.split())


def _kinds(question: str) -> frozenset[str]:
    """What would answer it by its form alone."""
    found = set()
    if _TIME_ASKED.search(question):
        found.add("time")
    if _PRICE_ASKED.search(question):
        found.add("price")
    if not found and _YES_NO_ASKED.match(question):
        found.add("yes_no")
    return frozenset(found)


def _near(question: str, kinds: frozenset[str], draft: Draft, *, alone: bool) -> bool:
    """Words shared with one sentence, or the one below it that goes on; fewer are enough where the form answers."""
    wanted = _weighty_forms(question[:MOST_LETTERS])
    for at, said in enumerate(draft.said):
        fits = _fits(kinds, draft.plain[at])
        window = said | draft.said[at + 1] if at + 1 < len(draft.said) else said
        hits = sum(_met(forms, window) for forms in wanted)
        if fits and (alone or hits):
            return True
        if hits and hits / len(wanted) >= (0.5 if hits == 1 else _SHARE) and not ("time" in kinds and not fits):
            return True
    return False


def _fits(kinds: frozenset[str], line: str) -> bool:
    return (
        ("time" in kinds and bool(_TIME.search(line)))
        or ("price" in kinds and bool(_PRICE.search(line)))
        or ("yes_no" in kinds and bool(_YES_NO.match(line)))
    )


def share(text: str, draft: Draft) -> float:
    """How much of what is said in `text` comes again in one place of the draft, 0 to 1."""
    wanted = _weighty_forms(text[:MOST_LETTERS])
    if not wanted:
        return 0.0
    return max((sum(_met(forms, said) for forms in wanted) / len(wanted) for said in draft.said), default=0.0)


def _weighty(line: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", line) if word not in _LIGHT and (len(word) > 2 or word.isdigit())]


@lru_cache(maxsize=1024)
def _weighty_forms(text: str) -> tuple[tuple[str, ...], ...]:
    """Each word of weight by its forms, as the index writes them."""
    found = dict.fromkeys(_weighty(fold(text)))
    forms = (tuple(words.search_words(word).split()) for word in found)
    return tuple(one for one in forms if one)[:40]


def _met(forms: Sequence[str], said: Collection[str]) -> bool:
    """The word itself, or one that is put together with it: Liefertermin for Lieferung, Schrank for Kleiderschrank."""
    if any(form in said for form in forms):
        return True
    stem = min(forms, key=len)
    if len(stem) < _LONG:
        return False
    return any(
        other.startswith(stem) or other.endswith(stem) or (len(other) >= _LONG and stem.endswith(other))
        for other in said
    )
