CREATE TABLE playlist (
    id       TEXT   NOT NULL PRIMARY KEY,
    name     TEXT   NOT NULL UNIQUE,
    revision BIGINT NOT NULL CHECK (revision > 0)
);

CREATE TABLE playlist_item (
    playlist_id  TEXT    NOT NULL REFERENCES playlist (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL CHECK (position >= 0),
    id           TEXT    NOT NULL,
    media_id     TEXT    NOT NULL REFERENCES media (id),
    length_nanos BIGINT  CHECK (length_nanos > 0),
    fit          TEXT    NOT NULL CHECK (fit IN ('CONTAIN', 'COVER', 'STRETCH')),
    PRIMARY KEY (playlist_id, position),
    UNIQUE (playlist_id, id)
);
CREATE INDEX playlist_item_media ON playlist_item (media_id);
