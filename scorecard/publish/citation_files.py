"""Citations for reference managers: BibTeX, RIS and CSL-JSON, each in UTF-8 and safe whatever a title holds."""

import json
import re
from urllib.parse import quote

from scorecard.publish.cited_work import CitedWork, Kind, csl_item, one_line

# BibTeX counts braces even behind a backslash, so a brace must be a word.
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
} | {sign: f"\\{sign}" for sign in "&%$#_"}
_LIGATURE = re.compile(r"(?<=([-',]))(?=\1)")  # two of which LaTeX makes another sign
_KEPT_IN_ADDRESS = "%:/?#[]@!$&'()*+,;=-._~"
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def latex(text: str) -> str:
    """Return a text on one line that LaTeX prints as it is and in which BibTeX finds its braces even."""
    separated = _LIGATURE.sub("\0", one_line(text))
    return "".join("{}" if sign == "\0" else _LATEX.get(sign, sign) for sign in separated)


def bibtex(work: CitedWork) -> str:
    """Return a work as an entry that BibTeX and BibLaTeX both understand, in UTF-8."""
    fields = {
        "author": f"{{{latex(work.author)}}}",  # doubled braces: one name, and letters stay as they are
        "title": f"{{{latex(work.title)}}}",
        "howpublished": latex(f"{work.kind.label}. {work.version}"),  # which every style prints, unlike a version
        "note": latex(work.note),
    }
    if work.issued_on:
        fields["year"] = str(work.issued_on.year)
        fields["date"] = work.issued_on.isoformat()
    if work.url:
        fields["url"] = _address(work.url)
        if work.accessed_on:
            fields["urldate"] = work.accessed_on.isoformat()
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    if work.issued_on:
        lines.append(f"  month = {_MONTHS[work.issued_on.month - 1]},")
    return "\n".join([f"@misc{{{work.key},", *lines, "}", ""])


def ris(work: CitedWork) -> str:
    """Return a work as a record of RIS in UTF-8: one field a line."""
    fields = [
        ("TY", "DATA" if work.kind is Kind.DATASET else "ELEC"),
        ("ID", work.key),
        ("AU", work.author),
        ("TI", work.title),
    ]
    if work.issued_on:
        fields += [("PY", str(work.issued_on.year)), ("DA", f"{work.issued_on:%Y/%m/%d}/")]
    fields += [("ET", work.version), ("M3", work.kind.label), ("LA", "en"), ("N1", work.note)]
    if work.url:
        fields.append(("UR", _address(work.url)))
        if work.accessed_on:
            fields.append(("Y2", f"{work.accessed_on:%Y/%m/%d}/"))
    return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in [*fields, ("ER", "")])


def csl_json(work: CitedWork) -> str:
    """Return a work as CSL-JSON: a list of one item."""
    return json.dumps([csl_item(work)], ensure_ascii=False, indent=2) + "\n"


def _address(url: str) -> str:
    """Return an address in which only signs stand that an address may have: no brace, backslash or space."""
    return quote(url, safe=_KEPT_IN_ADDRESS)
