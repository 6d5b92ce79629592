"""Many files at once: resumable, whole or not at all."""

from pathlib import Path

import pytest

from scorecard.export.batch import RECORD, Job, Outcome, recipe_of, run


def job(name: str, content: bytes = b"content", recipe: str = "1", made: list[str] | None = None) -> Job:
    def make() -> bytes:
        if made is not None:
            made.append(name)
        return content

    return Job(name, recipe, make)


def quiet(_: str) -> None:
    """Say nothing."""


def test_files_are_written_and_kept_the_next_time(tmp_path: Path) -> None:
    said: list[str] = []
    jobs = [job("charts/a.png"), job("b.txt", b"other")]
    assert run(jobs, tmp_path / "kit", 2, said.append) == Outcome(2, 0)
    assert (tmp_path / "kit" / "charts" / "a.png").read_bytes() == b"content" and len(said) == 2
    made: list[str] = []
    again = [job("charts/a.png", made=made), job("b.txt", b"other", made=made)]
    assert run(again, tmp_path / "kit", 2, quiet) == Outcome(0, 2) and not made


@pytest.mark.parametrize("damage", ["recipe", "content", "gone", "record"])
def test_what_would_be_another_file_is_made_again(tmp_path: Path, damage: str) -> None:
    run([job("a"), job("b")], tmp_path, 1, quiet)
    if damage == "content":
        (tmp_path / "a").write_bytes(b"half")
    if damage == "gone":
        (tmp_path / "a").unlink()
    if damage == "record":
        record = tmp_path / RECORD
        lines = record.read_text().splitlines(keepends=True)
        record.write_text("".join(line for line in lines if '"b"' in line) + '{"name": "a", "rec')
    made: list[str] = []
    run([job("a", recipe="2" if damage == "recipe" else "1", made=made), job("b", made=made)], tmp_path, 1, quiet)
    assert made == ["a"] and (tmp_path / "a").read_bytes() == b"content"


def test_a_run_that_fails_leaves_whole_files_only_and_goes_on_later(tmp_path: Path) -> None:
    def fail() -> bytes:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        run([job("a"), Job("b", "1", fail), *(job(f"c{number}") for number in range(50))], tmp_path, 1, quiet)
    assert (tmp_path / "a").is_file() and not (tmp_path / "b").exists()
    assert not list(tmp_path.glob(".part-*"))
    made: list[str] = []
    run([job("a", made=made), job("b", made=made)], tmp_path, 1, quiet)
    assert made == ["b"]


def test_recipes_differ_with_what_they_are_made_of() -> None:
    assert recipe_of({"a": 1}, 2) == recipe_of({"a": 1}, 2) != recipe_of({"a": 1}, 3)
