import os
import socket
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError, InvalidDate, UnreadableArticle, UnsupportedLanguage
from graph.model import Article
from graph.text import find_articles, parse_date, read_article, read_articles

ENGLISH = "The finance minister of Kenya said on Monday that the new fuel levy would be dropped before the budget.\n"
FRENCH = "La ministre des Finances a annoncé lundi que la nouvelle taxe sur les carburants serait abandonnée.\n"
CHINESE = "财政部长星期一表示，新的燃油税将在预算公布之前取消，反对党对这一决定表示欢迎，并呼吁政府公布更多细节。" * 2


def write(folder: Path, name: str, content: str | bytes = ENGLISH) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_an_article_is_named_after_its_file(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, "levy.txt")) == Article("levy", ENGLISH)


@pytest.mark.parametrize(
    "text",
    [
        "One.\r\n\r\nTwo.\rThree.\n",
        "\ufeffA byte order mark counts as a character.\n",
        "  Space around it stays.  \n\n",
        "“Curly”, é, e\u0301, \U0001f1f0\U0001f1ea and \u2028 too",
    ],
)
def test_the_text_is_what_an_utf8_reader_sees(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, "a.txt", text)

    with path.open(encoding="utf-8", newline="") as file:
        assert read_article(path).text == file.read() == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50))
def test_any_text_with_a_letter_is_read_untouched(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = write(tmp_path_factory.mktemp("any"), "a.txt", text + "x")

    assert read_article(path).text == text + "x"


SIDECAR_TOML = """\
id = "kenya-1"
published = 2024-05-06
title = "Levy dropped"
publisher = "The Rift Post"
url = "https://rift.example/levy"
language = "en-KE"
"""
SIDECAR_JSON = """\
{"id": "kenya-1", "published": "2024-05-06", "title": "Levy dropped", "publisher": "The Rift Post",
 "url": "https://rift.example/levy", "language": "en-KE"}
"""


@pytest.mark.parametrize(("name", "sidecar"), [("a.toml", SIDECAR_TOML), ("a.json", SIDECAR_JSON)])
def test_a_sidecar_says_what_the_text_does_not(tmp_path: Path, name: str, sidecar: str) -> None:
    write(tmp_path, name, sidecar)

    assert read_article(write(tmp_path, "a.txt")) == Article(
        "kenya-1", ENGLISH, date(2024, 5, 6), "Levy dropped", "The Rift Post", "https://rift.example/levy"
    )


def test_the_date_that_is_given_stands_above_the_sidecars(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", "published = 2024-05-06")

    assert read_article(write(tmp_path, "a.txt"), published=date(2024, 5, 7)).published == date(2024, 5, 7)


@pytest.mark.parametrize("sidecar", ['title = ""', 'title = "  "\nurl = ""', "# nothing known"])
def test_what_a_sidecar_leaves_empty_is_not_known(tmp_path: Path, sidecar: str) -> None:
    write(tmp_path, "a.toml", sidecar)

    assert read_article(write(tmp_path, "a.txt")) == Article("a", ENGLISH)


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", UnreadableArticle, "empty"),
        (b" \r\n\t\n", UnreadableArticle, "only white space"),
        (b"\xef\xbb\xbf\n", UnreadableArticle, "only white space"),
        (b"12 - 34\n", UnreadableArticle, "no word"),
        (b"&nbsp;&#8203;\n", UnreadableArticle, "no word"),
        (b"Caf\xe9 owners protested", UnreadableArticle, "not UTF-8 at byte 3"),
        (b"\x89PNG\r\n\0\0\0\rIHDR", UnreadableArticle, "binary"),
        ("UTF-16".encode("utf-16"), UnreadableArticle, "binary, or text in UTF-16"),
        (FRENCH, UnsupportedLanguage, "looks like 'fr'"),
        (CHINESE, UnsupportedLanguage, "looks like 'zh'"),
    ],
)
def test_what_is_no_article_is_refused(
    tmp_path: Path, content: str | bytes, error: type[InputError], words: str
) -> None:
    path = write(tmp_path, "a.txt", content)

    with pytest.raises(error, match=words) as raised:
        read_article(path)

    assert str(raised.value).startswith(f"{path}: ")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("text", ["Non, merci.", "Angela Merkel, Olaf Scholz, Friedrich Merz", "OK", ENGLISH + FRENCH])
def test_what_is_too_short_or_mixed_to_tell_passes_as_english(tmp_path: Path, text: str) -> None:
    assert read_article(write(tmp_path, "a.txt", text)).language == "en"


def test_a_sidecars_language_wins_over_the_guess(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", 'language = "en"')
    write(tmp_path, "b.toml", 'language = "fr"')

    assert read_article(write(tmp_path, "a.txt", FRENCH)).text == FRENCH
    with pytest.raises(UnsupportedLanguage, match="language 'fr'"):
        read_article(write(tmp_path, "b.txt", ENGLISH))


def test_an_article_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "x" * 100)

    assert len(read_article(path, max_bytes=100).text) == 100
    with pytest.raises(UnreadableArticle, match="larger than 99 bytes"):
        read_article(path, max_bytes=99)


def test_fifty_megabytes_cost_no_memory(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    os.truncate(path, 50_000_000)

    with pytest.raises(UnreadableArticle, match="larger than 2,000,000 bytes"):
        read_article(path)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes, devices and sockets as Unix has them")
@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
@pytest.mark.parametrize("linked", [True, False])
def test_what_is_no_file_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, linked: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    path = {"pipe": Path("pipe.txt"), "socket": Path("socket.txt"), "device": Path("/dev/zero")}[kind]
    with socket.socket(socket.AF_UNIX) as listening:
        os.mkfifo("pipe.txt")
        listening.bind("socket.txt")
        if linked:
            Path("linked.txt").symlink_to(path)
            path = Path("linked.txt")

        with pytest.raises(UnreadableArticle) as caught:
            read_article(path)

    assert str(caught.value) == f"{path}: is a {kind}, not an article; save the text in a file and give that"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name themselves")
def test_a_name_that_is_not_utf8_needs_an_id(tmp_path: Path) -> None:
    path = write(tmp_path, os.fsdecode(b"caf\xe9.txt"))

    with pytest.raises(UnreadableArticle, match=r"its name is not UTF-8 \(U\+DCE9\); rename it, or give an id"):
        read_article(path)

    write(tmp_path, os.fsdecode(b"caf\xe9.toml"), 'id = "cafe"')
    assert read_article(path).id == "cafe"


@pytest.mark.parametrize(
    ("name", "sidecar", "error", "words"),
    [
        ("a.toml", "published = ", UnreadableArticle, "cannot be read as TOML"),
        ("a.json", '{"published": ', UnreadableArticle, "cannot be read as JSON"),
        ("a.json", "[" * 100_000, UnreadableArticle, "cannot be read as JSON"),
        ("a.json", b"\xff\xfe", UnreadableArticle, "cannot be read as JSON"),
        ("a.json", "[]", UnreadableArticle, "must be an object"),
        ("a.toml", 'author = "A"', UnreadableArticle, "does not know author; a sidecar may say id, published"),
        ("a.toml", "title = 7", UnreadableArticle, "title must be text"),
        ("a.toml", 'url = "javascript:alert(1)"', UnreadableArticle, "not an http or https address"),
        ("a.toml", 'published = "2023-02-30"', InvalidDate, "'2023-02-30' is not a date; write it as 2023-02-22"),
        ("a.json", '{"title": "\\ud800"}', UnreadableArticle, r"a\.json: title has U\+D800, half a character"),
        ("a.json", '{"id": "x\\udfff"}', UnreadableArticle, r"a\.json: id has U\+DFFF, half a character"),
        ("a.json", '{"published": "Wednesday"}', InvalidDate, "'Wednesday' is not a date"),
    ],
)
def test_a_broken_sidecar_is_refused(
    tmp_path: Path, name: str, sidecar: str | bytes, error: type[InputError], words: str
) -> None:
    write(tmp_path, name, sidecar)

    with pytest.raises(error, match=words):
        read_article(write(tmp_path, "a.txt"))


@pytest.mark.parametrize("written", ["", '{"id": "b", "published": null, "text_sha256": "0", "entities": []}\n'])
def test_what_extract_writes_beside_an_article_is_no_sidecar(tmp_path: Path, written: str) -> None:
    """`hustings extract a.txt > a.json`: while it runs, and after."""
    write(tmp_path, "a.json", written)

    assert read_article(write(tmp_path, "a.txt")) == Article("a", ENGLISH)


def test_two_sidecars_are_one_too_many(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", "")
    write(tmp_path, "a.json", "{}")

    with pytest.raises(UnreadableArticle, match="two sidecars"):
        read_article(write(tmp_path, "a.txt"))


def test_a_folder_gives_its_text_files_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/c.txt", "a.txt", "note.md", "a.toml"):
        write(tmp_path, name, ENGLISH if name.endswith("txt") else "")

    assert [path.relative_to(tmp_path).as_posix() for path in find_articles(tmp_path)] == [
        "a.txt",
        "b.txt",
        "sub/c.txt",
    ]


def test_one_bad_article_does_not_stop_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    write(tmp_path, "batch/a.txt")
    write(tmp_path, "batch/b.txt", b"")
    write(tmp_path, "batch/sub/a.txt")
    write(tmp_path, "batch/z.txt")

    found = list(read_articles([tmp_path / "missing.txt", folder, tmp_path / "batch"], published=date(2024, 1, 2)))

    assert [a.id for a in found if isinstance(a, Article)] == ["a", "z"]
    assert all(a.published == date(2024, 1, 2) for a in found if isinstance(a, Article))
    assert [type(e) for e in found if not isinstance(e, Article)] == [UnreadableArticle] * 4
    for error, words in zip(
        [e for e in found if not isinstance(e, Article)],
        ["missing.txt: no such file", "no .txt file in this folder", "b.txt: empty", "sub/a.txt: has the id 'a' of"],
        strict=True,
    ):
        assert words in str(error)


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "a.txt")

    def refuse(*_: object, **__: object) -> None:  # root may read everything, so no mode of the file would do
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(UnreadableArticle, match=r"a\.txt: cannot be read \(Permission denied\)"):
        read_article(path)


def test_a_folder_is_no_article(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticle, match="is a folder"):
        read_article(tmp_path)


@pytest.mark.parametrize(
    ("text", "day"), [("2023-02-22", date(2023, 2, 22)), ("2023-02-22T23:30:00-05:00", date(2023, 2, 22))]
)
def test_a_date_is_read_from_iso_8601(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize("text", ["", "22/02/2023", "2023-13-01", "yesterday", "2023"])
def test_other_words_are_no_date(text: str) -> None:
    with pytest.raises(InvalidDate, match="is not a date"):
        parse_date(text)


def test_an_article_that_is_known_is_not_asked_for_its_language_again(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Der Minister sagte am Dienstag, dass die Bücke geschlossen werden müsse, sobald das Eis kommt.")

    with pytest.raises(UnsupportedLanguage):
        read_article(path)
    assert read_article(path, known=lambda article: article.id == "a").id == "a"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("coast_2024-05-16_bridge", date(2024, 5, 16)),
        ("2024-05-16", date(2024, 5, 16)),
        ("coast_2024-13-40_bridge", None),
        ("from-2024-05-16-to-2024-05-17", None),
        ("order-12024-05-161", None),
        ("bridge", None),
    ],
)
def test_a_day_in_the_name_says_when_it_appeared_where_nothing_else_does(tmp_path, name, day):
    file = tmp_path / f"{name}.txt"
    file.write_text("The council met. It closed the bridge and the harbour for the winter.", encoding="utf-8")

    assert read_article(file).published == day
    assert read_article(file, published=date(2020, 1, 2)).published == date(2020, 1, 2)
