"""HTML from templates. Everything that comes from data is escaped; templates are the only source of markup."""

import re
from pathlib import Path

import jinja2
from markupsafe import Markup

from scorecard import dates, numbers, words

FOLDER = Path(__file__).parent


class Fragment(Markup):
    """HTML that is ready to be shown. Streamlit takes it as it is, where it would tidy up other text on every run."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return self


STYLE = Fragment(f"<style>{(FOLDER / 'style.css').read_text(encoding='utf-8')}</style>")

_INDENTED = re.compile(r"\s*\n\s*")  # some tenth of a long page, which browsers pass over

_environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters.update(
    decimal=numbers.one_decimal,
    whole=numbers.whole,
    percent=words.percent,
    day=dates.day,
    short_day=dates.short_day,
    rank=words.rank,
    share=words.share,
    listing=numbers.listing,
    name_of=words.name_of,
    country=words.country,
)
_environment.globals.update(count=numbers.counted)


def render(template: str, **context: object) -> Fragment:
    """Return a template filled with data, every value escaped.

    Args:
        template: name of a file in ``scorecard/ui/templates`` without its ``.html``.
        **context: what the template uses; a name it uses and does not get is an error.
    """
    drawn = _environment.get_template(f"{template}.html").render(**context)
    return Fragment(_INDENTED.sub("\n", drawn))
