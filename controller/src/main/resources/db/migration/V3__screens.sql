CREATE TABLE screen_group (
    id      TEXT NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    loop_id TEXT NOT NULL REFERENCES playlist (id)
);

-- A retired screen keeps its row, because as-run records name it for years.
CREATE TABLE screen (
    id         TEXT    NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    group_id   TEXT    NOT NULL REFERENCES screen_group (id),
    width      INTEGER NOT NULL CHECK (width > 0),
    height     INTEGER NOT NULL CHECK (height > 0),
    frame_rate INTEGER NOT NULL,
    zone       TEXT    NOT NULL,
    key_base64 TEXT,
    retired_at BIGINT
);
CREATE UNIQUE INDEX screen_name ON screen (name) WHERE retired_at IS NULL;
CREATE INDEX screen_group_id ON screen (group_id);

-- At most one open code a screen; only its SHA-256 is kept.
CREATE TABLE enrolment (
    screen_id  TEXT   NOT NULL PRIMARY KEY REFERENCES screen (id),
    code_hash  TEXT   NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL
);
