CREATE TABLE schedule_rule (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    group_id    TEXT    NOT NULL REFERENCES screen_group (id),
    playlist_id TEXT    NOT NULL REFERENCES playlist (id),
    from_at     BIGINT  NOT NULL,
    until_at    BIGINT  NOT NULL,
    priority    INTEGER NOT NULL,
    revision    BIGINT  NOT NULL CHECK (revision > 0),
    CHECK (from_at < until_at)
);
CREATE INDEX schedule_rule_group ON schedule_rule (group_id, until_at);
CREATE INDEX schedule_rule_playlist ON schedule_rule (playlist_id);
