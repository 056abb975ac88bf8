-- Read-only links to what a session was up to one of its events (store/share_store.h). The link itself
-- is not stored: it is the id with a signature.

CREATE TABLE shares (
    id TEXT PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES sessions (key) ON DELETE CASCADE,
    up_to INTEGER NOT NULL,
    title TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX shares_of_a_session ON shares (session);
