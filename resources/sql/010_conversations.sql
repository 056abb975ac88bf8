-- Sessions by the names that clients of gptme's interface give them (store/conversation_store.h). `told` is
-- what such clients said in them, as JSON: messages wait there until a step sends them to the model.

CREATE TABLE conversations (
    session INTEGER PRIMARY KEY REFERENCES sessions (key) ON DELETE CASCADE,
    name TEXT NOT NULL UNIQUE,
    told TEXT NOT NULL
) STRICT;
