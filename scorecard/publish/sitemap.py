"""The map of a site for search engines (sitemaps.org): paths in, the file out."""

from collections.abc import Sequence
from datetime import date
from xml.etree import ElementTree

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(address: str, paths: Sequence[str], changed_on: date) -> bytes:
    """Return ``sitemap.xml``.

    Args:
        address: address of the site, without a slash at its end.
        paths: paths of its pages.
        changed_on: day on which they changed last.
    """
    ElementTree.register_namespace("", SITEMAP)
    root = ElementTree.Element(f"{{{SITEMAP}}}urlset")
    for path in paths:
        entry = ElementTree.SubElement(root, f"{{{SITEMAP}}}url")
        ElementTree.SubElement(entry, f"{{{SITEMAP}}}loc").text = f"{address}/{path}"
        ElementTree.SubElement(entry, f"{{{SITEMAP}}}lastmod").text = changed_on.isoformat()
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
