-- Browsers that are told of events while no page of ours is open (store/hooks/push_store.h). `kinds`: the notices
-- that its person wants, ",ask,budget,". Deliveries to it have the receiver "push:" and its id.

CREATE TABLE push_subscriptions (
    id TEXT PRIMARY KEY,
    endpoint TEXT NOT NULL UNIQUE,
    key BLOB NOT NULL,
    auth BLOB NOT NULL,
    label TEXT NOT NULL,
    kinds TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
