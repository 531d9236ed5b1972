-- Every id under which a page came, with where from and what was told of it; pages.id is the one it is held under.
ALTER TABLE aliases RENAME TO aliases_of_001;
CREATE TABLE aliases (
  id TEXT NOT NULL,
  page INTEGER NOT NULL REFERENCES pages (key) ON DELETE CASCADE,
  source TEXT,
  told TEXT,
  PRIMARY KEY (id, page)
) WITHOUT ROWID;
INSERT INTO aliases (id, page) SELECT id, page FROM aliases_of_001;
INSERT OR IGNORE INTO aliases (id, page) SELECT id, key FROM pages;
DROP TABLE aliases_of_001;
CREATE INDEX aliases_page ON aliases (page);

-- The page itself as received, compressed by zlib; text is NULL where only the reference (aliases.source) is kept.
CREATE TABLE page_sources (
  page INTEGER PRIMARY KEY REFERENCES pages (key) ON DELETE CASCADE,
  bytes INTEGER,
  told TEXT,
  text BLOB
);

-- The reports that later ones took the place of, oldest first.
CREATE TABLE former_reports (
  page INTEGER NOT NULL REFERENCES pages (key) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  provenance TEXT,
  report BLOB NOT NULL,
  PRIMARY KEY (page, number)
);

-- A page without a report; source is empty where it is not known.
ALTER TABLE set_aside RENAME TO set_aside_of_001;
CREATE TABLE set_aside (
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  reason TEXT NOT NULL,
  bytes INTEGER,
  told TEXT,
  text BLOB,
  PRIMARY KEY (source, id)
);
INSERT INTO set_aside (source, id, reason) SELECT '', id, reason FROM set_aside_of_001;
DROP TABLE set_aside_of_001;
CREATE INDEX set_aside_id ON set_aside (id);

-- What tells whether two pages are one story: the address in one form, the hash of the body's words, their MinHash.
CREATE TABLE signatures (
  page INTEGER PRIMARY KEY REFERENCES pages (key) ON DELETE CASCADE,
  address TEXT,
  words BLOB NOT NULL,
  minhash BLOB
);
CREATE INDEX signatures_address ON signatures (address) WHERE address IS NOT NULL;
CREATE INDEX signatures_words ON signatures (words);

-- The parts of a MinHash by which like pages are found: they have at least one in common.
CREATE TABLE bands (
  band INTEGER NOT NULL,
  page INTEGER NOT NULL,
  PRIMARY KEY (band, page)
) WITHOUT ROWID;

-- A page that says again what another said first.
CREATE TABLE reprints (
  page INTEGER PRIMARY KEY REFERENCES pages (key) ON DELETE CASCADE,
  original INTEGER NOT NULL REFERENCES pages (key) ON DELETE CASCADE,
  similarity REAL NOT NULL,
  why TEXT NOT NULL
);
CREATE INDEX reprints_original ON reprints (original);

-- Who is at work on the archive at length; the lock itself is a file beside it, which the system frees.
CREATE TABLE writers (
  pid INTEGER NOT NULL,
  host TEXT NOT NULL,
  command TEXT NOT NULL,
  since TEXT NOT NULL
);
