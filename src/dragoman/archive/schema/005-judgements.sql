-- What reviewers say of events, beside the machine's reports. A row is one judgement; rows are added, never changed,
-- but for `event`, which follows the record that is meant when its page is coded again.
CREATE TABLE judgements (
  key INTEGER PRIMARY KEY,
  page TEXT NOT NULL,
  sha256 TEXT,
  event TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'correct', 'reject', 'add')),
  settles INTEGER NOT NULL DEFAULT 0,
  drawn TEXT NOT NULL,
  machine TEXT,
  wanted TEXT,
  note TEXT,
  made_at TEXT NOT NULL
);
CREATE INDEX judgements_page ON judgements (page);
CREATE INDEX judgements_event ON judgements (event);
CREATE INDEX judgements_reviewer ON judgements (reviewer, event);

-- The order of the review queue: the least certain and the weightiest first.
CREATE INDEX events_worth ON events (((1 - confidence) + abs(coalesce(goldstein, 0)) / 20.0));

-- Persons and places are grouped and counted out of these indexes alone.
CREATE INDEX persons_counts ON persons (name, country, page, mentions);
CREATE INDEX places_counts ON places (name, country, admin1, lat, lon, geonames_id, kind, name_key, page);
