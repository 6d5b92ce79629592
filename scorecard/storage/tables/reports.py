"""Tables of published transparency reports: who reports, what they say, and where that does not add up."""

from datetime import date

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped

from scorecard.storage.tables.base import Base, column
from scorecard.vocabulary import FigureState, HowObtained


def _of_report() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["service_id", "period_start", "period_end"],
        ["report.service_id", "report.period_start", "report.period_end"],
    )


class ReportService(Base):
    """Services that publish reports under the EU template, those of companies that are not scored included."""

    __tablename__ = "report_service"
    service_id: Mapped[str] = column("Service", key=True)
    name: Mapped[str] = column("Name of the service")
    provider: Mapped[str] = column("Who provides it")
    company_id: Mapped[str | None] = column(
        "Company of ours that provides it, if one", ForeignKey("company.company_id")
    )
    assessed_as: Mapped[str | None] = column("Its name among the company's services that were assessed, if it is one")
    kind: Mapped[str | None] = column("Kind of service, which decides what rows are due; empty where it is not known")
    url: Mapped[str] = column("Where it publishes its reports")
    position: Mapped[int] = column("Order of display")


class Report(Base):
    """Reports: one service, one period."""

    __tablename__ = "report"
    service_id: Mapped[str] = column("Service", ForeignKey("report_service.service_id"), key=True)
    period_start: Mapped[date] = column("First day of the period", key=True)
    period_end: Mapped[date] = column("Last day of the period", key=True)
    how: Mapped[HowObtained] = column("How its figures were obtained, which decides what a missing one means")
    published_on: Mapped[date | None] = column("Day of publication, where the report says it")
    source_url: Mapped[str] = column("Where the service publishes its reports")
    read_from: Mapped[str] = column("File or folder that was read")
    sha256: Mapped[str] = column("Checksum of what was read")
    cell_count: Mapped[int] = column("Cells that were read, those not published here included", unit="count")
    notes: Mapped[str | None] = column("What was done to read it")


class ReportFigure(Base):
    """Figures of reports: the rows on the subject, the totals, how accurate automated means are."""

    __tablename__ = "report_figure"
    __table_args__ = (_of_report(),)
    service_id: Mapped[str] = column("Service", key=True)
    period_start: Mapped[date] = column("First day of the period", key=True)
    period_end: Mapped[date] = column("Last day of the period", key=True)
    part: Mapped[int] = column("Part of the template", key=True, unit="3-10")
    surface: Mapped[str] = column(
        "What of the service the file is about; empty for all of it", key=True, may_be_blank=True
    )
    version: Mapped[int] = column("1, more for a corrected file", key=True)
    category: Mapped[str] = column("Code of the category, in parts 3 to 6", key=True, may_be_blank=True)
    scope: Mapped[str] = column("Scope of the figure, in parts 3, 8 and 10", key=True, may_be_blank=True)
    detail: Mapped[str] = column("What else tells the row apart, such as a section", key=True, may_be_blank=True)
    measure: Mapped[str] = column("Measure: our name of the template's column or row", key=True)
    position: Mapped[int] = column("Which of the rows that nothing tells apart", key=True)
    value: Mapped[float | None] = column("The figure in its unit; the lower end of a range; empty unless it is a value")
    value_high: Mapped[float | None] = column("The upper end of a range; else empty")
    unit: Mapped[str] = column("count, hours, share (0-1) or full-time equivalents")
    state: Mapped[FigureState] = column("What the cell holds: a blank cell is not a zero")
    published: Mapped[str | None] = column("The cell as published or, in a compilation, as compiled")
    is_newest: Mapped[bool] = column("Whether no later version corrected the file")
    repair: Mapped[str | None] = column("Why it differs from what was imported, where it does")


class ReportFlag(Base):
    """Places where a report breaks a rule of the template or contradicts itself."""

    __tablename__ = "report_flag"
    __table_args__ = (_of_report(),)
    service_id: Mapped[str] = column("Service", key=True)
    period_start: Mapped[date] = column("First day of the period", key=True)
    period_end: Mapped[date] = column("Last day of the period", key=True)
    position: Mapped[int] = column("Order within the report", key=True)
    rule_id: Mapped[str] = column("Rule", ForeignKey("report_rule.rule_id"))
    message: Mapped[str] = column("What clashes, in words")
    part: Mapped[int] = column("Part of the template", unit="1-11")
    surface: Mapped[str | None] = column("What of the service the file is about")
    category: Mapped[str | None] = column("Code of the category of the first cell")
    scope: Mapped[str | None] = column("Scope of the first cell")
    measure: Mapped[str | None] = column("Measure of the first cell")
    published: Mapped[str | None] = column("The first cell as published")
    figures: Mapped[str | None] = column("All cells that clash, with what they say")


class ReportRule(Base):
    """Rules that reports are held against."""

    __tablename__ = "report_rule"
    rule_id: Mapped[str] = column("Rule", key=True)
    title: Mapped[str] = column("What is wrong where it is broken")
    asks: Mapped[str] = column("What must hold")
    clause: Mapped[str] = column("Where the template's rules ask for it: section of Annex II")
    severity: Mapped[str] = column("contradiction, deviation or question")
    position: Mapped[int] = column("Order of display")


class ReportRemark(Base):
    """What readers must know of the figures of a part of a report."""

    __tablename__ = "report_remark"
    __table_args__ = (_of_report(),)
    service_id: Mapped[str] = column("Service", key=True)
    period_start: Mapped[date] = column("First day of the period", key=True)
    period_end: Mapped[date] = column("Last day of the period", key=True)
    position: Mapped[int] = column("Order within the report", key=True)
    part: Mapped[int] = column("Part of the template", unit="3-10")
    text: Mapped[str] = column("The remark")
    source: Mapped[str] = column("Where that is seen")


class ReportQuestion(Base):
    """Where imported reports and a curated level disagree, and what the curator answers."""

    __tablename__ = "report_question"
    company_id: Mapped[str] = column("Company", ForeignKey("company.company_id"), key=True)
    indicator_id: Mapped[str] = column("Indicator", ForeignKey("indicator.indicator_id"), key=True)
    message: Mapped[str] = column("What the reports show, and what the level says")
    answer: Mapped[str | None] = column("Why the level stands all the same; empty while it is open")
