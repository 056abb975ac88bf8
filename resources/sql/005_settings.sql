-- What people changed of the session's options since it is open, one object in the form of the
-- events settings_changed, and what is not asked about again, by the ids of the events grant_changed.

ALTER TABLE sessions ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
ALTER TABLE sessions ADD COLUMN grants TEXT NOT NULL DEFAULT '{}';
