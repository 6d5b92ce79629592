"""Every rule of the curated data: a planted fault that breaks it is found, in the right file and line."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from scorecard.build import check
from scorecard.curation.rulebook import RULES
from scorecard.curation.rules_on_corrections import CORRECTION_RULES
from scorecard.curation.rules_on_lexicon import LEXICON_RULES
from scorecard.curation.rules_on_policy import POLICY_RULES
from scorecard.curation.rules_on_reports import REPORT_RULES
from scorecard.errors import Problem, Severity

TODAY = date(2026, 7, 1)
METHOD, NORTH, SOUTH = "methodology/3.1.yaml", "companies/north.yaml", "companies/south.yaml"
CALL, ENDORSERS, CODINGS = "call.yaml", "endorsers.csv", "codings.csv"


@dataclass(frozen=True)
class Fault:
    """A change of one file that breaks a rule; the problem is found at the line where `at` then stands."""

    rule: str
    file: str
    old: str
    new: str
    at: str
    nth: int = 1


FAULTS = [
    # form of the files
    Fault("yaml-syntax", NORTH, "roles: [lender, archive]", "roles: [lender, archive", "services:"),
    Fault("duplicate-key", NORTH, "peer_group: city", "peer_group: city\npeer_group: village", "peer_group: village"),
    Fault("no-alias", NORTH, "roles: [lender, archive]", "roles: &all [lender]\nservices: *all", "services: *all"),
    Fault("no-tag", NORTH, "name: North Library", "name: !!binary aGVsbG8=", "!!binary"),
    Fault("no-tag", NORTH, "roles: [lender, archive]", "roles: !!set {lender, archive}", "roles:"),
    Fault("no-alias", NORTH, "name: North Library", "name: &n North Library\nlegal_name: *n", "legal_name: *n"),
    Fault("csv-form", CODINGS, "company_id,indicator_id", "company,indicator", "company,indicator"),
    Fault("csv-form", CODINGS, "company_id,indicator_id,first,second,final,changed_because\n", "\n", ""),
    Fault("csv-form", ENDORSERS, "Ada Reader,individual,,Chair of readers", "Ada Reader,individual", "Ada Reader"),
    # form of the values
    Fault("unknown-key", NORTH, "    tier: press", "    tier: press\n    teir: press", "teir"),
    Fault("unknown-key", METHOD, "  coverage_threshold", "  coverage_treshold", "coverage_treshold"),
    Fault("missing-key", NORTH, "peer_group: city\n", "", "id: north"),
    Fault("missing-key", SOUTH, "        finding: Open every day of the week.\n", "", "- source: south-leaflet"),
    Fault("wrong-value", NORTH, "roles: [lender, archive]", "roles: lender", "roles:"),
    Fault("wrong-value", NORTH, "    evidence: []", "    evidence: nothing", "evidence: nothing"),
    Fault("wrong-value", METHOD, "lending: 2", f"lending: {'9' * 400}", "weights"),
    Fault("wrong-value", METHOD, "overall_min_commitments: 2", "overall_min_commitments: 2.5", "overall_min"),
    Fault("unknown-word", NORTH, "level: met", "level: fully_met", "fully_met"),
    Fault("unknown-word", NORTH, "stance: contradicts", "stance: denies", "denies"),
    Fault("unknown-word", NORTH, "kind: policy", "kind: blog", "kind: blog"),
    Fault("unknown-word", CODINGS, "north,LEN1,met,partial,met,", "north,LEN1,met,half,met,", "half"),
    Fault("quote-text", NORTH, 'headquarters: "NO"', "headquarters: NO", "headquarters"),
    Fault("quote-text", NORTH, "title: Books on wheels", "title: 2025-11-01", "title: 2025-11-01"),
    Fault("quote-text", NORTH, "section: Page 1", "section: 4.10", "section: 4.10"),
    Fault("text-length", NORTH, "finding: Lending is free for everybody.", f"finding: {'x' * 401}", "xxx"),
    Fault("text-length", NORTH, "summary: Lends and keeps books.", 'summary: ""', "summary"),
    Fault("control-character", NORTH, "name: North Library", 'name: "North\\u0007Library"', "u0007"),
    Fault("control-character", NORTH, "name: North Library", 'name: "North\\nLibrary"', "name:"),
    Fault("text-length", NORTH, "name: North Library", 'name: "\\u200b"', "name:"),
    Fault("wrong-value", METHOD, "months: 12", "months: 1200", "months: 1200"),
    Fault("wrong-value", METHOD, "coverage_threshold: 2/3", "coverage_threshold: ٢/٣", "coverage_threshold"),
    Fault("bad-id", NORTH, "- id: north-history", "- id: North History", "North History"),
    Fault("bad-date", NORTH, "published: 2026-01-15", "published: 15.1.2026", "15.1.2026"),
    Fault("bad-date", NORTH, "published: 2026-01-15", "published: 2026-02-30", "2026-02-30"),
    Fault("bad-date", NORTH, "coded_on: 2026-06-30", "coded_on: 2026-06", "coded_on"),
    Fault("bad-address", NORTH, "website: https://north.example", "website: north.example", "website"),
    Fault("bad-address", NORTH, "url: https://paper.example/century", "url: javascript:alert(1)", "javascript"),
    Fault("locator-length", NORTH, "locator: closed on Sundays", f"locator: {'closed ' * 9}", "locator: closed c"),
    # references
    Fault("duplicate-id", NORTH, "  - indicator: LEN2", "  - indicator: LEN1", "indicator: LEN1", nth=2),
    Fault("duplicate-id", NORTH, "- id: north-history", "- id: north-rules", "id: north-rules", nth=2),
    Fault("duplicate-id", METHOD, "  - id: OPE1", "  - id: LEN1", "id: LEN1", nth=2),
    Fault("duplicate-id", CODINGS, "north,OPE1,partial,not_met,not_met", "north,LEN1,met,met,met", "north,LEN1", nth=2),
    Fault("duplicate-id", ENDORSERS, "Ada Reader", "Readers of the North", "Readers of the North,ind"),
    Fault("duplicate-id", METHOD, "roles: [lender, archive, cafe]", "roles: [lender, archive, lender]",
          "roles: [lender, archive, lender]"),
    Fault("duplicate-id", CALL, "    ask: Lend to everybody.", "    ask: Lend to everybody.\n  - commitment: lending\n"
          "    ask: Lend.", "commitment: lending", nth=2),
    Fault("duplicate-id", CALL, "help:\n", "help:\n  - {id: readers, name: A, what: B, url: https://a.example, "
          "audience: C, named_in_call: true}\n", "- id: readers"),
    Fault("file-name", NORTH, "id: north\n", "id: nord\n", "id: nord"),
    Fault("file-name", METHOD, 'version: "3.1"', 'version: "3.2"', "version"),
    Fault("unknown-indicator", NORTH, "- indicator: OPE1", "- indicator: OPE9", "OPE9"),
    Fault("unknown-indicator", CODINGS, "north,OPE1", "north,OPE9", "OPE9"),
    Fault("unknown-commitment", METHOD, "    commitment: opening", "    commitment: closing", "closing"),
    Fault("unknown-commitment", METHOD, "weights: {lending: 2", "weights: {borrowing: 1, lending: 2", "weights"),
    Fault("unknown-commitment", CALL, "commitment: lending", "commitment: borrowing", "borrowing"),
    Fault("unknown-company", CODINGS, "north,OPE1", "east,OPE1", "east"),
    Fault("unknown-role", NORTH, "roles: [lender, archive]", "roles: [lender, archive, prison]", "roles:"),
    Fault("unknown-role", METHOD, "roles: [lender, archive, cafe]", "roles: [lender, archive, bar]", "bar]"),
    Fault("unknown-peer-group", SOUTH, "peer_group: village", "peer_group: town", "peer_group"),
    Fault("unknown-source", SOUTH, "- source: south-leaflet", "- source: south-poster", "south-poster"),
    Fault("unused-source", NORTH, "- source: north-history", "- source: north-rules", "id: north-history"),
    Fault("source-conflict", SOUTH, "id: south-leaflet", "id: north-rules", "id: north-rules"),
    # the methodology
    Fault("level-values", METHOD, "met: {value: 1.0,", "met: {value: 1.5,", "value: 1.5"),
    Fault("level-values", METHOD, "met: {value: 1.0,", "met: {value: 0.2,", "partial: {value:"),
    Fault("level-values", METHOD, "not_assessed: {value: null,", "not_assessed: {value: 0,", "not_assessed"),
    Fault("level-values", METHOD, "  no_evidence: {value: 0.0, meaning: Nothing was found.}\n", "", "levels:"),
    Fault("weights", METHOD, "weights: {lending: 2, keeping: 1, opening: 1}", "weights: {lending: 2}", "weights"),
    Fault("weights", METHOD, "lending: 2, keeping: 1", "lending: 2, keeping: 0", "weights"),
    Fault("bands", METHOD, "{from: 0, id: weak", "{from: 5, id: weak", "bands"),
    Fault("bands", METHOD, "{from: 60, id: good", "{from: 160, id: good", "from: 160"),
    Fault("reserved-id", METHOD, "  - id: keeping", "  - id: score", "id: score"),
    Fault("reserved-id", METHOD, "  cafe: Sells coffee", "  cafe: Sells coffee\n  all: Does all", "all: Does all"),
    Fault("reserved-id", METHOD, "  village: Village", "  each: Each\n  village: Village", "each: Each"),
    Fault("reserved-id", METHOD, "id: weak", "id: withheld", "id: withheld"),
    Fault("reserved-id", METHOD, "  - id: OPE1", "  - id: All", "id: All"),
    Fault("reserved-id", NORTH, "id: north\n", "id: none\n", "id: none"),
    Fault("empty-commitment", METHOD, "    commitment: keeping", "    commitment: lending", "id: keeping"),
    # what a level rests on
    Fault("level-needs-evidence", NORTH, "stance: contradicts", "stance: context", "level: not_met"),
    Fault("level-needs-evidence", NORTH, "level: not_met", "level: met", "level: met", nth=2),
    Fault("level-needs-reason", SOUTH, "    rationale: It does not lend.\n", "", "- indicator: LEN1"),
    Fault("level-needs-confidence", SOUTH, "    confidence: medium\n", "", "- indicator: OPE1"),
    Fault("level-needs-confidence", SOUTH, "    level: not_applicable",
          "    level: not_applicable\n    confidence: low", "- indicator: LEN1"),
    Fault("no-evidence-needs-search", NORTH, "    searched: House rules and the local paper.\n", "", "indicator: KEE1"),
    Fault("no-evidence-holds-context", NORTH, "    evidence: []", "    evidence:\n      - source: north-rules\n"
          "        stance: supports\n        finding: Books are kept.", "stance: supports", nth=3),
    Fault("no-evidence-is-low", NORTH, "level: no_evidence\n    confidence: low", "level: no_evidence\n"
          "    confidence: medium", "confidence: medium"),
    Fault("left-out-but-applies", SOUTH, "roles: [cafe]", "roles: [cafe, lender]", "level: not_applicable"),
    Fault("assessed-but-left-out", NORTH, "roles: [lender, archive]", "roles: [lender]", "level: no_evidence"),
    Fault("evidence-window", NORTH, "level: partial\n    confidence: low", "level: met\n    confidence: low",
          "level: met", nth=2),
    Fault("confidence-needs-original", SOUTH, "tier: primary", "tier: digest", "confidence: medium"),
    Fault("high-needs-archive", SOUTH, "confidence: medium", "confidence: high", "confidence: high"),
    # sources and findings
    Fault("date-range", NORTH, "published: 2019", "published: 1919", "1919"),
    Fault("date-range", NORTH, "coded_on: 2026-06-30", "coded_on: 2026-07-02", "coded_on"),
    Fault("date-range", NORTH, "first_seen: 2020-02", "first_seen: 2027", "first_seen"),
    Fault("date-range", METHOD, "reference_date: 2026-06-30", "reference_date: 1998-06-30", "reference_date"),
    Fault("date-range", CALL, "published: 2025-05-01", "published: 2027-05-01", "published"),
    Fault("reference-ahead", METHOD, "reference_date: 2026-06-30", "reference_date: 2999-06-30", "reference_date"),
    Fault("reply-order", NORTH, "coded_on: 2026-06-30", "coded_on: 2026-06-30\nreply: {asked_on: 2026-03-01, "
          "text: No.}", "reply:"),
    Fault("reply-order", NORTH, "coded_on: 2026-06-30", "coded_on: 2026-06-30\nreply: {asked_on: 2026-03-01, "
          "answered_on: 2026-02-01, text: No.}", "reply:"),
    Fault("date-range", NORTH, "coded_on: 2026-06-30", "coded_on: 2026-06-30\nreply: {asked_on: 2027-03-01}", "reply:"),
    Fault("published-after-coding", NORTH, "published: 2026-01-15", "published: 2026-07-01", "source: north-rules"),
    Fault("copy-needs-original", NORTH, "    copy_of: {publisher: The North Paper, url: null}\n", "", "tier: copy"),
    Fault("copy-needs-original", NORTH, "tier: copy", "tier: digest", "copy_of"),
    Fault("archive-claim", SOUTH, "seen_via: search_extract", "seen_via: archive", "seen_via"),
    Fault("locator-needs-text", NORTH, "section: Page 1", "locator: for a century", "locator: for a"),
    Fault("one-locator", NORTH, "locator: closed on Sundays", "locator: closed on Sundays\n        section: Doors",
          "section: Doors"),
    Fault("foreign-link", NORTH, "finding: The bus stops in three places.", "finding: See https://bus.example/map now.",
          "bus.example"),
    Fault("foreign-link", NORTH, "rationale: The rules name six days.", "rationale: See other.example/days there.",
          "other.example"),
    Fault("foreign-link", NORTH, "The bus stops in three places.", "See bus.example for more.", "bus.example"),
    Fault("foreign-link", NORTH, "The bus stops in three places.", "See bus[.]example now.", "bus[.]example"),
    Fault("foreign-link", NORTH, "The bus stops in three places.", "See hxxps://bus now.", "hxxps"),
    Fault("foreign-link", NORTH, "The bus stops in three places.", "It is at 203.0.113.7 now.", "203.0.113.7"),
    Fault("foreign-link", NORTH, "section: Page 1", "section: bus.example/page", "bus.example"),
    Fault("foreign-link", NORTH, "summary: Lends and keeps books.", "summary: See bus.example now.", "bus.example"),
    Fault("coding-disagrees", CODINGS, "north,LEN1,met,partial,met,", "north,LEN1,met,partial,partial,", "north,LEN1"),
]  # fmt: skip

# Faults that one changed text cannot plant; each has a test of its own below.
ELSEWHERE = {"missing-file", "unexpected-file", "unreadable-file", "not-a-mapping"}
# Rules about reports to the CyberTipline: their faults are in test_cybertip_checks.py.
ELSEWHERE |= set(REPORT_RULES)  # in test_report_checks.py
ELSEWHERE |= {"unknown-provider", "provider-group", "count-not-stated", "period-order", "as-made"}
ELSEWHERE |= {"event-order"}  # in test_event_checks.py
ELSEWHERE |= set(LEXICON_RULES)  # in test_lexicon.py
ELSEWHERE |= set(POLICY_RULES)  # in test_policy_checks.py
ELSEWHERE |= set(CORRECTION_RULES)  # in test_correction_checks.py


def planted(data_dir: Path, fault: Fault) -> int:
    """Plant a fault and return the line at which it should be found."""
    path = data_dir / fault.file
    text = path.read_text(encoding="utf-8")
    assert text.count(fault.old) >= 1, f"{fault.old!r} is not in {fault.file}"
    changed = text.replace(fault.old, fault.new, 1)
    path.write_text(changed, encoding="utf-8")
    lines = [number for number, line in enumerate(changed.splitlines(), start=1) if fault.at in line]
    return lines[fault.nth - 1]


def problems_of(data_dir: Path) -> list[Problem]:
    return check(data_dir, TODAY)[1]


def test_the_made_up_dataset_is_clean(libraries: Path) -> None:
    assert problems_of(libraries) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule}: {fault.file}: {fault.at}")
def test_a_planted_fault_is_found_in_its_line(libraries: Path, fault: Fault) -> None:
    line = planted(libraries, fault)
    found = [problem for problem in problems_of(libraries) if problem.rule == fault.rule]
    assert (f"libraries/{fault.file}", line) in [(problem.file, problem.line) for problem in found], found
    assert all(problem.message and problem.remedy for problem in found)


def test_a_rule_that_is_kept_is_not_reported_with_another(libraries: Path) -> None:
    for fault in (fault for fault in FAULTS if fault.rule in ("level-needs-reason", "unused-source", "one-locator")):
        copy = libraries.with_name(f"with-{fault.rule}")
        copy.mkdir()
        for path in libraries.rglob("*.*"):
            target = copy / path.relative_to(libraries)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        planted(copy, fault)
        assert {problem.rule for problem in problems_of(copy)} == {fault.rule}


def test_every_rule_has_a_planted_fault() -> None:
    assert {fault.rule for fault in FAULTS} | ELSEWHERE == set(RULES)


def test_all_problems_come_at_once(libraries: Path) -> None:
    rules_broken = {
        "bands",
        "coding-disagrees",
        "level-needs-reason",
        "one-locator",
        "unknown-commitment",
        "archive-claim",
    }
    for rule in sorted(rules_broken):
        planted(libraries, next(fault for fault in FAULTS if fault.rule == rule))
    assert {problem.rule for problem in problems_of(libraries)} >= rules_broken


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    assert {problem.rule for problem in problems_of(tmp_path)} == {"missing-file"}


@pytest.mark.parametrize("name", ["companies/east.yml", "companies/old/east.yaml", "methodology/3.2.txt"])
def test_a_file_that_is_not_read_is_said(libraries: Path, name: str) -> None:
    path = libraries / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("id: east\n")
    (problem,) = problems_of(libraries)
    assert problem.rule == "unexpected-file" and problem.file in f"libraries/{name}"


@pytest.mark.parametrize("name", ["call.yaml", "codings.csv", "companies/south.yaml"])
def test_a_link_that_leads_nowhere_is_said(libraries: Path, name: str) -> None:
    (libraries / name).unlink()
    (libraries / name).symlink_to("nowhere")
    assert "unreadable-file" in {problem.rule for problem in problems_of(libraries)}


def test_a_row_is_found_below_cells_of_several_lines(libraries: Path) -> None:
    path = libraries / ENDORSERS
    path.write_text(path.read_text() + 'A,"individual",,"two\nlines"\nB,robot,,\n')
    before = len(path.read_text().splitlines()) - 2
    found = [(problem.line, problem.rule) for problem in problems_of(libraries)]
    assert found == [(before, "control-character"), (before + 2, "unknown-word")]


def test_a_reference_date_ahead_of_the_clock_does_not_stop_a_build(libraries: Path) -> None:
    planted(libraries, next(fault for fault in FAULTS if fault.rule == "reference-ahead"))
    assert {problem.severity for problem in problems_of(libraries) if problem.rule == "reference-ahead"} == {
        Severity.WARNING
    }


def test_what_a_terminal_would_act_upon_is_shown_as_its_code(libraries: Path) -> None:
    path = libraries / NORTH
    path.write_text(path.read_text().replace("name: North", 'name: "\\e[2J"\n"\\u202eevil": North'))
    shown = "".join(str(problem) for problem in problems_of(libraries))
    assert "\u202e" not in shown and "\\u202eevil" in shown and "\x1b" not in shown


def test_a_file_that_is_not_text_is_said(libraries: Path) -> None:
    (libraries / NORTH).write_bytes(b"\xff\xfe\x00")
    problem = next(problem for problem in problems_of(libraries) if problem.rule == "unreadable-file")
    assert problem.file == f"libraries/{NORTH}"


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just text\n"])
def test_a_file_that_is_no_mapping_is_said(libraries: Path, text: str) -> None:
    (libraries / SOUTH).write_text(text)
    assert "not-a-mapping" in {problem.rule for problem in problems_of(libraries)}


def test_an_unreadable_company_does_not_make_its_codings_wrong(libraries: Path) -> None:
    planted(libraries, next(fault for fault in FAULTS if fault.rule == "bad-date"))
    assert {problem.rule for problem in problems_of(libraries)} == {"bad-date"}


def test_a_file_that_points_at_itself_ends(libraries: Path) -> None:
    (libraries / SOUTH).write_text("id: &me [*me]\nname: {}\n")
    assert "no-alias" in {problem.rule for problem in problems_of(libraries)}


def test_a_deeply_nested_file_is_refused(libraries: Path) -> None:
    (libraries / SOUTH).write_text("a: " + "[" * 5000)
    assert "yaml-syntax" in {problem.rule for problem in problems_of(libraries)}


def test_a_link_to_the_own_source_is_allowed(libraries: Path) -> None:
    path = libraries / NORTH
    text = path.read_text().replace("Lending is free for everybody.", "North.example/rules says it is free.")
    path.write_text(text)
    assert problems_of(libraries) == []


@pytest.mark.parametrize(
    "words",
    [
        "Ask at readers.example now",
        "north.example says so",
        "Runs on Node.js/Deno",
        "Rule 2.b.ii, version 3.1",
        "e.g. a",
    ],
)
def test_what_only_looks_like_a_foreign_link_is_allowed(libraries: Path, words: str) -> None:
    path = libraries / NORTH
    path.write_text(path.read_text().replace("The bus stops in three places.", f"{words}."))
    assert problems_of(libraries) == []


def test_the_place_names_the_record_as_people_know_it(libraries: Path) -> None:
    planted(libraries, next(fault for fault in FAULTS if fault.at == "locator: for a"))
    (problem,) = problems_of(libraries)
    assert problem.place == "assessments[LEN2].evidence[1].locator"
    assert str(problem).startswith(f"libraries/{NORTH}:{problem.line}: assessments[LEN2].evidence[1].locator: ")
