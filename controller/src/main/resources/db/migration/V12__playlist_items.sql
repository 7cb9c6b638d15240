-- An item is a medium or another playlist, with terms of its own. SQLite cannot loosen a column that was NOT NULL: the table is made anew.
CREATE TABLE playlist_item_new (
    playlist_id  TEXT    NOT NULL REFERENCES playlist (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL CHECK (position >= 0),
    id           TEXT    NOT NULL,
    media_id     TEXT    REFERENCES media (id),
    nested_id    TEXT    REFERENCES playlist (id),
    length_nanos BIGINT  CHECK (length_nanos > 0),
    fit          TEXT    CHECK (fit IN ('CONTAIN', 'COVER', 'STRETCH')),
    -- BCP 47 tags, parted by spaces.
    languages    TEXT    NOT NULL,
    valid_from   BIGINT,
    valid_until  BIGINT,
    every        INTEGER NOT NULL CHECK (every > 0),
    PRIMARY KEY (playlist_id, position),
    UNIQUE (playlist_id, id),
    CHECK ((media_id IS NULL) <> (nested_id IS NULL)),
    CHECK ((media_id IS NULL) = (fit IS NULL)),
    CHECK (media_id IS NOT NULL OR length_nanos IS NULL),
    CHECK (valid_from < valid_until)
);
INSERT INTO playlist_item_new (playlist_id, position, id, media_id, length_nanos, fit, languages, every)
    SELECT playlist_id, position, id, media_id, length_nanos, fit, '', 1 FROM playlist_item;
DROP TABLE playlist_item;
ALTER TABLE playlist_item_new RENAME TO playlist_item;
CREATE INDEX playlist_item_media ON playlist_item (media_id);
CREATE INDEX playlist_item_nested ON playlist_item (nested_id);
