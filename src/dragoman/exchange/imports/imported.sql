-- Rows of other event data, beside our own: what is the same in all, and the whole row as it came (cells, a JSON list).
CREATE TABLE IF NOT EXISTS imported (
  key INTEGER PRIMARY KEY,
  origin TEXT NOT NULL,
  native TEXT NOT NULL,
  day TEXT NOT NULL,
  type TEXT,
  mode TEXT,
  cameo TEXT,
  quad TEXT,
  goldstein REAL,
  source TEXT,
  source_sector TEXT,
  source_name TEXT,
  target TEXT,
  target_sector TEXT,
  target_name TEXT,
  place TEXT,
  country TEXT,
  lat REAL,
  lon REAL,
  outlet TEXT,
  story TEXT,
  cells TEXT NOT NULL,
  UNIQUE (origin, native)
);
CREATE INDEX IF NOT EXISTS imported_dyad ON imported (origin, day, source_name, target_name);
CREATE INDEX IF NOT EXISTS imported_type ON imported (origin, type, day, source, target);
