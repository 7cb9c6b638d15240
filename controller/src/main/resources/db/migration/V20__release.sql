-- On the walls a release is a rule and a playlist that belong to it: people change the release, not these.
ALTER TABLE schedule_rule ADD COLUMN release_id TEXT;
ALTER TABLE schedule_rule ADD COLUMN release_revision BIGINT;
ALTER TABLE schedule_rule ADD COLUMN needs_token INTEGER NOT NULL DEFAULT 0;
CREATE INDEX schedule_rule_release ON schedule_rule (release_id);
ALTER TABLE rule_revision ADD COLUMN release_id TEXT;
ALTER TABLE rule_revision ADD COLUMN release_revision BIGINT;
ALTER TABLE rule_revision ADD COLUMN needs_token INTEGER NOT NULL DEFAULT 0;
ALTER TABLE playlist ADD COLUMN release_id TEXT;

-- What each screen was to be told of a release, and what it holds of it: a line for the go and one for the withdrawal. kept_at: when it said that its disk has
-- it; heard_nanos: when it heard it first, by the timeline clock. Lines stay: they say what was planned on a screen in the past.
CREATE TABLE release_order (
    screen_id   TEXT   NOT NULL REFERENCES screen (id),
    release_id  TEXT   NOT NULL,
    revision    BIGINT NOT NULL CHECK (revision > 0),
    verdict     TEXT   NOT NULL CHECK (verdict IN ('GO', 'WITHDRAWN')),
    ordered_at  BIGINT NOT NULL,
    kept_at     BIGINT,
    heard_nanos BIGINT,
    PRIMARY KEY (screen_id, release_id, verdict)
);
CREATE INDEX release_order_release ON release_order (release_id);
