-- How far apart the pixels of a wall are: what its smallest letters follow from. Micrometres; NULL where nobody has told.
ALTER TABLE screen ADD COLUMN pitch_micrometres INTEGER CHECK (pitch_micrometres > 0);
-- 1 where the master is the document of a notice.
ALTER TABLE media ADD COLUMN text INTEGER NOT NULL DEFAULT 0;

CREATE TABLE notice (
    media_id TEXT   NOT NULL PRIMARY KEY REFERENCES media (id) ON DELETE CASCADE,
    document TEXT   NOT NULL, -- JSON, byte for byte the master
    revision BIGINT NOT NULL CHECK (revision > 0)
);

-- All that a notice ever was: an edit adds a line and changes none. They stay when the notice is deleted, because walls showed them.
CREATE TABLE notice_revision (
    media_id    TEXT   NOT NULL,
    revision    BIGINT NOT NULL,
    name        TEXT   NOT NULL,
    master_hash TEXT   NOT NULL,
    document    TEXT   NOT NULL,
    edited_at   BIGINT NOT NULL,
    edited_by   TEXT   NOT NULL,
    PRIMARY KEY (media_id, revision)
);

-- Which order and sizes of the two scripts the centre chose; the last line is in force. A centre that never chose has none and goes by version 0, the default.
CREATE TABLE text_policy (
    version   BIGINT NOT NULL PRIMARY KEY CHECK (version > 0),
    name      TEXT   NOT NULL,
    reason    TEXT   NOT NULL,
    chosen_at BIGINT NOT NULL,
    chosen_by TEXT   NOT NULL
);
