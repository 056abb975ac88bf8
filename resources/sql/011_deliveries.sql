-- What receivers outside are told of events (store/hooks/delivery_store.h). A row is written with its event, in
-- one transaction. `receiver`: "session" for the address among the session's options, else the start of
-- the hash of one of the server's. next_at is NULL once `state` is not 'waiting'.

CREATE TABLE deliveries (
    session INTEGER NOT NULL REFERENCES sessions (key) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    receiver TEXT NOT NULL,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    first_at INTEGER NOT NULL,
    next_at INTEGER,
    PRIMARY KEY (session, seq, receiver)
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_to_be_tried ON deliveries (next_at) WHERE next_at IS NOT NULL;
