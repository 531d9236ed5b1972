"""Miniature pages of many layouts, each with what it says about itself.

``kinds`` has a letter for each paragraph: l(ead), p(aragraph), s(ubheading), c(aption), k = credit.
"""

from __future__ import annotations

from typing import Any, NamedTuple

A = (
    "Fishermen from Iceland and the Faroe Islands met on Monday in "
    "Reykjavik to settle a long quarrel over mackerel quotas."
)
B = (
    "The talks, held behind closed doors, ended without an agreement, "
    "and both delegations said they would return in March."
)
C = "“We have moved closer, but not close enough,” the Icelandic fisheries minister, Katrin Jonsdottir, told reporters."
D = "Norway, which shares the same stock, sent an observer and called on the two neighbours to show restraint."
E = (
    "Boats from the Faroe Islands landed 90,000 tonnes of mackerel "
    "last year, about a third more than in the year before."
)
H = "Mackerel Talks End Without Agreement"
S = "Two neighbours quarrel on over fish"


class Layout(NamedTuple):
    name: str
    text: str
    says: dict[str, Any]
    kinds: str
    body: tuple[str, ...] = (A, B, C)


def wrap(text: str, width: int = 72) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(text, width))


LAYOUTS = [
    Layout("bare", f"{H}\n\n{A}\n\n{B}\n\n{C}\n", {"headline": H, "published_at": None, "outlet": None}, "lpp"),
    Layout(
        "counter, headline twice, id",
        f"14 Persons\n\n{H}\n\nMar 5, 2019, 6:20\u202fAM\nNews ID: 8812\n{H}\n\nNordWire: {A}\n\n"
        f"{B}\u00a0\n\n\u00a0\n\n{C}\n",
        {
            "headline": H,
            "published_at": "2019-03-05T06:20:00",
            "outlet": "NordWire",
            "outlet_article_id": "8812",
            "counters": {"persons": 14},
        },
        "klpp",
    ),
    Layout("one a line", f"{H}\n{A}\n{B}\n{C}\n", {"headline": H}, "lpp"),
    Layout("windows line ends", f"{H}\r\n\r\n{A}\r\n\r\n{B}\r\n\r\n{C}\r\n", {"headline": H}, "lpp"),
    Layout("hard-wrapped", f"{H}\n\n{wrap(A)}\n\n{wrap(B)}\n\n{wrap(C)}\n", {"headline": H}, "lpp"),
    Layout("hard-wrapped narrow", f"{H}\n\n{wrap(A, 45)}\n\n{wrap(B, 45)}\n\n{wrap(C, 45)}\n", {"headline": H}, "lpp"),
    Layout(
        "headline broken over two lines",
        f"Mackerel talks between Iceland and the Faroes\nend without agreement\n\n5 March 2019\n\n{A}\n\n{B}\n\n{C}\n",
        {
            "headline": "Mackerel talks between Iceland and the Faroes\nend without agreement",
            "published_at": "2019-03-05",
        },
        "lpp",
    ),
    Layout(
        "subheading",
        f"{H}\n\n{A}\n\n{B}\n\nA third neighbour\n\n{D}\n\n{C}\n",
        {"headline": H},
        "lpspp",
        (A, B, D, C),
    ),
    Layout(
        "two subheadings, one a question",
        f"{H}\n\n{A}\n\nWhat Next for the Fleet?\n\n{B}\n\nWhat the boats landed\n{E}\n\n{C}\n",
        {"headline": H},
        "lspspp",
        (A, B, E, C),
    ),
    Layout(
        "byline and day-first date with a dash",
        f"{H}\n\nBy Sigrid Holm\n\n5 March 2019 - 06:20\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "byline": "Sigrid Holm", "published_at": "2019-03-05T06:20:00"},
        "lpp",
    ),
    Layout(
        "byline and date on one line",
        f"{H}\n\nBy Sigrid Holm | March 5, 2019\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "byline": "Sigrid Holm", "published_at": "2019-03-05"},
        "lpp",
    ),
    Layout(
        "published and updated on one line",
        f"{H}\n\nPublished: 5 Mar 2019, 06:20 GMT | Updated: 6 Mar 2019, 09:00 GMT\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "published_at": "2019-03-05T06:20:00+00:00"},
        "lpp",
    ),
    Layout(
        "updated before published",
        f"{H}\n\nUpdated 6 March 2019 9:00 am\nPublished 5 March 2019 6:20 am\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "published_at": "2019-03-05T06:20:00"},
        "lpp",
    ),
    Layout(
        "section, weekday, bar and zone",
        f"World\n{H}\nTuesday, March 5, 2019 | 14:05 GMT\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "published_at": "2019-03-05T14:05:00+00:00"},
        "lpp",
    ),
    Layout(
        "relative time gives no date",
        f"{H}\n\n3 hours ago\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "published_at": None},
        "lpp",
    ),
    Layout(
        "iso date with offset",
        f"2019-03-05T06:20:00+01:00\n{H}\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "published_at": "2019-03-05T06:20:00+01:00"},
        "lpp",
    ),
    Layout(
        "agency dateline",
        f"{H}\n\nREYKJAVIK, March 5 (Fjord News) - {A}\n\n{B}\n\n{C}\n",
        {"headline": H, "outlet": "Fjord News"},
        "klpp",
    ),
    Layout(
        "agency dateline with a long dash",
        f"{H}\n\nREYKJAVIK, Iceland (Fjord News) — {A}\n\n{B}\n\n{C}\n",
        {"headline": H, "outlet": "Fjord News"},
        "klpp",
    ),
    Layout(
        "city dateline",
        f"{H}\n\nREYKJAVIK – {A}\n\n{B}\n\n{C}\n",
        {"headline": H, "outlet": None},
        "klpp",
    ),
    Layout(
        "dateline on its own line",
        f"{H}\n\nREYKJAVIK, March 5 (Fjord News) -\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "outlet": "Fjord News"},
        "klpp",
    ),
    Layout(
        "agency with a slash",
        f"{H}\n\nREYKJAVIK/Fjord.News – {A}\n\n{B}\n\n{C}\n",
        {"headline": H, "outlet": "Fjord.News"},
        "klpp",
    ),
    Layout(
        "dated agency line with double hyphen",
        f"{H}\n\nREYKJAVIK, March 5, 2019 (Fjord News) -- {A}\n\n{B}\n\n{C}\n",
        {"headline": H, "outlet": "Fjord News", "published_at": "2019-03-05"},
        "klpp",
    ),
    Layout(
        "captions",
        f"{H}\n\nFILE - Trawlers at the quay of Torshavn in a winter storm.\n\n{A}\n\n{B}\n\n"
        f"Photo: Trawlers wait for the tide. Jon Holm/Reuters\n\n{C}\n",
        {"headline": H},
        "clpcp",
    ),
    Layout(
        "caption with an image credit",
        f"{H}\n\nTrawlers at the quay of Torshavn, the capital, in February. [Jon Holm/Fjord News]\n\n"
        f"{A}\n\n{B}\n\n{C}\n",
        {"headline": H},
        "clpp",
    ),
    Layout(
        "share bar and cookie notice",
        "We use cookies to give you the best experience. Accept all\nHome\nWorld\n"
        f"{H}\nShare on Facebook\nShare on Twitter\nShares 34\n12 Comments\n\n{A}\n\n{B}\n\nAdvertisement\n\n{C}\n",
        {"headline": H, "counters": {"shares": 34, "comments": 12}},
        "lpp",
    ),
    Layout(
        "related links after the body",
        f"{H}\n\n{A}\n\n{B}\n\n{C}\n\nRelated stories\nHerring prices climb in Bergen\n"
        "Whale watchers return to Husavik\n\nTags: fish, Iceland\n\n© 2019 Fjord News. All rights reserved.\n",
        {"headline": H},
        "lpp",
    ),
    Layout(
        "related link within the body",
        f"{H}\n\n{A}\n\nRead more: Herring prices climb in Bergen\n\n{B}\n\n"
        f"Also read: Whale watchers return to Husavik\n\n{C}\n",
        {"headline": H},
        "lpp",
    ),
    Layout(
        "related list within the body",
        f"{H}\n\n{A}\n\nRelated\n- Herring prices climb in Bergen\n- Whale watchers return to Husavik\n\n{B}\n\n{C}\n",
        {"headline": H},
        "lpp",
    ),
    Layout(
        "newsletter box in the body",
        f"{H}\n\n{A}\n\nSign up for our free newsletter and get the news every morning\n\n{B}\n\n{C}\n",
        {"headline": H},
        "lpp",
    ),
    Layout(
        "outlet name on its own line",
        f"Reuters\n{H}\nMarch 5, 2019\n6:20 AM\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "outlet": "Reuters"},
        "lpp",
    ),
    Layout(
        "headline with the outlet at its end",
        f"{H} - BBC News\n\n5 March 2019\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "outlet": "BBC News", "published_at": "2019-03-05"},
        "lpp",
    ),
    Layout(
        "labels on lines of their own",
        f"{H}\n\nAuthor\nSigrid Holm\n\nPublished\n5 March 2019\n\nShare\nSave\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "published_at": "2019-03-05", "byline": "Sigrid Holm"},
        "lpp",
    ),
    Layout(
        "no headline at all",
        f"{A}\n\n{B}\n\n{C}\n",
        {"headline": None},
        "lpp",
    ),
    Layout(
        "headline that is a sentence",
        f"Iceland’s fishermen will not yield to anyone, minister says\n\n5 March 2019\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": "Iceland’s fishermen will not yield to anyone, minister says"},
        "lpp",
    ),
    Layout(
        "headline in quotation marks",
        f'"We Are Close," Says Iceland\'s Minister\n\n{A}\n\n{B}\n\n{C}\n',
        {"headline": '"We Are Close," Says Iceland\'s Minister'},
        "lpp",
    ),
    Layout(
        "short last sentences stay",
        f"{H}\n\n{A}\n\n{B}\n\nNo one was hurt.\n\n“It is over,” he said.\n",
        {"headline": H},
        "lppp",
        (A, B, "No one was hurt.", "“It is over,” he said."),
    ),
    Layout(
        "questions and answers",
        f"{H}\n\n{A}\n\nQ: Will you go back to the table?\n\nA: We shall, when there is something on it.\n\n{C}\n",
        {"headline": H},
        "lppp",
        (A, "Q: Will you go back to the table?", "A: We shall, when there is something on it.", C),
    ),
    Layout(
        "bullet points of fact",
        f"{H}\n\n{A}\n\n"
        "• Iceland wants a quota of 140,000 tonnes a year.\n"
        f"• The Faroe Islands offer less than half of that.\n\n{C}\n",
        {"headline": H},
        "lppp",
        (
            A,
            "• Iceland wants a quota of 140,000 tonnes a year.",
            "• The Faroe Islands offer less than half of that.",
            C,
        ),
    ),
    Layout(
        "summary under the headline",
        f"{H}\n\nMinisters blame each other after two days of bargaining\n\n5 March 2019\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "published_at": "2019-03-05"},
        "lpp",
    ),
    Layout(
        "editors' credit at the end",
        f"{H}\n\n{A}\n\n{B}\n\n{C}\n\nReporting by Sigrid Holm; editing by Jon Dahl\n\n"
        f"Our Standards: The Thomson Trust Principles.\n",
        {"headline": H},
        "lpp",
    ),
    Layout(
        "indented paragraphs without empty lines",
        f"{H}\n    {A}\n    {B}\n    {C}\n",
        {"headline": H},
        "lpp",
    ),
    Layout(
        "wrapped and indented, no empty lines",
        H + "\n" + "\n".join("    " + wrap(p) for p in (A, B, C)) + "\n",
        {"headline": H},
        "lpp",
    ),
    Layout(
        "dotted date and story code",
        f"{H}\nStory Code: 55120\n05.03.2019 06:20\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "outlet_article_id": "55120", "published_at": "2019-03-05T06:20:00"},
        "lpp",
    ),
    Layout(
        "ordinal date with place",
        f"{H}\n\nReykjavik, 5th March 2019\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "published_at": "2019-03-05"},
        "lpp",
    ),
    Layout(
        "masthead, breadcrumb, then the headline",
        f"North Sea Gazette\n\nHome > Fisheries > Quotas\n\n{S}\n\nTuesday, 5 March 2019 - 06:20\n\n"
        f"{A}\n\n{B}\n\n{C}\n",
        {"headline": S, "outlet": "North Sea Gazette", "published_at": "2019-03-05T06:20:00"},
        "lpp",
    ),
    Layout(
        "masthead above a headline in capitals",
        f"The Skerries Examiner\n{H}\n5 March 2019\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "outlet": "The Skerries Examiner", "published_at": "2019-03-05"},
        "lpp",
    ),
    Layout(
        "masthead in capitals, date, headline, office of the writer",
        f"THE ATLANTIC LEDGER\n\nPublished March 5, 2019\n\n{S}\n\nBy Our Fisheries Correspondent\n\n"
        f"{A}\n\n{B}\n\n{C}\n",
        {"headline": S, "outlet": "THE ATLANTIC LEDGER", "published_at": "2019-03-05"},
        "lpp",
    ),
    Layout(
        "masthead with its city",
        f"Fjord Times (Bergen)\nFish & Trade\n\n{H}\n\n5 Mar 2019, 06:20\nNo. 19-204\n{H}\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": H, "outlet": "Fjord Times", "outlet_article_id": "19-204", "published_at": "2019-03-05T06:20:00"},
        "lpp",
    ),
    Layout(
        "masthead with its edition",
        f"Havet i Dag — English edition\nInterview\n\n“{H}”\n\nBergen, 5 March 2019\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": f"“{H}”", "published_at": "2019-03-05"},
        "lpp",
    ),
    Layout(
        "slogan under the masthead",
        f"Faroe Post Daily\nYour harbour, your paper\n\n{S}\n\nBy Jon Dahl   |   5 March 2019   |   3 comments\n\n"
        f"{A}\n\n{B}\n\n{C}\n",
        {
            "headline": S,
            "outlet": "Faroe Post Daily",
            "byline": "Jon Dahl",
            "published_at": "2019-03-05",
            "counters": {"comments": 3},
        },
        "lpp",
    ),
    Layout(
        "trail and the paper's reporter",
        f"Geysir Online | Sea | Quotas\n\n{S}\n\n2019/03/05 06:20:30\nGeysir Online reporter Jon Dahl\n\n"
        f"{A}\n\n{B}\n\n{C}\n",
        {"headline": S, "outlet": "Geysir Online", "byline": "Jon Dahl", "published_at": "2019-03-05T06:20:30"},
        "lpp",
    ),
    Layout(
        "facts joined by colons",
        f"Fisheries | Europe\n{S}\n\nBergen Harbour News :: 5 Mar 2019 :: 6:20 :: hits: 87\n\n{A}\n\n{B}\n\n{C}\n",
        {
            "headline": S,
            "outlet": "Bergen Harbour News",
            "published_at": "2019-03-05T06:20:00",
            "counters": {"hits": 87},
        },
        "lpp",
    ),
    Layout(
        "paper and date in a line, page closed, counters at the end",
        f"LIVE PAGE CLOSED\n\n{S}\n\nFjord Bulletin, Tuesday 5 March 2019, 06:20 GMT\n\n{A}\n\n{B}\n\n{C}\n\n"
        "1,204 Shares      18 Comments\n",
        {
            "headline": S,
            "outlet": "Fjord Bulletin",
            "published_at": "2019-03-05T06:20:00+00:00",
            "counters": {"shares": 1204, "comments": 18},
        },
        "lpp",
    ),
    Layout(
        "writer, views and a zone in words",
        f"{S}\n\nPublished: March 5, 2019 6:20 pm (Bergen time, UTC+01:00)\nWriter: Sigrid Holm\nViews: 2,041\n\n"
        f"{A}\n\n{B}\n\n{C}\n",
        {
            "headline": S,
            "published_at": "2019-03-05T18:20:00+01:00",
            "byline": "Sigrid Holm",
            "counters": {"views": 2041},
        },
        "lpp",
    ),
    Layout(
        "byline with a place",
        f"{S}\n\nBy Sigrid Holm in Torshavn\n\n5 March 2019\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": S, "byline": "Sigrid Holm"},
        "lpp",
    ),
    Layout(
        "byline with a place after a comma",
        f"{S}\n\nBy Sigrid Holm, Torshavn\n\n5 March 2019\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": S, "byline": "Sigrid Holm"},
        "lpp",
    ),
    Layout(
        "byline of three",
        f"{S}\n\nBy Sigrid Holm, Jon Dahl and Ola Vik\n\n5 March 2019\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": S, "byline": "Sigrid Holm, Jon Dahl and Ola Vik"},
        "lpp",
    ),
    Layout(
        "credit above the headline, a later date with a clock",
        f"Bergen, 4 Mar 2019 (Nordlys Informa).-\n\n{S}\n\n5 March 2019, 00:20\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": S, "outlet": "Nordlys Informa", "published_at": "2019-03-05T00:20:00"},
        "lpp",
    ),
    Layout(
        "name known by its initials in the dateline",
        f"Viking Central Service\n{H}\n\nBergen, March 5 (VCS) -- {A}\n\n{B}\n\n{C}\n",
        {"headline": H, "outlet": "Viking Central Service"},
        "klpp",
    ),
    Layout(
        "office that publishes",
        f"Office of the Minister of Fisheries\nPress release 7/2019\n5.3.2019 at 06.20\n\n{S}\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": S, "outlet": None, "published_at": "2019-03-05T06:20:00"},
        "lpp",
    ),
    Layout(
        "headline that ends as the name of a paper",
        "Iceland Restricts Foreign Media\n\nMinister says nets are no business of reporters\n\n5 March 2019\n\n"
        f"{A}\n\n{B}\n\n{C}\n",
        {"headline": "Iceland Restricts Foreign Media", "outlet": None},
        "lpp",
    ),
    Layout(
        "headline that is made as the name of a paper and stands alone",
        f"Faroe Fish in the News\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": "Faroe Fish in the News", "outlet": None},
        "lpp",
    ),
    Layout(
        "section above the headline",
        f"Middle East\n{S}\n\n5 March 2019\n\n{A}\n\n{B}\n\n{C}\n",
        {"headline": S, "outlet": None},
        "lpp",
    ),
    Layout(
        "two places before a colon",
        f"{S}\n\nOSLO/REYKJAVIK: {A}\n\n{B}\n\n{C}\n",
        {"headline": S, "outlet": None},
        "klpp",
    ),
    Layout(
        "short subheading whose words stand in the text",
        f"{H}\n\n{A}\n\nThe same stock\n\n{D}\n\n{C}\n",
        {"headline": H},
        "lspp",
        (A, D, C),
    ),
]
