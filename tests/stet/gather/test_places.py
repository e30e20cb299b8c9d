"""Places in feeds."""

import pytest

from stet.gather import feeds
from stet.news import Place


def place(inside: str) -> Place | None:
    """Return the place of an entry that holds `inside`."""
    text = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss"
    xmlns:gml="http://www.opengis.net/gml" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">
    <entry>{inside}</entry></feed>"""
    more = feeds.parse(text.encode(), whole=True).items[0].more
    assert more
    return more.place


@pytest.mark.parametrize(
    ("inside", "shape", "coordinates"),
    [
        ("<georss:point>51.5 -0.1</georss:point>", "Point", ((-0.1, 51.5),)),
        ("<georss:line>1 2 3 4</georss:line>", "LineString", ((2.0, 1.0), (4.0, 3.0))),
        ("<georss:box>1,2,3,4</georss:box>", "Box", ((2.0, 1.0), (4.0, 3.0))),
        ("<geo:lat>51.5</geo:lat><geo:long>-0.1</geo:long>", "Point", ((-0.1, 51.5),)),
        ("<georss:where><gml:Point><gml:pos>1 2</gml:pos></gml:Point></georss:where>", "Point", ((2.0, 1.0),)),
        (
            '<gml:Point srsName="urn:ogc:def:crs:EPSG:6.6:4979" srsDimension="3"><gml:pos>1 2 3</gml:pos></gml:Point>',
            "Point",
            ((2.0, 1.0, 3.0),),
        ),
        ('<gml:Point srsName="EPSG:25832"><gml:pos>1 2</gml:pos></gml:Point>', "Point", ((1.0, 2.0),)),
        (
            "<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>0 0 0 1 1 1 0 0</gml:posList></gml:LinearRing>"
            "</gml:exterior><gml:interior><gml:LinearRing><gml:posList>9 9</gml:posList></gml:LinearRing>"
            "</gml:interior></gml:Polygon>",
            "Polygon",
            ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)),
        ),
    ],
    ids=["point", "line", "box", "w3c", "gml", "height", "other system", "ring"],
)
def test_a_place_is_given_longitude_first(inside: str, shape: str, coordinates: tuple[tuple[float, ...], ...]) -> None:
    assert place(inside) == Place(shape=shape, coordinates=coordinates)


@pytest.mark.parametrize(
    "inside",
    [
        "<georss:point> </georss:point>",
        "<georss:point>here</georss:point>",
        "<georss:point>nan inf</georss:point>",
        "<georss:line>1 2</georss:line>",
        "<georss:polygon>1 2 3 4 5</georss:polygon>",
    ],
    ids=["empty", "words", "no numbers", "too short", "odd"],
)
def test_what_is_no_place_gives_none(inside: str) -> None:
    assert place(inside) is None
