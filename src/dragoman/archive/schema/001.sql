-- One page is one row, known by the caller's id; the report itself is JSON, compressed by zlib.
CREATE TABLE pages (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT UNIQUE,
  provenance TEXT,
  headline TEXT,
  outlet TEXT,
  url TEXT,
  published_at TEXT,
  day TEXT,
  byline TEXT,
  language TEXT,
  report BLOB NOT NULL
);
CREATE INDEX pages_day ON pages (day);
CREATE INDEX pages_outlet ON pages (outlet COLLATE NOCASE);

-- Other ids under which a page came again.
CREATE TABLE aliases (
  id TEXT PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES pages (key) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX aliases_page ON aliases (page);

CREATE TABLE set_aside (
  id TEXT PRIMARY KEY,
  reason TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE actors (
  page INTEGER NOT NULL REFERENCES pages (key) ON DELETE CASCADE,
  code TEXT NOT NULL,
  sector TEXT,
  country TEXT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  mentions INTEGER NOT NULL
);
CREATE INDEX actors_page ON actors (page);
CREATE INDEX actors_code ON actors (code, sector);
CREATE INDEX actors_name ON actors (name_key, code);

CREATE TABLE persons (
  key INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES pages (key) ON DELETE CASCADE,
  name TEXT NOT NULL,
  country TEXT,
  mentions INTEGER NOT NULL
);
CREATE INDEX persons_page ON persons (page);
CREATE INDEX persons_name ON persons (name, country);

CREATE TABLE person_names (
  person INTEGER NOT NULL REFERENCES persons (key) ON DELETE CASCADE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL
);
CREATE INDEX person_names_person ON person_names (person);

CREATE TABLE offices (
  person INTEGER NOT NULL REFERENCES persons (key) ON DELETE CASCADE,
  title TEXT NOT NULL,
  code TEXT,
  status TEXT NOT NULL
);
CREATE INDEX offices_person ON offices (person);

-- A mention of a place; first and last are offsets into the page, end exclusive.
CREATE TABLE places (
  key INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES pages (key) ON DELETE CASCADE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  lat REAL,
  lon REAL,
  country TEXT,
  admin1 TEXT,
  geonames_id INTEGER,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL
);
CREATE INDEX places_page ON places (page);
CREATE INDEX places_name ON places (name_key);

CREATE TABLE events (
  key INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES pages (key) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  cameo TEXT,
  quad TEXT,
  goldstein REAL,
  status TEXT NOT NULL,
  symmetric INTEGER NOT NULL,
  contexts TEXT NOT NULL,
  start TEXT,
  "end" TEXT,
  granularity TEXT,
  inherited INTEGER,
  place INTEGER REFERENCES places (key),
  reported_by TEXT,
  confidence REAL NOT NULL,
  text TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  UNIQUE (page, number)
);
CREATE INDEX events_id ON events (id);
CREATE INDEX events_start ON events (start);
CREATE INDEX events_type ON events (type, start);
CREATE INDEX events_place ON events (place);

CREATE TABLE participants (
  event INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
  role TEXT NOT NULL,
  number INTEGER NOT NULL,
  code TEXT NOT NULL,
  sector TEXT,
  person TEXT,
  person_key TEXT,
  text TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (event, role, number)
) WITHOUT ROWID;
CREATE INDEX participants_code ON participants (code, sector, role);
CREATE INDEX participants_person ON participants (person_key) WHERE person_key IS NOT NULL;

CREATE TABLE statements (
  key INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES pages (key) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  speaker TEXT,
  speaker_key TEXT,
  code TEXT,
  addressee TEXT,
  addressee_key TEXT,
  addressee_code TEXT,
  kind TEXT NOT NULL,
  verb TEXT,
  medium TEXT,
  text TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  UNIQUE (page, number)
);
CREATE INDEX statements_speaker ON statements (speaker_key);
CREATE INDEX statements_code ON statements (code);

CREATE TABLE dates (
  page INTEGER NOT NULL REFERENCES pages (key) ON DELETE CASCADE,
  text TEXT NOT NULL,
  start TEXT NOT NULL,
  "end" TEXT NOT NULL,
  granularity TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL
);
CREATE INDEX dates_page ON dates (page);

CREATE TABLE undertakings (
  key INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES pages (key) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  stage TEXT,
  said_by TEXT,
  start TEXT,
  "end" TEXT,
  place TEXT,
  text TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  UNIQUE (page, number)
);

CREATE TABLE undertaking_parties (
  undertaking INTEGER NOT NULL REFERENCES undertakings (key) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  code TEXT NOT NULL,
  PRIMARY KEY (undertaking, number)
) WITHOUT ROWID;
CREATE INDEX undertaking_parties_code ON undertaking_parties (code);

CREATE TABLE undertaking_stages (
  undertaking INTEGER NOT NULL REFERENCES undertakings (key) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  stage TEXT NOT NULL,
  PRIMARY KEY (undertaking, number)
) WITHOUT ROWID;

-- Full text: the indexes hold no copy of the words; triggers keep them in step.
CREATE TABLE page_texts (
  page INTEGER PRIMARY KEY REFERENCES pages (key) ON DELETE CASCADE,
  headline TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE VIRTUAL TABLE page_words USING fts5 (
  headline, body, content = 'page_texts', content_rowid = 'page', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER page_texts_in AFTER INSERT ON page_texts BEGIN
  INSERT INTO page_words (rowid, headline, body) VALUES (new.page, new.headline, new.body);
END;
CREATE TRIGGER page_texts_out AFTER DELETE ON page_texts BEGIN
  INSERT INTO page_words (page_words, rowid, headline, body) VALUES ('delete', old.page, old.headline, old.body);
END;

CREATE VIRTUAL TABLE event_words USING fts5 (
  text, content = 'events', content_rowid = 'key', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER events_in AFTER INSERT ON events BEGIN
  INSERT INTO event_words (rowid, text) VALUES (new.key, new.text);
END;
CREATE TRIGGER events_out AFTER DELETE ON events BEGIN
  INSERT INTO event_words (event_words, rowid, text) VALUES ('delete', old.key, old.text);
END;

CREATE VIRTUAL TABLE statement_words USING fts5 (
  text, content = 'statements', content_rowid = 'key', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER statements_in AFTER INSERT ON statements BEGIN
  INSERT INTO statement_words (rowid, text) VALUES (new.key, new.text);
END;
CREATE TRIGGER statements_out AFTER DELETE ON statements BEGIN
  INSERT INTO statement_words (statement_words, rowid, text) VALUES ('delete', old.key, old.text);
END;

CREATE VIRTUAL TABLE undertaking_words USING fts5 (
  name, text, content = 'undertakings', content_rowid = 'key', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER undertakings_in AFTER INSERT ON undertakings BEGIN
  INSERT INTO undertaking_words (rowid, name, text) VALUES (new.key, new.name, new.text);
END;
CREATE TRIGGER undertakings_out AFTER DELETE ON undertakings BEGIN
  INSERT INTO undertaking_words (undertaking_words, rowid, name, text) VALUES ('delete', old.key, old.name, old.text);
END;
