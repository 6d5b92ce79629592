"""Passages of an archived text: the blocks of Markdown around a hit, and the cleaned sentences in them.

A block is a paragraph, an item of a list, a heading or a row of a table, with the lines it was broken into. A passage
is a sentence of a block, or the part of one up to a semicolon, or a cell of a table, in plain words: without links,
emphasis, quotation marks and line breaks, with plain apostrophes and hyphens. A sentence that says what the one before
includes is read with it.
"""

import re

# A line that does not go on with the sentence of the line before: blank, or with the mark of a heading, item or row.
_BEGINS = re.compile(
    rb"[ \t]*(?:\r?\n|\Z|[*+#>|-]|\d{1,3}[.)]|\(?[a-z][.)] |\xe2\x80\xa2|\xe2\x97\x8b|\xc2\xb7|\xe3\x83\xbb)"
)
_ENDS = re.compile(rb"(?:[ \t]{2}|<br ?/?>|\|)[ \t\r]*\Z")  # a line that ends with a line break or a cell

_CELLS = re.compile(r"<br ?/?>|(?<!\\)\||\n[ \t]*\n")
_LINKS = (
    (re.compile(r"!?\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)"), r"\1"),  # [words](address), ![words](address)
    (re.compile(r"<?\b(?:https?://|www\.)[^\s<>]+>?"), " "),
    (re.compile(r"<[/a-z][^<>]{0,200}>|&nbsp;"), " "),
)
_MARK = re.compile(r"\s*(?:[>#+•○·・*-]|\d{1,3}[.)])+\s")  # of an item, heading or quotation
# Control characters that are no white space, marks that turn the direction, and what no XML may have: invisible.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_PLAIN = str.maketrans(
    dict.fromkeys('*_`~\\"“”„«»\u00ad\u200b\u200c\u200d\u2060\ufeff', "")
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("’‘´", "'")
)
# A sentence that goes on with what the one before names, such as "This also includes …", belongs to it.
_EXTENDS = (
    r"(?!(?:This|That|It|These|They)(?: may| can)?(?: also)? (?:include|cover|extend)s?\b"
    r"|(?:This|These)(?: rules?| policy)?(?: also)? (?:apply|applies)\b)"
)
_SENTENCE_ENDS = re.compile(
    rf"(?<=[.!?])(?<!\b[eE]\.g\.)(?<!\b[iI]\.e\.)(?<!\bU\.S\.)(?<!\b[nN]o\.)\s+(?![a-z]){_EXTENDS}"
    rf"|(?<=[.!?][)'\]])\s+(?![a-z]){_EXTENDS}|(?<=;)\s+"
)


def block_around(text: bytes, at: int) -> tuple[int, int]:
    """Return where the block begins and ends in which a place of a text lies."""
    begin = text.rfind(b"\n", 0, at) + 1
    while begin > 0 and not _is_apart(text, begin):
        begin = text.rfind(b"\n", 0, begin - 1) + 1
    end = _line_end(text, at)
    while end < len(text) and not _is_apart(text, end):
        end = _line_end(text, end)
    return begin, end


def passages(block: bytes) -> list[str]:
    """Return the passages of a block, cleaned."""
    text = block.decode("utf-8", "replace")
    found = []
    for cell in _CELLS.split(text):
        found += [sentence for sentence in _SENTENCE_ENDS.split(cleaned(cell)) if sentence]
    return found


def all_passages(text: bytes) -> list[str]:
    """Return the passages of a whole text, cleaned."""
    found: list[str] = []
    begin = 0
    while begin < len(text):
        _, end = block_around(text, begin)
        found += passages(text[begin:end])
        begin = end
    return found


def cleaned(text: str) -> str:
    """Return a text in plain words on one line."""
    text = _UNSEEN.sub("", text)
    for pattern, replacement in _LINKS:
        text = pattern.sub(replacement, text)
    text = _MARK.sub("", text, count=1) if _MARK.match(text) else text
    return " ".join(text.translate(_PLAIN).split())


def _is_apart(text: bytes, start: int) -> bool:
    """Return whether the line that starts at a place belongs to another block than the line before."""
    if _BEGINS.match(text, start):
        return True
    before = text[text.rfind(b"\n", 0, start - 1) + 1 : start - 1]
    return not before.strip() or before.lstrip().startswith(b"#") or _ENDS.search(before) is not None


def _line_end(text: bytes, at: int) -> int:
    end = text.find(b"\n", at)
    return len(text) if end < 0 else end + 1
