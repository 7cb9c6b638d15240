-- What was made of masters for online channels. A master's row in media may be gone: a feed still names what it published. at_nanos is -1 where nobody chose
-- a moment: a key has no nulls.
CREATE TABLE channel_rendition (
    master_hash  TEXT    NOT NULL,
    form         TEXT    NOT NULL CHECK (form IN ('FILM', 'PICTURE')),
    crop_x       INTEGER NOT NULL,
    crop_y       INTEGER NOT NULL,
    crop_width   INTEGER NOT NULL,
    crop_height  INTEGER NOT NULL,
    width        INTEGER NOT NULL,
    height       INTEGER NOT NULL,
    at_nanos     BIGINT  NOT NULL CHECK (at_nanos >= -1),
    max_bytes    BIGINT  NOT NULL CHECK (max_bytes > 0),
    recipe       INTEGER NOT NULL,
    hash         TEXT    NOT NULL,
    bytes        BIGINT  NOT NULL CHECK (bytes > 0 AND bytes <= max_bytes),
    made_width   INTEGER NOT NULL CHECK (made_width > 0),
    made_height  INTEGER NOT NULL CHECK (made_height > 0),
    length_nanos BIGINT  CHECK (length_nanos > 0),
    made_at      BIGINT  NOT NULL,
    PRIMARY KEY (master_hash, form, crop_x, crop_y, crop_width, crop_height, width, height, at_nanos, max_bytes, recipe)
);
-- Not unique: a cover asked for with two limits comes out the same where both are wide enough.
CREATE INDEX channel_rendition_hash ON channel_rendition (hash);
