-- One state of a group's schedule. switch_at and first_cue are decided once and never change; plan
-- is what the next revision is compared with.
CREATE TABLE revision (
    group_id  TEXT    NOT NULL REFERENCES screen_group (id),
    version   BIGINT  NOT NULL CHECK (version > 0),
    made_at   BIGINT  NOT NULL,
    apply_now INTEGER NOT NULL,
    switch_at BIGINT,
    first_cue INTEGER,
    plan      TEXT    NOT NULL,
    PRIMARY KEY (group_id, version)
);

-- What a revision means for each screen: the envelope, byte for byte as it travels.
CREATE TABLE timeline (
    screen_id  TEXT   NOT NULL REFERENCES screen (id),
    version    BIGINT NOT NULL,
    group_id   TEXT   NOT NULL,
    hash       TEXT   NOT NULL,
    payload    TEXT   NOT NULL, -- base64
    signatures TEXT   NOT NULL, -- one a line: alg, key id, signature
    PRIMARY KEY (screen_id, version),
    FOREIGN KEY (group_id, version) REFERENCES revision (group_id, version)
);
CREATE INDEX timeline_revision ON timeline (group_id, version);
