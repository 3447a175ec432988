"""Read articles from files: the text exactly as it stands there, and beside it what is known of its publication.

Offsets count the code points that `open(path, encoding="utf-8", newline="")` gives: line ends are untouched and a byte
order mark, where a file has one, is the first character. A sidecar (`name.toml` or `name.json` beside `name.txt`) may
say id, published, title, publisher, url and language.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.cleaning import clean_text
from graph.errors import InputError, InvalidDate, UnreadableArticle, UnsupportedLanguage
from graph.files import kind_of
from graph.model import Article

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MAX_BYTES = 2_000_000  # what `read_article` takes unless told otherwise
_DAY_IN_NAME = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
SIDECAR_KEYS = ("id", "published", "title", "publisher", "url", "language")

# A text is refused only where it is long enough to tell and English is all but excluded: over 60 characters of English
# news with many foreign names still give English one part in a thousand, other languages less than one in ten thousand.
_ENOUGH_TO_TELL = 60
_ENGLISH_AT_LEAST = 0.001
_LANGUAGE_SAMPLE = 5_000

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_BOM = "\ufeff"
_SURROGATE = re.compile("[\ud800-\udfff]")  # no text in UTF-8 has one, JSON's escapes may


Known = Callable[[Article], bool]


def read_article(
    path: Path | str, *, published: date | None = None, max_bytes: int = MAX_BYTES, known: Known = lambda _: False
) -> Article:
    """Return the article in a file, with what its sidecar says; `published` stands above the sidecar's date.

    Where neither says when it appeared, a day in the file's name does: "coast_2024-05-16_bridge.txt".

    Whether it is English is not asked again of an article that is `known`.
    """
    path = Path(path)
    text = _decode(path, _read_bytes(path, max_bytes))
    said = _read_sidecar(path)
    language = said.get("language")
    if language is not None and not re.fullmatch(r"en([-_].*)?", language, re.IGNORECASE):
        raise UnsupportedLanguage(f"{path}: its sidecar says language {language!r}; only English articles can be read")
    day = published or _published(path, said.get("published")) or _day_in_name(path.stem)
    article = Article(
        id=said.get("id") or _named_after(path),
        text=text,
        published=day,
        title=said.get("title"),
        publisher=said.get("publisher"),
        url=_checked_url(path, said.get("url")),
    )
    if language is None and not known(article):
        _check_english(path, text)
    return article


def read_articles(
    paths: Iterable[Path | str],
    *,
    published: date | None = None,
    max_bytes: int = MAX_BYTES,
    known: Known = lambda _: False,
) -> Iterator[Article | InputError]:
    """Yield the articles of files and folders in the order given, or the error of one that cannot be read."""
    first_seen: dict[str, Path] = {}
    for given in paths:
        found = find_articles(Path(given))
        if not found:
            yield UnreadableArticle(f"{given}: no .txt file in this folder; put articles there or give their paths")
        for path in found:
            yield _read_once(path, published, max_bytes, known, first_seen)


def find_articles(path: Path) -> list[Path]:
    """Return the path itself, or in sorted order the .txt files of a folder and of its sub-folders."""
    return sorted(p for p in path.rglob("*.txt") if not p.is_dir()) if path.is_dir() else [path]


def parse_date(text: str) -> date:
    """Return the day of `2023-02-22` or of a full ISO 8601 time."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else datetime.fromisoformat(text).date()
    except ValueError as error:
        raise InvalidDate(f"{text!r} is not a date; write it as 2023-02-22") from error


def _read_once(
    path: Path, published: date | None, max_bytes: int, known: Known, first_seen: dict[str, Path]
) -> Article | InputError:
    try:
        article = read_article(path, published=published, max_bytes=max_bytes, known=known)
    except InputError as error:
        return error
    if (first := first_seen.setdefault(article.id, path)) is not path:
        return UnreadableArticle(f"{path}: has the id {article.id!r} of {first}; give it another id in a sidecar")
    return article


def _read_bytes(path: Path, max_bytes: int) -> bytes:
    try:
        kind, size = kind_of(path), path.stat().st_size
        if kind is not None:  # opening a pipe would wait for somebody to write to it
            raise UnreadableArticle(f"{path}: is {kind}, not an article; save the text in a file and give that")
        with path.open("rb") as file:  # what grows meanwhile: one byte more than allowed is enough to refuse it
            data = file.read(max_bytes + 1) if size <= max_bytes else b""
    except FileNotFoundError as error:
        raise UnreadableArticle(f"{path}: no such file; give the path of an article or of a folder") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UnreadableArticle(f"{path}: cannot be read ({reason}); check the path and its permissions") from error
    if max(size, len(data)) > max_bytes:
        raise UnreadableArticle(
            f"{path}: larger than {max_bytes:,} bytes; split it, or raise the limit with HUSTINGS_MAX_ARTICLE_BYTES"
        )
    return data


def _decode(path: Path, data: bytes) -> str:
    if b"\0" in data:
        raise UnreadableArticle(f"{path}: binary, or text in UTF-16; give plain text in UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableArticle(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    words = text.removeprefix(_BOM).strip()
    if not words:
        raise UnreadableArticle(f"{path}: {'only white space' if text else 'empty'}; an article needs text")
    if not any(map(str.isalpha, clean_text(text).text)):  # "&nbsp;" is none
        raise UnreadableArticle(f"{path}: has no word in it; an article needs text")
    return text


def _named_after(path: Path) -> str:
    name = path.stem.strip()
    if unfit := _SURROGATE.search(name):  # how Python writes the bytes of a name that is not UTF-8
        raise UnreadableArticle(
            f"{path}: its name is not UTF-8 ({_shown(unfit[0])}); rename it, or give an id in a sidecar"
        )
    return name


def _shown(character: str) -> str:
    return f"U+{ord(character):04X}"


def _read_sidecar(path: Path) -> dict[str, str]:
    beside = (path.with_suffix(suffix) for suffix in (".toml", ".json"))
    sidecars = [sidecar for sidecar in beside if sidecar != path and sidecar.is_file()]
    if len(sidecars) > 1:
        raise UnreadableArticle(f"{path}: has two sidecars, {sidecars[0].name} and {sidecars[1].name}; keep one")
    return _checked_sidecar(sidecars[0]) if sidecars else {}


def _checked_sidecar(sidecar: Path) -> dict[str, str]:
    """Return what a sidecar says as text, without what it leaves empty."""
    said = _parse_sidecar(sidecar)
    if "text_sha256" in said:  # no sidecar: `hustings extract name.txt > name.json` wrote it
        return {}
    if unknown := sorted(said.keys() - set(SIDECAR_KEYS)):
        raise UnreadableArticle(
            f"{sidecar}: does not know {', '.join(unknown)}; a sidecar may say {', '.join(SIDECAR_KEYS)}"
        )
    checked = {}
    for key, value in said.items():
        if isinstance(value, date):  # TOML has dates of its own
            value = value.isoformat()
        if value is not None and not isinstance(value, str):
            raise UnreadableArticle(f"{sidecar}: {key} must be text, not {value!r}")
        if value and (unfit := _SURROGATE.search(value)):
            raise UnreadableArticle(
                f"{sidecar}: {key} has {_shown(unfit[0])}, half a character, which no file can hold; write it out"
            )
        if value and value.strip():
            checked[key] = value.strip()
    return checked


def _parse_sidecar(sidecar: Path) -> dict[str, Any]:
    try:
        text = sidecar.read_text(encoding="utf-8-sig")
        said = tomllib.loads(text) if sidecar.suffix == ".toml" else json.loads(text.strip() or "{}")
    except (OSError, ValueError, RecursionError) as error:  # both decoders and UTF-8 raise a ValueError
        reason = " ".join(str(error).split())
        raise UnreadableArticle(f"{sidecar}: cannot be read as {sidecar.suffix[1:].upper()} ({reason})") from error
    if not isinstance(said, dict):
        raise UnreadableArticle(f"{sidecar}: must be an object with {', '.join(SIDECAR_KEYS)}")
    return said


def _published(path: Path, text: str | None) -> date | None:
    try:
        return parse_date(text) if text else None
    except InvalidDate as error:
        raise InvalidDate(f"{path}: published in its sidecar: {error}") from error


def _day_in_name(name: str) -> date | None:
    """The one day that a file's name holds, as ISO 8601 writes it; None where there is none, or several."""
    days = set(_DAY_IN_NAME.findall(name))
    try:
        return date.fromisoformat(days.pop()) if len(days) == 1 else None
    except ValueError:
        return None


def _checked_url(path: Path, url: str | None) -> str | None:
    if url and not _URL.fullmatch(url):
        raise UnreadableArticle(f"{path}: its sidecar's url {url!r} is not an http or https address")
    return url


def _check_english(path: Path, text: str) -> None:
    sample = text.removeprefix(_BOM).strip()[:_LANGUAGE_SAMPLE]
    if len(sample) < _ENOUGH_TO_TELL:
        return
    ranked = _language_identifier().rank(sample)
    if dict(ranked)["en"] < _ENGLISH_AT_LEAST:
        raise UnsupportedLanguage(
            f'{path}: not in English (it looks like {ranked[0][0]!r}); if it is, say language = "en" in a sidecar'
        )


@lru_cache(maxsize=1)
def _language_identifier() -> "LanguageIdentifier":
    # Imported here: where nothing new is read, nothing need be told apart.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
