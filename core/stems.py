"""From a text to the stems that search compares: without accents, without case, without endings, without small words.

Text and question go through the same steps, so that both databases compare plain equal words and answer the same.
"""

import re
import threading
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import snowballstemmer

ALGORITHMS = {"fr": "french", "en": "english", "ar": "arabic"}
WORD = re.compile(r"[^\W_]+")
LONGEST = 32  # characters of a stem; the column of the index is as wide
SHORT_PLURAL = 4  # letters up to which a last s may belong to the word
# Letters that Unicode does not take apart, and Arabic letters that people write one for the other.
SAME_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ـ": "", "ى": "ي", "ة": "ه"})
# Plurals that the French stemmer leaves apart from their singular.
IRREGULAR = {"travaux": "travail", "baux": "bail", "vitraux": "vitrail", "yeux": "oeil"}
SMALL_WORDS = {
    language: frozenset(words.split())
    for language, words in tomllib.loads(Path(__file__).with_name("small_words.toml").read_text("utf-8")).items()
}
_local = threading.local()  # a stemmer keeps the word that it works on


def fold(text: str) -> str:
    """Return a text in lower case without accents, vowel signs or ligatures."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).translate(SAME_LETTERS)


def words_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each word of a text begins and ends, and the word folded."""
    for found in WORD.finditer(text):
        yield found.start(), found.end(), fold(found[0])


def is_small(word: str, language: str) -> bool:
    """Say whether a folded word carries nothing to look for."""
    return (len(word) < 2 and not word.isdigit()) or word in SMALL_WORDS.get(language, ())


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; a language without a stemmer keeps its words whole."""
    word = IRREGULAR.get(word, word)
    if language == "fr" and len(word) > SHORT_PLURAL:
        word = word.removesuffix("s")  # "éviers" would keep an ending that "évier" loses
    algorithm = ALGORITHMS.get(language)
    return (stemmer(algorithm).stemWord(word) if algorithm else word)[:LONGEST]


def stemmer(algorithm: str):
    known = _local.__dict__.setdefault("stemmers", {})
    if algorithm not in known:
        known[algorithm] = snowballstemmer.stemmer(algorithm)
    return known[algorithm]


def stems_of(text: str, language: str) -> list[str]:
    """Return the stems of a text in its order, small words left out."""
    return [stem(word, language) for _, _, word in words_of(text) if not is_small(word, language)]
