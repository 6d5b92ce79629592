"""Every rule that curated data must keep, in one table: the checks, the error messages and docs read it."""

from dataclasses import dataclass

from scorecard.errors import Problem, Severity

LONGEST_MESSAGE = 300


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: what messages, tests and the documentation call it.
        asks: what must hold, as a sentence for curators.
        remedy: what to do when it does not.
        severity: whether breaking it stops a build.
        bars_scoring: whether scores mean nothing while it is broken; other rules concern what levels rest on.
    """

    id: str
    asks: str
    remedy: str
    severity: Severity = Severity.ERROR
    bars_scoring: bool = False

    def problem(self, file: str, line: int, place: str, message: str) -> Problem:
        """Return a problem with this rule. A message that repeats a very long value is cut."""
        shown = message if len(message) <= LONGEST_MESSAGE else f"{message[:LONGEST_MESSAGE]} …"
        return Problem(file, line, place, self.id, shown, self.remedy, self.severity)


# --- form of the files -----------------------------------------------------------------------------------------------

MISSING_FILE = Rule(
    "missing-file",
    "The data folder has methodology/<version>.yaml and companies/<id>.yaml.",
    "Add the file, or point --data at the folder that has it.",
)
UNEXPECTED_FILE = Rule(
    "unexpected-file",
    "The folders companies/ and methodology/ hold files called <name>.yaml and nothing else.",
    "Rename the file so that it is read, or move it elsewhere.",
)
UNREADABLE_FILE = Rule("unreadable-file", "Files can be read and are UTF-8 text.", "Save the file as UTF-8 text.")
YAML_SYNTAX = Rule("yaml-syntax", "YAML files are valid YAML.", "Mend the syntax at this line or just above it.")
NOT_A_MAPPING = Rule("not-a-mapping", "A YAML file holds one mapping.", "Start the file with `key: value` lines.")
DUPLICATE_KEY = Rule(
    "duplicate-key",
    "A key stands once in its mapping: plain YAML would silently keep the last one.",
    "Delete or rename one of the two.",
    bars_scoring=True,
)
ALIAS = Rule(
    "no-alias",
    "No anchors, aliases, merge keys or composed keys.",
    "Write the values out.",
    bars_scoring=True,
)
YAML_TAG = Rule("no-tag", "No YAML tags such as !!binary.", "Write the value as text.")
CSV_FORM = Rule("csv-form", "A CSV file has exactly its documented columns, in order.", "Mend the header or the row.")

# --- form of the values ----------------------------------------------------------------------------------------------

UNKNOWN_KEY = Rule("unknown-key", "Every key is one that the record has.", "Mend the spelling, or delete the key.")
MISSING_KEY = Rule("missing-key", "Every required key is there.", "Add the key.")
WRONG_VALUE = Rule("wrong-value", "A value has the type and range of its key.", "Write a value of that kind.")
UNKNOWN_WORD = Rule("unknown-word", "A value from a closed list is one of its words.", "Use one of the words.")
QUOTE_TEXT = Rule(
    "quote-text",
    "Text that YAML readers would take for a boolean, number or date stands in quotes.",
    "Put the value in quotes.",
)
TEXT_LENGTH = Rule("text-length", "Text is neither empty nor longer than its field allows.", "Shorten or fill it.")
CONTROL_CHARACTER = Rule("control-character", "Text has no control characters.", "Delete the invisible character.")
BAD_ID = Rule("bad-id", "Ids are slugs of lower-case letters, digits, - and _.", "Rename it to a slug.")
BAD_DATE = Rule("bad-date", "Dates are YYYY, YYYY-MM or YYYY-MM-DD and exist.", "Write the date in that form.")
BAD_ADDRESS = Rule("bad-address", "Addresses are complete http or https addresses.", "Write the whole address.")
LOCATOR_LENGTH = Rule(
    "locator-length",
    "A locator is a search string of at most 60 characters.",
    "Cut it to the words that find the passage.",
)

# --- references ------------------------------------------------------------------------------------------------------

DUPLICATE_ID = Rule(
    "duplicate-id",
    "An id stands once in its list.",
    "Rename or delete one of the two.",
    bars_scoring=True,
)
FILE_NAME = Rule("file-name", "A file is named for the id or version it holds.", "Rename the file or the id.")
UNKNOWN_INDICATOR = Rule(
    "unknown-indicator",
    "Indicators are those of the methodology.",
    "Use an id from it.",
    bars_scoring=True,
)
UNKNOWN_COMMITMENT = Rule(
    "unknown-commitment",
    "Commitments are those of the methodology.",
    "Use an id from it.",
    bars_scoring=True,
)
UNKNOWN_COMPANY = Rule("unknown-company", "Companies are those that have a file.", "Use the id of a company file.")
UNKNOWN_ROLE = Rule(
    "unknown-role",
    "Roles are those of the methodology.",
    "Use a role from it.",
    bars_scoring=True,
)
UNKNOWN_PEER_GROUP = Rule(
    "unknown-peer-group",
    "Peer groups are those of the methodology.",
    "Use an id from it.",
    bars_scoring=True,
)
UNKNOWN_SOURCE = Rule("unknown-source", "Evidence names a source of its own file.", "Add the source, or use its id.")
UNUSED_SOURCE = Rule("unused-source", "Every source is used by evidence.", "Use it or delete it.")
SOURCE_CONFLICT = Rule(
    "source-conflict",
    "The same source id in two files means the same document, entry for entry.",
    "Make the entries equal, or give one another id.",
)

# --- the methodology -------------------------------------------------------------------------------------------------

LEVEL_VALUES = Rule(
    "level-values",
    "All six levels have a value from 0 to 1, met at least partial's and that at least not_met's; not_applicable and "
    "not_assessed have null.",
    "Complete the table of levels.",
    bars_scoring=True,
)
WEIGHTS = Rule(
    "weights",
    "Weights are above 0 and name every commitment, or none.",
    "Complete the weights.",
    bars_scoring=True,
)
BANDS = Rule(
    "bands",
    "Bands start at different scores from 0 to 100, the lowest at 0.",
    "Mend the bands.",
    bars_scoring=True,
)
RESERVED_ID = Rule(
    "reserved-id",
    "An id is none of the words that stand for a choice in an address (all, each, none, withheld), and a commitment's "
    "id is not the name of a column of the results, such as score or rank.",
    "Choose another id.",
    bars_scoring=True,
)
EMPTY_COMMITMENT = Rule("empty-commitment", "Every commitment has an indicator.", "Add one, or drop the commitment.")

# --- what a level rests on -------------------------------------------------------------------------------------------

LEVEL_NEEDS_EVIDENCE = Rule(
    "level-needs-evidence",
    "met and partial rest on evidence that supports, not_met on evidence that contradicts.",
    "Add the evidence, mend its stance, or change the level.",
)
LEVEL_NEEDS_REASON = Rule(
    "level-needs-reason",
    "Every level but not_assessed has a rationale: why this level and not the next.",
    "Write the rationale.",
)
LEVEL_NEEDS_CONFIDENCE = Rule(
    "level-needs-confidence",
    "Every assessed level has a confidence; not_applicable and not_assessed have none.",
    "Add or delete the confidence.",
)
NO_EVIDENCE_NEEDS_SEARCH = Rule(
    "no-evidence-needs-search",
    "no_evidence says what was searched.",
    "List in `searched` what was gone through.",
)
NO_EVIDENCE_HOLDS_CONTEXT = Rule(
    "no-evidence-holds-context",
    "A no_evidence or left-out cell holds context items only.",
    "Change the level, or make the item context.",
)
NO_EVIDENCE_IS_LOW = Rule("no-evidence-is-low", "no_evidence has low confidence.", "Set the confidence to low.")
LEFT_OUT_BUT_APPLIES = Rule(
    "left-out-but-applies",
    "not_applicable stands only where none of the company's roles is one of the indicator's.",
    "Assess the indicator, or mend the company's roles.",
    bars_scoring=True,
)
ASSESSED_BUT_LEFT_OUT = Rule(
    "assessed-but-left-out",
    "A level stands only where one of the company's roles is one of the indicator's.",
    "Set the level to not_applicable, or mend the company's roles.",
    bars_scoring=True,
)
EVIDENCE_WINDOW = Rule(
    "evidence-window",
    "Where an indicator has a window, older evidence alone carries no level above `older_earns`.",
    "Add newer evidence, or lower the level.",
)
CONFIDENCE_NEEDS_ORIGINAL = Rule(
    "confidence-needs-original",
    "A level that rests only on copies and digests has low confidence.",
    "Find the original, or set the confidence to low.",
)
HIGH_NEEDS_ARCHIVE = Rule(
    "high-needs-archive",
    "High confidence needs an archived primary or research document that carries the level.",
    "Cite the archived version, or lower the confidence.",
)

# --- sources and findings --------------------------------------------------------------------------------------------

DATE_RANGE = Rule("date-range", "Dates are from 2000 on and not in the future.", "Mend the date.")
REFERENCE_AHEAD = Rule(
    "reference-ahead",
    "The reference date is not in the future by the clock of the machine.",
    "Mend the reference date, or set the machine's clock.",
    Severity.WARNING,
)
REPLY_ORDER = Rule(
    "reply-order",
    "A reply has a date and a text, or neither, and is not older than the question.",
    "Complete the reply, or mend its dates.",
)
PUBLISHED_AFTER_CODING = Rule(
    "published-after-coding",
    "A source that carries evidence was published by the day the company was coded.",
    "Mend the date, or code the company anew and set `coded_on`.",
)
COPY_NEEDS_ORIGINAL = Rule(
    "copy-needs-original",
    "Tier copy names what it is a copy of; no other tier does.",
    "Add or delete `copy_of`, or mend the tier.",
)
ARCHIVE_CLAIM = Rule(
    "archive-claim",
    "A source seen in the archive names its archived version.",
    "Add `archive`, or mend `seen_via`.",
)
LOCATOR_NEEDS_TEXT = Rule(
    "locator-needs-text",
    "A locator stands only where the text can be searched: an archived version or a data set.",
    "Use `section`, or add the archived version.",
)
ONE_LOCATOR = Rule("one-locator", "Evidence has a locator or a section, not both.", "Keep the more exact one.")
FOREIGN_LINK = Rule(
    "foreign-link",
    "Text of an assessment links to nothing but the source of its evidence; a summary or an event to nothing.",
    "Delete the address; the source carries it.",
)
CODING_DISAGREES = Rule(
    "coding-disagrees",
    "The final level in codings.csv is the level in the company's file.",
    "Mend the one that is wrong.",
)

EVENT_ORDER = Rule(
    "event-order", "Events stand in the order of their dates, oldest first.", "Move it or mend the date."
)

# --- reports to the CyberTipline -------------------------------------------------------------------------------------

UNKNOWN_PROVIDER = Rule(
    "unknown-provider",
    "Every count is of a provider of cybertipline.yaml, and of the company that it gives.",
    "Add the provider, mend its name, or import the file again.",
)
PROVIDER_GROUP = Rule(
    "provider-group",
    "A provider is part of one that is listed, of the same company, and itself part of none.",
    "Mend `part_of`.",
)
COUNT_NOT_STATED = Rule(
    "count-not-stated",
    "A count from evidence names evidence that is there, whose finding or rationale has the number literally.",
    "Mend the number or the reference; leave out what is not stated as an exact number of reports.",
)
PERIOD_ORDER = Rule("period-order", "A period does not end before it starts.", "Mend the period.")
AS_MADE = Rule(
    "as-made",
    "A machine-written file is as it was written: its SHA-256 is the one in its provenance file.",
    "Import it again; never edit it by hand.",
)

RULES: dict[str, Rule] = {rule.id: rule for rule in list(globals().values()) if isinstance(rule, Rule)}
