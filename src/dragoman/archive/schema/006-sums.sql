-- How many pages there are of each day ('' for none) and outlet: what counts are set against, without going through all.
CREATE TABLE page_days (
  day TEXT PRIMARY KEY,
  pages INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE page_outlets (
  outlet TEXT PRIMARY KEY,
  pages INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO page_days SELECT coalesce(day, ''), count(*) FROM pages GROUP BY 1;
INSERT INTO page_outlets SELECT outlet, count(*) FROM pages WHERE outlet IS NOT NULL GROUP BY 1;
CREATE TRIGGER pages_counted AFTER INSERT ON pages BEGIN
  INSERT INTO page_days VALUES (coalesce(new.day, ''), 1) ON CONFLICT DO UPDATE SET pages = pages + 1;
  INSERT INTO page_outlets SELECT new.outlet, 1 WHERE new.outlet IS NOT NULL ON CONFLICT DO UPDATE SET pages = pages + 1;
END;
CREATE TRIGGER pages_uncounted AFTER DELETE ON pages BEGIN
  UPDATE page_days SET pages = pages - 1 WHERE day = coalesce(old.day, '');
  DELETE FROM page_days WHERE day = coalesce(old.day, '') AND pages = 0;
  UPDATE page_outlets SET pages = pages - 1 WHERE outlet = old.outlet;
  DELETE FROM page_outlets WHERE outlet = old.outlet AND pages = 0;
END;
CREATE TRIGGER pages_counted_again AFTER UPDATE OF day, outlet ON pages
WHEN new.day IS NOT old.day OR new.outlet IS NOT old.outlet BEGIN
  UPDATE page_days SET pages = pages - 1 WHERE day = coalesce(old.day, '');
  DELETE FROM page_days WHERE day = coalesce(old.day, '') AND pages = 0;
  UPDATE page_outlets SET pages = pages - 1 WHERE outlet = old.outlet;
  DELETE FROM page_outlets WHERE outlet = old.outlet AND pages = 0;
  INSERT INTO page_days VALUES (coalesce(new.day, ''), 1) ON CONFLICT DO UPDATE SET pages = pages + 1;
  INSERT INTO page_outlets SELECT new.outlet, 1 WHERE new.outlet IS NOT NULL ON CONFLICT DO UPDATE SET pages = pages + 1;
END;

-- Each pair of actors of a merged event, in the direction that it is told, with all that a series adds up: the events of
-- a pair lie side by side by day ('' for none). plain: the event has this pair alone and falls into one period of any
-- length, so that it may be added up without being looked at.
DROP TABLE merged_dyads;
CREATE TABLE merged_dyads (
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  day TEXT NOT NULL,
  merged INTEGER NOT NULL REFERENCES merged_events (key) ON DELETE CASCADE,
  plain INTEGER NOT NULL,
  status TEXT NOT NULL,
  type TEXT NOT NULL,
  quad TEXT,
  goldstein REAL,
  intensity REAL,
  reports INTEGER NOT NULL,
  outlets INTEGER NOT NULL,
  PRIMARY KEY (source, target, day, merged)
) WITHOUT ROWID;
CREATE INDEX merged_dyads_merged ON merged_dyads (merged);
CREATE INDEX merged_dyads_target ON merged_dyads (target, source);
CREATE INDEX merged_dyads_day ON merged_dyads (day, status, quad, goldstein, reports);

-- The actual events of two actors, both directions together, added up for all time ('*'), each year and each month.
-- goldstein is the sum of the values in thousandths, valued the number of events that have one.
CREATE TABLE merged_pairs (
  period TEXT NOT NULL,
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  events INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  cooperation INTEGER NOT NULL,
  conflict INTEGER NOT NULL,
  valued INTEGER NOT NULL,
  goldstein INTEGER NOT NULL,
  PRIMARY KEY (period, first, second)
) WITHOUT ROWID;

-- The network of all actors in all time or a year as it was worked out, until an event of that time comes or goes.
CREATE TABLE merged_networks (
  period TEXT PRIMARY KEY,
  nodes TEXT NOT NULL
) WITHOUT ROWID;

CREATE TRIGGER merged_dyads_in AFTER INSERT ON merged_dyads
WHEN new.status = 'actual' AND new.source <> '' AND new.target <> '' BEGIN
  INSERT INTO merged_pairs
    SELECT period, min(new.source, new.target), max(new.source, new.target), 1, new.reports,
      ifnull(new.quad LIKE '%cooperation', 0), ifnull(new.quad LIKE '%conflict', 0), new.goldstein IS NOT NULL,
      ifnull(CAST(round(1000 * new.goldstein) AS INTEGER), 0)
    FROM (SELECT '*' AS period UNION ALL SELECT substr(new.day, 1, 4) UNION ALL SELECT substr(new.day, 1, 7))
    WHERE period <> ''
    ON CONFLICT DO UPDATE SET events = events + 1, reports = reports + excluded.reports,
      cooperation = cooperation + excluded.cooperation, conflict = conflict + excluded.conflict,
      valued = valued + excluded.valued, goldstein = goldstein + excluded.goldstein;
  DELETE FROM merged_networks WHERE period IN ('*', substr(new.day, 1, 4));
END;
CREATE TRIGGER merged_dyads_out AFTER DELETE ON merged_dyads
WHEN old.status = 'actual' AND old.source <> '' AND old.target <> '' BEGIN
  UPDATE merged_pairs SET events = events - 1, reports = reports - old.reports,
      cooperation = cooperation - ifnull(old.quad LIKE '%cooperation', 0),
      conflict = conflict - ifnull(old.quad LIKE '%conflict', 0), valued = valued - (old.goldstein IS NOT NULL),
      goldstein = goldstein - ifnull(CAST(round(1000 * old.goldstein) AS INTEGER), 0)
    WHERE period IN ('*', substr(old.day, 1, 4), substr(old.day, 1, 7))
      AND first = min(old.source, old.target) AND second = max(old.source, old.target);
  DELETE FROM merged_pairs
    WHERE period IN ('*', substr(old.day, 1, 4), substr(old.day, 1, 7))
      AND first = min(old.source, old.target) AND second = max(old.source, old.target) AND events = 0;
  DELETE FROM merged_networks WHERE period IN ('*', substr(old.day, 1, 4));
END;

-- Who (source) says something about whom (target), by the day of the page ('' for none).
DROP TABLE statement_subjects;
CREATE TABLE statements_about (
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  day TEXT NOT NULL,
  statement INTEGER NOT NULL REFERENCES statements (key) ON DELETE CASCADE,
  page INTEGER NOT NULL,
  speaker TEXT,
  PRIMARY KEY (source, target, day, statement)
) WITHOUT ROWID;
CREATE INDEX statements_about_statement ON statements_about (statement);
CREATE INDEX statements_about_target ON statements_about (target, source);

-- The next build makes all of it anew.
DELETE FROM merged_events;
DELETE FROM merged_reports;
DELETE FROM unmerged_reports;
INSERT OR IGNORE INTO unmerged_pages (page) SELECT key FROM pages;
