"""What a browser sees: a page read strictly, with its links, ids and words."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})
# What our pages are made of: an element or attribute that is not here came out of an article.
_ELEMENTS = (
    "html head meta title link body header a form input button nav main section article p h1 h2 ul li span strong"
    " div dl dt dd footer time blockquote code textarea"
)
_ATTRIBUTES = (
    "lang charset name content rel href type class action method role value placeholder aria-label aria-current"
    " maxlength id title rows spellcheck"
)
ELEMENTS, ATTRIBUTES = frozenset(_ELEMENTS.split()), frozenset(_ATTRIBUTES.split())


@dataclass
class SeenPage:
    """A page's links, ids, and words but for the numbers that are set between them."""

    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    words: str = ""
    title: str = ""


class _Strict(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = SeenPage()
        self._open: list[tuple[str, bool]] = []  # element, and whether it is such a number

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ELEMENTS, f"<{tag}> on a page of ours"
        assert {name for name, _ in attrs} <= ATTRIBUTES, f"<{tag}> has {attrs}"
        assert len({name for name, _ in attrs}) == len(attrs), f"<{tag}> has an attribute twice: {attrs}"
        if tag not in VOID:
            self._open.append((tag, ("class", "number") in attrs))
        for name, value in attrs:
            if name == "href":
                self.page.links.append(value or "")
            if name == "id":
                self.page.ids.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert [one for one, _ in self._open[-1:]] == [tag], f"</{tag}> closes {self._open[-3:]}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1]:
            return
        self.page.words += data
        if self._open and self._open[-1][0] == "title":
            self.page.title += data

    def finish(self) -> SeenPage:
        self.close()
        assert not self._open, f"never closed: {self._open}"
        return self.page


def read_page(text: str) -> SeenPage:
    """The page; AssertionError where it is not well-formed, or holds what no template of ours writes."""
    reader = _Strict()
    reader.feed(text)
    page = reader.finish()
    assert len(set(page.ids)) == len(page.ids), "an id stands twice"
    return page
