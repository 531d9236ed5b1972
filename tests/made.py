"""One small file of every kind of source, made from own words."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from typing import NamedTuple

HEADLINE = "Peru and Ecuador hold talks on a border road"
LEAD = "LIMA, March 3, 2022 - Peru's president met Ecuador's foreign minister in Lima on Thursday."
MORE = (
    "The two sides spoke for three hours about a road across the border, officials said, "
    "and they will meet again in Quito before the end of the year."
)
LAST = "Farmers on both banks of the river have asked for the road for a decade, and traders hope for it as well."
TEXT = f"{HEADLINE}\n\n{LEAD}\n\n{MORE}\n\n{LAST}\n"
BODY = f"<p>{LEAD}</p>\n<p>{MORE}</p>\n<p>{LAST}</p>"
HTML = (
    f"<!DOCTYPE html><html><head><title>{HEADLINE}</title></head>\n"
    f"<body><article><h1>{HEADLINE}</h1>\n{BODY}</article></body></html>"
)
URL = "http://paper.example/2022/03/road.html"


class Made(NamedTuple):
    """A file of a kind: its bytes, the ids of its pages (all of the same words), and what they say."""

    name: str
    data: bytes
    ids: tuple[str, ...]
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    headline: str | None = HEADLINE


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _tar(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def record(url: str, payload: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """A WARC record of a response."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(payload)}\r\n\r\n".encode() + payload
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0000-{len(payload)}>\r\n"
        f"WARC-Date: 2022-03-03T20:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


INFO = (
    b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:info>\r\nWARC-Date: 2022-03-03T20:00:00Z\r\n"
    b"Content-Type: application/warc-fields\r\nContent-Length: 14\r\n\r\nsoftware: own\n\r\n\r\n"
)
WARC = (INFO, record(URL, HTML.encode()), record(URL + "?2", HTML.encode()))

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Border Paper</title><link>http://paper.example/</link><description>News</description>
<item><title>{HEADLINE}</title><link>{URL}</link><guid isPermaLink="false">item-1</guid>
<pubDate>Thu, 03 Mar 2022 15:30:00 -0500</pubDate>
<description>{LEAD.replace("'", "&amp;#39;")}</description></item></channel></rss>"""

FULL = RSS.replace(
    "</item>",
    f"<content:encoded><![CDATA[{BODY}<p>{MORE} {MORE} {MORE}</p>]]></content:encoded></item>",
)

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Border Paper</title><id>urn:feed</id>
<updated>2022-03-03T20:40:00Z</updated>
<entry><title>{HEADLINE}</title><link href="{URL}"/><id>urn:entry:1</id>
<published>2022-03-03T15:30:00-05:00</published><updated>2022-03-03T20:40:00Z</updated>
<summary type="text">{LEAD}</summary></entry></feed>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Border Paper",
        "items": [
            {
                "id": "1",
                "url": URL,
                "title": HEADLINE,
                "content_text": f"{LEAD} {MORE}",
                "date_published": "2022-03-03T15:30:00-05:00",
            }
        ],
    },
    indent=1,
)

NINJS = json.dumps(
    {
        "uri": "urn:item:1",
        "type": "text",
        "pubstatus": "usable",
        "versioncreated": "2022-03-03T20:40:00Z",
        "firstcreated": "2022-03-03T15:30:00-05:00",
        "headline": HEADLINE,
        "body_html": BODY,
        "source": "The Border Agency",
    },
    indent=2,
)

NEWSML = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2022-03-03T21:00:00Z</sent></header><itemSet>
<newsItem guid="urn:newsml:agency:1" version="1" standard="NewsML-G2"><itemMeta>
<provider literal="The Border Agency"/><versionCreated>2022-03-03T20:40:00Z</versionCreated>
<firstCreated>2022-03-03T15:30:00-05:00</firstCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><headline>{HEADLINE}</headline><language tag="en"/></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>x</title></head><body>{BODY}</body></html></inlineXML></contentSet></newsItem>
</itemSet></newsMessage>"""

NITF = f"""<?xml version="1.0"?><nitf><head><title>x</title><docdata><date.issue norm="20220303T153000-0500"/></docdata>
</head><body><body.head><hedline><hl1>{HEADLINE}</hl1></hedline></body.head>
<body.content>{BODY}</body.content></body></nitf>"""

EML = (
    "Return-Path: <news@paper.example>\r\nMIME-Version: 1.0\r\nDate: Thu, 03 Mar 2022 15:30:00 -0500\r\n"
    f"From: =?utf-8?q?The_Border_Paper?= <news@paper.example>\r\nTo: reader@home.example\r\nSubject: {HEADLINE}\r\n"
    "Message-ID: <m1@paper.example>\r\nContent-Type: multipart/alternative; boundary=cut\r\n\r\n"
    "--cut\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nRead this letter in your browser.\r\n"
    "--cut\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    f"<html><body><table><tr><td>{BODY}</td></tr></table></body></html>\r\n--cut--\r\n"
)
PLAIN_EML = (
    "From: The Border Paper <news@paper.example>\nDate: Thu, 03 Mar 2022 15:30:00 -0500\nMessage-ID: <m2@paper.example>"
    f"\nSubject: {HEADLINE}\nContent-Type: text/plain; charset=utf-8\n\n{LEAD}\n\n{MORE}\n\n{LAST}\n"
)
MBOX = "".join(
    f"From news@paper.example Thu Mar  3 15:30:0{number} 2022\n{PLAIN_EML.replace('<m2', f'<m{number}')}\n"
    for number in (1, 2)
)

OPML = f"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="News">
<outline type="rss" text="Paper" xmlUrl="{URL}"/></outline></body></opml>"""

SITEMAP = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{URL}</loc><lastmod>2022-03-03</lastmod><news:news><news:publication><news:name>The Border Paper</news:name>
</news:publication><news:publication_date>2022-03-03T15:30:00-05:00</news:publication_date>
<news:title>{HEADLINE}</news:title></news:news></url></urlset>"""
SITEMAP_INDEX = f"""<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{URL}</loc></sitemap></sitemapindex>"""


def csv_table(mark: str = ",") -> bytes:
    """A table of two pages."""
    quoted = TEXT.replace('"', '""')
    rows = [f'{number}{mark}"{quoted}"{mark}2022-03-03{mark}The Border Paper' for number in ("a1", "a2")]
    return "\n".join([mark.join(("id", "content", "date", "publication")), *rows, ""]).encode()


def parquet_table() -> bytes:
    """A table of two pages."""
    import polars as pl

    out = io.BytesIO()
    pl.DataFrame(
        {"doc_id": ["a1", "a2"], "body": [TEXT, TEXT], "published": ["2022-03-03"] * 2, "other": [1, 2]}
    ).write_parquet(out)
    return out.getvalue()


def pdf_file(lines: list[str] | None = None) -> bytes:
    """A PDF file of one page, with the text as it is drawn line by line."""
    if lines is None:
        lines = [HEADLINE, "", *_wrapped(LEAD), "", *_wrapped(MORE), "", *_wrapped(LAST)]
    drawn = "".join(f"({line.translate(_PDF)}) Tj T*\n" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 72 760 Td\n{drawn}ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


_PDF = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def _wrapped(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, 80)


def kinds() -> list[Made]:
    """A file of every kind that holds pages."""
    gz_records = [gzip.compress(one) for one in WARC]
    starts = [len(WARC[0]), len(WARC[0]) + len(WARC[1])]
    packed_starts = [len(gz_records[0]), len(gz_records[0]) + len(gz_records[1])]
    members = {"a/one.html": HTML.encode(), "../two.txt": TEXT.encode(), "a/.hidden": b"x"}
    jsonl = "".join(json.dumps({"id": f"r{number}", "text": TEXT}) + "\n" for number in (1, 2))
    moment, border = "2022-03-03T15:30:00-05:00", "The Border Paper"
    day = "2022-03-03"
    return [
        Made("plain.txt", TEXT.encode(), ("plain",), day),
        Made("page.html", HTML.encode(), ("page",), day),
        Made("page.html.gz", gzip.compress(HTML.encode()), ("page.html",), day),
        Made("page.html.xz", lzma.compress(HTML.encode()), ("page.html",), day),
        Made("pages.jsonl", jsonl.encode(), ("r1", "r2"), day),
        Made("pages.json", json.dumps([{"body": TEXT}, {"body": TEXT}]).encode(), ("pages:1", "pages:2"), day),
        Made("pages.csv", csv_table(), ("a1", "a2"), day, border),
        Made("pages.tsv", csv_table("\t"), ("a1", "a2"), day, border),
        Made("pages.csv.bz2", bz2.compress(csv_table(";")), ("a1", "a2"), day, border),
        Made("pages.parquet", parquet_table(), ("a1", "a2"), day),
        Made("crawl.warc", b"".join(WARC), tuple(f"crawl:{at}" for at in starts), day, url=URL),
        Made("crawl.warc.gz", b"".join(gz_records), tuple(f"crawl.warc:{at}" for at in packed_starts), day, url=URL),
        Made("saved.zip", _zip(members), ("saved:a/one.html", "saved:../two.txt"), day),
        Made("saved.tar", _tar(members), ("saved:a/one.html", "saved:../two.txt"), day),
        Made("saved.tar.gz", gzip.compress(_tar(members)), ("saved.tar:a/one.html", "saved.tar:../two.txt"), day),
        Made("saved.tar.bz2", bz2.compress(_tar(members)), ("saved.tar:a/one.html", "saved.tar:../two.txt"), day),
        Made("saved.tar.xz", lzma.compress(_tar(members)), ("saved.tar:a/one.html", "saved.tar:../two.txt"), day),
        Made("feed.xml", RSS.encode(), ("feed:item-1",), moment, border, URL),
        Made("full.xml", FULL.encode(), ("full:item-1",), moment, border, URL),
        Made("atom.xml", ATOM.encode(), ("atom:urn:entry:1",), moment, border, URL),
        Made("feed.json", JSON_FEED.encode(), ("feed:1",), moment, border, URL),
        Made("item.json", NINJS.encode(), ("urn:item:1",), moment, "The Border Agency"),
        Made("message.xml", NEWSML.encode(), ("urn:newsml:agency:1",), moment, "The Border Agency"),
        Made("nitf.xml", NITF.encode(), ("nitf",), moment),
        Made("letter.eml", EML.encode(), ("letter",), moment, border),
        Made("plain.eml", PLAIN_EML.encode(), ("plain",), moment, border),
        Made("box.mbox", MBOX.encode(), ("box:m1@paper.example", "box:m2@paper.example"), moment, border),
        Made("paper.pdf", pdf_file(), ("paper",), day),
    ]


KINDS: dict[str, Made] = {one.name: one for one in kinds()}
LISTS: dict[str, bytes] = {
    "mine.opml": OPML.encode(),
    "sitemap.xml": SITEMAP.encode(),
    "sitemap.xml.gz": gzip.compress(SITEMAP.encode()),
    "index.xml": SITEMAP_INDEX.encode(),
}
zipped: Callable[[dict[str, bytes]], bytes] = _zip
tarred: Callable[[dict[str, bytes]], bytes] = _tar
