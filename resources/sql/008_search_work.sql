-- What the agent did, for the search (store/search_index.h): what it thought, what it gave to its tools, what
-- these printed; rows as in "said". No prefixes: they would cost more than the texts.

CREATE VIRTUAL TABLE worked USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2');

CREATE TRIGGER nothing_is_worked_in_deleted_sessions AFTER DELETE ON sessions
BEGIN DELETE FROM worked WHERE rowid BETWEEN old.key << 32 AND (old.key << 32) + 4294967295; END;

-- Both are filled in together.
INSERT OR REPLACE INTO said_before SELECT key, last_seq FROM sessions WHERE last_seq > 0;

-- postgresql: CREATE FUNCTION nothing_is_worked_in_deleted_sessions() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM worked WHERE rowid BETWEEN old.key << 32 AND (old.key << 32) + 4294967295; RETURN NULL; END $$;
-- postgresql: CREATE TRIGGER nothing_is_worked_in_deleted_sessions AFTER DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION nothing_is_worked_in_deleted_sessions();
