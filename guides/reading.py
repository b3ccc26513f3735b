"""How hard a French text is to read: words a sentence, long words. A hint to editors, never a refusal.

Twelve words a sentence is the rule of easy French (FALC); twenty is what plain French for everybody keeps to.
"""

import re
from dataclasses import dataclass

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PLAIN_WORDS = 20
SIMPLE_WORDS = 12
LONG_WORD = 12  # letters
SHOWN = 5  # of each kind of hint

SENTENCE_END = re.compile(r"(?<=[.!?…])[\s\u00a0\u202f]+|\n+")
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@dataclass(frozen=True)
class Measure:
    sentences: list[str]
    words: int
    long_words: list[str]

    @property
    def words_a_sentence(self) -> int:
        return round(self.words / len(self.sentences)) if self.sentences else 0


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a plain or rich text; the end of a paragraph or of a line ends a sentence too."""
    plain = strip_tags(re.sub(r"</(p|li|h\d)>", "\n", text))
    return [part.strip() for part in SENTENCE_END.split(plain) if WORD.search(part)]


def words_of(sentence: str) -> list[str]:
    """Return the words; an elided one counts with the word that it leans on ("l’eau" is one word)."""
    return [token for token in re.split(r"[\s\u00a0\u202f]+", sentence) if WORD.search(token)]


def measure(texts: list[str]) -> Measure:
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    long_words = [word for sentence in sentences for word in WORD.findall(sentence) if len(word) >= LONG_WORD]
    return Measure(sentences, sum(len(words_of(sentence)) for sentence in sentences), list(dict.fromkeys(long_words)))


def hints(texts: list[str], longest: int = PLAIN_WORDS) -> list[str]:
    """Return what an editor may look at again: the length of sentences, those that are too long, long words."""
    measured = measure(texts)
    if not measured.sentences:
        return []
    too_long = [sentence for sentence in measured.sentences if len(words_of(sentence)) > longest]
    told = [
        ngettext("%(count)d word a sentence.", "%(count)d words a sentence.", measured.words_a_sentence)
        % {"count": measured.words_a_sentence}
    ]
    told += [
        _("%(count)d words, more than %(most)d: “%(sentence)s”")
        % {"count": len(words_of(sentence)), "most": longest, "sentence": sentence}
        for sentence in too_long[:SHOWN]
    ]
    if measured.long_words:
        told.append(_("Long words, is there a simpler one? %(words)s") % {"words": ", ".join(measured.long_words[:12])})
    return told
