-- Records as the screens sent them, each once. A screen that begins its log anew (a new disk) begins a new chain; joined is 0 where a record does not follow the
-- one before it. No reference to the screen: proof of play outlives everything else.
CREATE TABLE as_run (
    screen_id  TEXT    NOT NULL,
    chain      BIGINT  NOT NULL,
    sequence   BIGINT  NOT NULL,
    kind       TEXT    NOT NULL,
    intent     BIGINT  NOT NULL,
    version    BIGINT  NOT NULL,
    item_id    TEXT    NOT NULL,
    item_name  TEXT    NOT NULL,
    media_hash TEXT    NOT NULL,
    planned_at BIGINT  NOT NULL,
    at         BIGINT  NOT NULL,
    bound      BIGINT  NOT NULL,
    outcome    TEXT    NOT NULL,
    previous   TEXT    NOT NULL,
    hash       TEXT    NOT NULL,
    joined     INTEGER NOT NULL,
    PRIMARY KEY (screen_id, chain, sequence)
);
CREATE INDEX as_run_planned ON as_run (screen_id, planned_at, chain, sequence) WHERE kind = 'INTENT';
CREATE INDEX as_run_intent ON as_run (screen_id, chain, intent);
