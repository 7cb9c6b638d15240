-- Plain SQL that SQLite and PostgreSQL both take. Times are BIGINT nanoseconds since the Unix epoch (columns ..._at, from_at, until_at), lengths BIGINT nanoseconds
-- (..._nanos), ids and hashes TEXT, enums their Java names.

CREATE TABLE media (
    id           TEXT    NOT NULL PRIMARY KEY,
    name         TEXT    NOT NULL,
    hash         TEXT    NOT NULL,
    bytes        BIGINT  NOT NULL CHECK (bytes > 0),
    kind         TEXT    NOT NULL CHECK (kind IN ('VIDEO', 'STILL')),
    width        INTEGER NOT NULL CHECK (width > 0),
    height       INTEGER NOT NULL CHECK (height > 0),
    length_nanos BIGINT  CHECK (length_nanos > 0),
    uploaded_at  BIGINT  NOT NULL,
    failure      TEXT
);
-- Not unique: the same file may have been uploaded twice under two names.
CREATE INDEX media_hash ON media (hash);

-- The master is named by its hash, not by its media id: two uploads of one file share their renditions, and a slate has none.
CREATE TABLE rendition (
    master_hash TEXT    NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    fit         TEXT    NOT NULL CHECK (fit IN ('CONTAIN', 'COVER', 'STRETCH')),
    frame_rate  INTEGER NOT NULL,
    recipe      INTEGER NOT NULL,
    hash        TEXT    NOT NULL,
    bytes       BIGINT  NOT NULL CHECK (bytes > 0),
    frames      INTEGER NOT NULL CHECK (frames > 0),
    PRIMARY KEY (master_hash, width, height, fit, frame_rate, recipe)
);
-- Not unique: a picture of the screen's own shape comes out the same under every fit.
CREATE INDEX rendition_hash ON rendition (hash);
