-- Ties: reports of one event merged, who a statement is about, and what the next build must look at.
CREATE TABLE merged_events (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  quad TEXT,
  mode TEXT,
  cameo TEXT,
  goldstein REAL,
  intensity REAL,
  symmetric INTEGER NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  start TEXT,
  "end" TEXT,
  granularity TEXT,
  day TEXT,
  place TEXT,
  reports INTEGER NOT NULL,
  outlets INTEGER NOT NULL,
  reprints INTEGER NOT NULL,
  first_report TEXT,
  last_report TEXT,
  told_by INTEGER NOT NULL,
  why TEXT NOT NULL
);
CREATE INDEX merged_events_day ON merged_events (status, day);

-- A report of an event (a row of events): the merged event that it tells, and why. A block holds all reports that could
-- tell the same event, rank tells those of one page apart. Days are counted from 0001-01-01 as day 1: said is that of the
-- page, first and last are those that the report states.
CREATE TABLE merged_reports (
  event INTEGER PRIMARY KEY REFERENCES events (key) ON DELETE CASCADE,
  block TEXT NOT NULL,
  rank INTEGER NOT NULL,
  said INTEGER,
  first INTEGER,
  last INTEGER,
  merged INTEGER,
  reprint INTEGER NOT NULL DEFAULT 0,
  why TEXT
);
CREATE INDEX merged_reports_block ON merged_reports (block, said, first, last);
CREATE INDEX merged_reports_merged ON merged_reports (merged);

-- Each pair of actors of a merged event, in the direction that it is told.
CREATE TABLE merged_dyads (
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  merged INTEGER NOT NULL REFERENCES merged_events (key) ON DELETE CASCADE,
  PRIMARY KEY (source, target, merged)
) WITHOUT ROWID;
CREATE INDEX merged_dyads_merged ON merged_dyads (merged);
CREATE INDEX merged_dyads_target ON merged_dyads (target, source);

CREATE TABLE statement_subjects (
  statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
  code TEXT NOT NULL,
  PRIMARY KEY (statement, code)
) WITHOUT ROWID;
CREATE INDEX statement_subjects_code ON statement_subjects (code);

-- What was decided by hand, "apart" (other is empty) and "joined", each report as JSON: id of the page, block, rank.
CREATE TABLE merge_decisions (
  kind TEXT NOT NULL,
  event TEXT NOT NULL,
  other TEXT NOT NULL,
  PRIMARY KEY (kind, event, other)
) WITHOUT ROWID;

-- What changed since the last build.
CREATE TABLE unmerged_pages (
  page INTEGER PRIMARY KEY REFERENCES pages (key) ON DELETE CASCADE
);
CREATE TABLE unmerged_reports (
  block TEXT NOT NULL,
  said INTEGER,
  first INTEGER,
  last INTEGER,
  merged INTEGER
);
INSERT INTO unmerged_pages (page) SELECT key FROM pages;
CREATE TRIGGER pages_unmerged AFTER INSERT ON pages BEGIN
  INSERT OR IGNORE INTO unmerged_pages (page) VALUES (new.key);
END;
CREATE TRIGGER pages_unmerged_again AFTER UPDATE OF id, report, day, outlet ON pages BEGIN
  INSERT OR IGNORE INTO unmerged_pages (page) VALUES (new.key);
END;
CREATE TRIGGER merged_reports_out AFTER DELETE ON merged_reports BEGIN
  INSERT INTO unmerged_reports (block, said, first, last, merged)
  VALUES (old.block, old.said, old.first, old.last, old.merged);
END;
