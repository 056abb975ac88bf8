-- What people and the agent said, for the search (store/search_index.h): the title of a session in
-- its row key << 32, the text of its event SEQ in (key << 32) + SEQ. Filled by Journal::append.

CREATE VIRTUAL TABLE said USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2');

CREATE TRIGGER nothing_is_said_in_deleted_sessions AFTER DELETE ON sessions
BEGIN DELETE FROM said WHERE rowid BETWEEN old.key << 32 AND (old.key << 32) + 4294967295; END;

-- What older versions stored, to be filled in by and by: events of a session up to a number.
CREATE TABLE said_before (
    session INTEGER PRIMARY KEY REFERENCES sessions (key) ON DELETE CASCADE,
    up_to INTEGER NOT NULL
) STRICT;

INSERT INTO said_before SELECT key, last_seq FROM sessions;

-- postgresql: CREATE FUNCTION nothing_is_said_in_deleted_sessions() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM said WHERE rowid BETWEEN old.key << 32 AND (old.key << 32) + 4294967295; RETURN NULL; END $$;
-- postgresql: CREATE TRIGGER nothing_is_said_in_deleted_sessions AFTER DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION nothing_is_said_in_deleted_sessions();
