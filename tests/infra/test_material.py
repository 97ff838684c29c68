"""The words of pages and files."""

from __future__ import annotations

from pathlib import Path

import pytest

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.infra.html import html_text
from heygen_cli.infra.material import LIMIT, read_material
from heygen_cli.infra.web import Page

PAGE = """<!doctype html>
<html><head><title>Bees &amp; us</title><style>p {}</style>
<script>var a = "<p>no</p>";</script></head><body><nav><a href="/">Home</a> <a href="/x">Shop</a></nav>
<article><header>By Ann</header>
<h1>Why bees matter</h1><p>Bees pollinate   a <b>third</b>
of what we eat.<p>They are few&hellip;<ul><li>Apples<li>Almonds</ul>LONG
<form><button>Subscribe</button></form></article><footer>© 2026</footer></body></html>"""


def test_the_words_of_a_page_without_what_surrounds_them() -> None:
    title, text = html_text(PAGE.replace("LONG", "<p>" + "And so on. " * 40))
    assert title == "Bees & us"
    assert text.startswith("# Why bees matter\n\nBees pollinate a third of what we eat.\n\nThey are few…")
    assert "- Apples\n- Almonds" in text
    for word in ("Home", "Shop", "By Ann", "Subscribe", "©", "var a", "p {}"):
        assert word not in text


def test_an_article_that_holds_next_to_nothing_is_not_the_page() -> None:
    assert "Everything else" in html_text("<article>Teaser</article><p>Everything else is here.</p>")[1]


@pytest.mark.parametrize(
    "broken", ["<p>a<b>c</p></b></i>d", "<<<>>>a", "<p", "a</body></body>", "<!--" + "x" * 100, "&#xFFFFFFF;a"]
)
def test_broken_pages_are_read_as_far_as_they_go(broken: str) -> None:
    html_text(broken)


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<div>",
            "</div>",
            "<!--",
            "<a ",
            "</",
            "<![CDATA[",
            "<",
            "&",
            '<a a="',
            "<!",
            "<?",
            "<svg",
            "<script>",
            "<title>",
        ),
        *("<a a='x' ", "<a a=\"'", "&#"),
    ],
)
def test_no_page_costs_more_than_its_length(piece: str) -> None:
    """Of 250,000 pieces: whatever takes more than one look at each would not end."""
    html_text(piece * 250_000 + "deep")


def test_marks_within_quotes_end_nothing() -> None:
    assert html_text("<a title=\"a > b\" rel='>'>link</a><br/>next")[1] == "link\nnext"
    assert html_text("<style>a > b {}</STYLE>x <!-- <p>no</p> --> y &lt;z&gt; <3")[1] == "x  y <z> <3"


class OnePage:
    """A web of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def fetch(self, _: str) -> Page:
        return self.page


def material(kind: str, data: bytes, charset: str | None = None) -> str:
    found = OnePage(Page("https://a.example/", kind, data, charset))
    return read_material("https://a.example/", found).text  # type: ignore[arg-type]


def test_letters_are_read_as_the_page_says() -> None:
    assert material("text/html", "<p>café".encode("latin-1"), "latin-1") == "café"
    assert material("text/html", '<meta charset="iso-8859-2"><p>łódź'.encode("iso-8859-2")) == "łódź"
    assert material("text/plain", "café".encode()) == "café"
    assert material("text/plain", "café".encode("cp1252"), "no-such-charset") == "café"


@pytest.mark.parametrize(("kind", "data"), [("image/png", b"\x89PNG"), ("text/plain", b"a\0b"), ("video/mp4", b"x")])
def test_what_is_no_text_is_refused(kind: str, data: bytes) -> None:
    with pytest.raises(InvalidInput, match="not a text"):
        material(kind, data)


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no words"):
        material("text/html", b"<html><body><script>app()</script></body></html>")


def test_a_file_is_read_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Bees\n\nThey matter.", "utf-8")
    (tmp_path / "page.html").write_text("<title>T</title><p>Words", "utf-8")
    found = read_material(str(tmp_path / "notes.md"))
    assert (found.title, found.text, found.source, found.cut) == ("Bees", "# Bees\n\nThey matter.", "notes.md", False)
    assert read_material(str(tmp_path / "page.html")).text == "Words"
    with pytest.raises(InvalidInput, match="There is no file"):
        read_material(str(tmp_path / "other.md"))
    with pytest.raises(InvalidInput, match="is a folder"):
        read_material(str(tmp_path))


def test_of_a_long_file_the_beginning_is_taken(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("word " * LIMIT, "utf-8")
    found = read_material(str(tmp_path / "long.txt"))
    assert found.cut
    assert len(found.text) == LIMIT


def pdf(text: str) -> bytes:
    """The smallest PDF that says something."""
    drawn = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
    ]
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R >>\n%%EOF".encode()


def test_the_words_of_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf("Bees matter"))
    assert read_material(str(tmp_path / "a.pdf")).text == "Bees matter"
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(InvalidInput, match="not a PDF"):
        read_material(str(tmp_path / "b.pdf"))
