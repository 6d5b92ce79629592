"""How long the press kit takes, against plotly's own ``write_image`` for the same pictures, in one run.

The kit of the shipped data is written into a fresh folder: every chart, a card for each of 29 companies, tables, pages
and captions. Then a sample of the same figures, laid out already, is written by ``plotly.io.write_image`` one after the
other, which starts a browser for each and loads its page anew; its time is scaled up to as many pictures. Then the kit
is written once more into the same folder, where nothing is left to do.

Targets: the kit under 60 s on two processors; at least 4 times as fast as the loop, a picture; the second time under
10 s.

    python benchmarks/export.py [--sample 6] [--workers 2]
"""

import argparse
import os
import sys
import tempfile
import time
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import plotly.graph_objects as go
import plotly.io

from scorecard import queries, settings
from scorecard.charts.theme import Scheme
from scorecard.export.contents import kit_cards, kit_pictures
from scorecard.export.presskit import CARD_FILES, CHART_FILES, write_kit
from scorecard.pictures import origin
from scorecard.publish.compose import compose
from scorecard.publish.presets import PRESETS
from scorecard.rendering import find_browser

KIT_S, RATIO, AGAIN_S = 60.0, 4.0, 10.0
ADDRESS = "https://pledgewatch.example.org"


def loop_seconds(tables: queries.Tables, sample: int, folder: Path) -> float:
    """Return how long plotly's own way takes for one picture, on average over a sample of cards and charts."""
    os.environ["BROWSER_PATH"] = str(find_browser())  # kaleido does not find every browser by itself
    pictures = kit_cards(tables)[: sample // 2] + kit_pictures(tables)[: sample - sample // 2]
    preset = PRESETS["column"]
    figures = [
        compose(one, preset, Scheme.LIGHT, None, origin.stamp(tables, one.sheet, ADDRESS)).figure for one in pictures
    ]
    start = time.perf_counter()
    for number, figure in enumerate(figures):
        form = ("png", "svg")[number % 2]
        plotly.io.write_image(go.Figure(figure), folder / f"{number}.{form}", scale=2 if form == "png" else 1)
    return (time.perf_counter() - start) / len(figures)


def main() -> int:
    """Measure, print, and return 1 where a target is missed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sample", type=int, default=6)
    arguments.add_argument("--workers", type=int, default=2)
    given = arguments.parse_args()
    warnings.simplefilter("ignore")
    tables = queries.from_data(settings.data_dir())[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times = []
        for _ in range(2):
            start = time.perf_counter()
            kit = write_kit(tables, folder / "kit", ADDRESS, given.workers, lambda step: None)
            times.append(time.perf_counter() - start)
        drawn = len(kit_pictures(tables)) * len(CHART_FILES) + len(kit_cards(tables)) * len(CARD_FILES)
        drawn -= len(kit.left_out)
        each = loop_seconds(tables, given.sample, folder)
    ratio = each * drawn / times[0]
    load = os.getloadavg()[0]
    print(
        f"press kit: {kit.kept} files, {drawn} of them drawn, in {times[0]:.1f} s (target {KIT_S:g}); load {load:.1f}"
    )
    print(f"written again, with nothing to do: {times[1]:.1f} s (target {AGAIN_S:g})")
    loop = f"{each:.2f} s a picture, {each * drawn:.0f} s for as many"
    print(f"plotly's write_image: {loop}; {ratio:.1f} times as long (target {RATIO:g})")
    return int(times[0] > KIT_S or ratio < RATIO or times[1] > AGAIN_S)


if __name__ == "__main__":
    sys.exit(main())
