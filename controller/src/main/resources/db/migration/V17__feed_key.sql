-- Who knows a screen's key reads its calendar feed without logging in. Only the hash is kept: whoever reads this table reads no feed.
CREATE TABLE feed_key (
    screen_id TEXT   NOT NULL PRIMARY KEY REFERENCES screen (id),
    key_hash  TEXT   NOT NULL UNIQUE,
    made_at   BIGINT NOT NULL,
    made_by   TEXT   NOT NULL
);
