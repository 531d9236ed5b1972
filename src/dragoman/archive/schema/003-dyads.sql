-- Who does something to whom, a row for each pair of codes of an event in the direction that it is told, and for what is
-- mutual in both. All that a question about two actors and a time asks first lies side by side. day is empty for none.
CREATE TABLE dyads (
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  day TEXT NOT NULL,
  event INTEGER NOT NULL,
  last TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  PRIMARY KEY (source, target, day, event)
) WITHOUT ROWID;

-- How many events two actors have in a year, and in all years: '*'.
CREATE TABLE dyad_years (
  year TEXT NOT NULL,
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (year, source, target)
) WITHOUT ROWID;

CREATE TRIGGER dyads_in AFTER INSERT ON dyads BEGIN
  INSERT INTO dyad_years VALUES (substr(new.day, 1, 4), new.source, new.target, 1), ('*', new.source, new.target, 1)
    ON CONFLICT DO UPDATE SET events = events + 1;
END;
CREATE TRIGGER dyads_out AFTER DELETE ON dyads BEGIN
  UPDATE dyad_years SET events = events - 1
    WHERE year IN (substr(old.day, 1, 4), '*') AND source = old.source AND target = old.target;
  DELETE FROM dyad_years
    WHERE year IN (substr(old.day, 1, 4), '*') AND source = old.source AND target = old.target AND events = 0;
END;
-- Before the event goes, while its participants say where its rows are.
CREATE TRIGGER events_dyads_out BEFORE DELETE ON events BEGIN
  DELETE FROM dyads WHERE event = old.key AND day = coalesce(old.start, '')
    AND source IN (SELECT code FROM participants WHERE event = old.key)
    AND target IN (SELECT code FROM participants WHERE event = old.key);
END;

INSERT OR IGNORE INTO dyads (source, target, day, event, last, type, status)
  SELECT s.code, t.code, coalesce(e.start, ''), e.key, coalesce(e."end", ''), e.type, e.status
  FROM events e JOIN participants s ON s.event = e.key AND s.role = 'source'
    JOIN participants t ON t.event = e.key AND t.role = 'target';
INSERT OR IGNORE INTO dyads (source, target, day, event, last, type, status)
  SELECT t.code, s.code, coalesce(e.start, ''), e.key, coalesce(e."end", ''), e.type, e.status
  FROM events e JOIN participants s ON s.event = e.key AND s.role = 'source'
    JOIN participants t ON t.event = e.key AND t.role = 'target' WHERE e.symmetric;
