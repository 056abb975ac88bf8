-- Files of sessions that are kept (store/saved_store.h). One with a session is a snapshot and goes with
-- it; one without is a desk. Without a digest it is not whole yet, or not any more: what is there of it
-- is removed.

CREATE TABLE saved (
    id TEXT PRIMARY KEY,
    session INTEGER REFERENCES sessions (key) ON DELETE CASCADE,
    origin TEXT NOT NULL,
    name TEXT UNIQUE COLLATE NOCASE,
    seq INTEGER NOT NULL,
    until_seq INTEGER NOT NULL,
    automatic INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    files INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    digest TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX saved_of_a_session ON saved (session);
