-- What happened to screens: a diary for technicians, trimmed to the newest few hundred of each screen.
CREATE TABLE screen_event (
    id        BIGINT NOT NULL PRIMARY KEY,
    screen_id TEXT   NOT NULL REFERENCES screen (id),
    at        BIGINT NOT NULL,
    code      TEXT   NOT NULL,
    detail    TEXT   NOT NULL
);
CREATE INDEX screen_event_screen ON screen_event (screen_id, id);

-- How each screen was last seen; offline_cause is null for one that was online then.
CREATE TABLE screen_seen (
    screen_id      TEXT   NOT NULL PRIMARY KEY REFERENCES screen (id),
    at             BIGINT NOT NULL,
    agent_version  TEXT   NOT NULL,
    agent_address  TEXT   NOT NULL,
    ready_until    BIGINT NOT NULL,
    offline_cause  TEXT,
    offline_since  BIGINT,
    offline_detail TEXT
);
