-- Releases: one content that goes live on walls and channels at one instant. content, items and task are JSON or words that only the engine reads.
CREATE TABLE release (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    revision    BIGINT  NOT NULL CHECK (revision > 0),
    version     BIGINT  NOT NULL CHECK (version > 0),
    content     TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('DRAFT', 'SCHEDULED', 'PREPARING', 'ARMED', 'LIVE', 'PARTLY_LIVE', 'WITHDRAWN', 'FAILED')),
    why         TEXT,
    since       BIGINT  NOT NULL,
    -- Its booking; NULL in draft. The rule is NULL where it has no walls, or was taken out again.
    at          BIGINT,
    until_at    BIGINT,
    rule_id     TEXT,
    playlist_id TEXT,
    wall_id     TEXT,
    items       TEXT,
    -- Whether anything is still to be done or heard.
    is_open     INTEGER NOT NULL,
    created_by  TEXT    NOT NULL,
    created_at  BIGINT  NOT NULL,
    CHECK (at < until_at)
);
CREATE INDEX release_open ON release (is_open);

-- What was decided of each scheduling, once.
CREATE TABLE release_decision (
    release_id TEXT   NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    revision   BIGINT NOT NULL,
    verdict    TEXT   NOT NULL CHECK (verdict IN ('GO', 'HOLD', 'ABORT')),
    at         BIGINT NOT NULL,
    reasons    TEXT   NOT NULL,
    PRIMARY KEY (release_id, revision)
);

-- Where it comes out, and how far each is: a channel that is being called is SUBMITTING before it is called.
CREATE TABLE release_outlet (
    release_id       TEXT    NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    outlet           TEXT    NOT NULL,
    place            INTEGER NOT NULL,
    name             TEXT    NOT NULL,
    state            TEXT    NOT NULL CHECK (state IN ('SCHEDULED', 'PREPARING', 'READY', 'SUBMITTING', 'SUBMITTED', 'CONFIRMED', 'FAILED', 'WITHDRAWN')),
    cause_code       TEXT,
    cause            TEXT,
    memo             TEXT    NOT NULL,
    next_at          BIGINT,
    task             TEXT,
    called_at        BIGINT,
    submitted_at     BIGINT,
    actual_at        BIGINT,
    proof_url        TEXT,
    proof_ref        TEXT,
    proof_exact      INTEGER,
    withdrawal       TEXT CHECK (withdrawal IN ('SENT', 'CONFIRMED', 'NOT_REACHED', 'FAILED', 'BY_HAND')),
    withdrawal_at    BIGINT,
    withdrawal_words TEXT,
    PRIMARY KEY (release_id, outlet)
);

-- All that it ever went through: a change adds lines and changes none.
CREATE TABLE release_step (
    release_id TEXT   NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    number     BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    who        TEXT   NOT NULL,
    outlet     TEXT,
    was        TEXT,
    became     TEXT   NOT NULL,
    words      TEXT   NOT NULL,
    PRIMARY KEY (release_id, number)
);
