"""The tables of an archive. A change of the schema is a new entry of MIGRATIONS, never an edit of an old one."""

from __future__ import annotations

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE pages (
        id TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, headline TEXT, outlet TEXT, url TEXT, published_at TEXT, day TEXT,
        language TEXT, events INTEGER NOT NULL, statements INTEGER NOT NULL, report BLOB NOT NULL
    );
    CREATE INDEX pages_day ON pages (day);
    CREATE TABLE set_aside (id TEXT PRIMARY KEY, reason TEXT NOT NULL);
    CREATE TABLE events (
        id TEXT PRIMARY KEY, page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE, type TEXT NOT NULL, mode TEXT, cameo TEXT,
        quad TEXT, goldstein REAL, status TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, start TEXT, "end" TEXT,
        inherited INTEGER NOT NULL, place TEXT, country TEXT, reported_by TEXT, confidence REAL, evidence TEXT NOT NULL
    );
    CREATE INDEX events_page ON events (page);
    CREATE INDEX events_type ON events (type, start);
    CREATE INDEX events_start ON events (start);
    CREATE TABLE participants (
        event TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE, role TEXT NOT NULL, code TEXT NOT NULL, sector TEXT, person TEXT, words TEXT
    );
    CREATE INDEX participants_event ON participants (event);
    CREATE INDEX participants_code ON participants (code, role);
    CREATE INDEX participants_person ON participants (person);
    CREATE TABLE statements (
        page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE, speaker TEXT, code TEXT, addressee TEXT, kind TEXT, verb TEXT, medium TEXT,
        words TEXT NOT NULL, start INTEGER, "end" INTEGER
    );
    CREATE INDEX statements_page ON statements (page);
    CREATE INDEX statements_speaker ON statements (speaker);
    CREATE TABLE persons (
        page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE, name TEXT NOT NULL, offices TEXT, country TEXT, mentions INTEGER
    );
    CREATE INDEX persons_page ON persons (page);
    CREATE INDEX persons_name ON persons (name);
    CREATE TABLE places (
        page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE, words TEXT, name TEXT NOT NULL, lat REAL, lon REAL, country TEXT,
        admin1 TEXT, geonames_id INTEGER, kind TEXT
    );
    CREATE INDEX places_page ON places (page);
    CREATE INDEX places_name ON places (name);
    CREATE TABLE undertakings (
        page TEXT NOT NULL REFERENCES pages (id) ON DELETE CASCADE, name TEXT NOT NULL, kind TEXT, parties TEXT, stage TEXT, said_by TEXT
    );
    CREATE INDEX undertakings_page ON undertakings (page);
    CREATE VIRTUAL TABLE words USING fts5 (page UNINDEXED, words, tokenize = 'unicode61 remove_diacritics 2');
    """,
)
