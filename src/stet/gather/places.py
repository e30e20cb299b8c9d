"""Where an entry happened: GeoRSS simple, GML and the W3C's latitude and longitude (OGC 17-002r1).

All three write latitude first; we give longitude first, as GeoJSON and map libraries have it. A reference system that
is not WGS 84 (``srsName``) may have the other order, so there the numbers stand as they came.
"""

from collections.abc import Iterator
from math import isfinite

from stet.gather.elements import Element
from stet.news import Place

_SIMPLE = {"point": "Point", "line": "LineString", "polygon": "Polygon", "box": "Box"}
_GML = {"gml:point": "Point", "gml:linestring": "LineString", "gml:polygon": "Polygon", "gml:envelope": "Box"}
_FEWEST = {"Point": 1, "LineString": 2, "Polygon": 4, "Box": 2}
_MOST = 10_000  # positions of one shape
# EPSG codes of geographic systems on WGS 84, flat and with height.
_LATITUDE_FIRST = ("4326", "4979", "CRS84")


def of(element: Element) -> Place | None:
    """Return the last sound place among an element's children, or None."""
    return next((place for place in reversed(list(_places(element))) if place), None)


def _places(element: Element) -> Iterator[Place | None]:
    latitude, longitude = element.first("geo:lat"), element.first("geo:long")
    if latitude and longitude:
        yield _place("Point", f"{latitude.text()} {longitude.text()}")
    for child in element.children():
        prefix, _, local = child.name.rpartition(":")
        if prefix == "georss" and local in _SIMPLE:
            yield _place(_SIMPLE[local], child.text())
        elif child.name in ("georss:where", "geo:point"):
            yield from _places(child)
        elif child.name in _GML:
            srs = child.attributes.get("srsname", "")
            flipped = not srs or srs.rpartition(":")[2].endswith(_LATITUDE_FIRST)
            dimension = 3 if child.attributes.get("srsdimension") == "3" else 2
            yield _place(_GML[child.name], " ".join(_positions(child)), dimension, flipped=flipped)


def _positions(element: Element) -> Iterator[str]:
    for child in element.children():
        if child.name in ("gml:pos", "gml:poslist", "gml:lowercorner", "gml:uppercorner"):
            yield child.text()
        elif child.name != "gml:interior":
            yield from _positions(child)


def _place(shape: str, text: str, dimension: int = 2, *, flipped: bool = True) -> Place | None:
    try:
        numbers = [float(n) for n in text.replace(",", " ").split()[: _MOST * dimension]]
    except ValueError:
        return None
    if not all(map(isfinite, numbers)) or len(numbers) % dimension or len(numbers) < _FEWEST[shape] * dimension:
        return None
    points = [tuple(numbers[at : at + dimension]) for at in range(0, len(numbers), dimension)]
    return Place(shape=shape, coordinates=tuple((p[1], p[0], *p[2:]) if flipped else p for p in points))
