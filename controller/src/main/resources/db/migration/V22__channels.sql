-- Where releases are published online. A removed channel keeps its line, for what was published through it.
CREATE TABLE channel (
    id         TEXT   NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL,
    kind       TEXT   NOT NULL CHECK (kind IN ('FEED', 'WECHAT', 'WEBHOOK', 'MANUAL')),
    revision   BIGINT NOT NULL CHECK (revision > 0),
    created_at BIGINT NOT NULL,
    removed_at BIGINT
);
CREATE UNIQUE INDEX channel_name ON channel (name) WHERE removed_at IS NULL;

CREATE TABLE channel_setting (
    channel_id TEXT NOT NULL REFERENCES channel (id),
    name       TEXT NOT NULL,
    value      TEXT NOT NULL,
    PRIMARY KEY (channel_id, name)
);

-- Sealed with the key file of the data folder: a copy of this table alone tells nothing.
CREATE TABLE channel_secret (
    channel_id TEXT NOT NULL PRIMARY KEY REFERENCES channel (id),
    sealed     TEXT NOT NULL
);

-- Calls of each API and day, counted before they leave. A day is a number since 1970 where the site keeps its calendar.
CREATE TABLE channel_counter (
    channel_id TEXT   NOT NULL REFERENCES channel (id),
    api        TEXT   NOT NULL,
    day        BIGINT NOT NULL,
    used       BIGINT NOT NULL CHECK (used > 0),
    PRIMARY KEY (channel_id, api, day)
);

-- How long calls took, trimmed to the newest of each channel.
CREATE TABLE channel_call (
    id         BIGINT NOT NULL PRIMARY KEY,
    channel_id TEXT   NOT NULL REFERENCES channel (id),
    at         BIGINT NOT NULL,
    api        TEXT   NOT NULL,
    publishes  BIGINT NOT NULL CHECK (publishes IN (0, 1)),
    took_nanos BIGINT NOT NULL,
    answered   BIGINT NOT NULL CHECK (answered IN (0, 1))
);
CREATE INDEX channel_call_newest ON channel_call (channel_id, id);

-- Events for partners. The event is the receiver's means to know it again.
CREATE TABLE webhook_delivery (
    channel_id   TEXT   NOT NULL REFERENCES channel (id),
    number       BIGINT NOT NULL,
    event        TEXT   NOT NULL,
    type         TEXT   NOT NULL,
    body         TEXT   NOT NULL,
    made_at      BIGINT NOT NULL,
    attempts     BIGINT NOT NULL,
    last_at      BIGINT,
    status       BIGINT,
    words        TEXT   NOT NULL,
    delivered_at BIGINT,
    PRIMARY KEY (channel_id, number),
    UNIQUE (channel_id, event)
);

-- Items of the feeds. Without visible_at it is a draft; what was public and is withdrawn stays as a tombstone.
CREATE TABLE feed_item (
    channel_id   TEXT   NOT NULL REFERENCES channel (id),
    job_key      TEXT   NOT NULL,
    release_id   TEXT   NOT NULL,
    revision     BIGINT NOT NULL,
    post         TEXT   NOT NULL,
    visible_at   BIGINT,
    withdrawn_at BIGINT,
    PRIMARY KEY (channel_id, job_key)
);
CREATE INDEX feed_item_newest ON feed_item (channel_id, visible_at);

-- Files that anybody may fetch, from an instant on, as long as something public names them.
CREATE TABLE public_file (
    channel_id TEXT   NOT NULL REFERENCES channel (id),
    job_key    TEXT   NOT NULL,
    hash       TEXT   NOT NULL,
    mime       TEXT   NOT NULL,
    bytes      BIGINT NOT NULL,
    file       TEXT   NOT NULL,
    from_at    BIGINT NOT NULL,
    PRIMARY KEY (channel_id, job_key, hash)
);
CREATE INDEX public_file_hash ON public_file (hash);

-- What people have to do by hand, and what they say they did.
CREATE TABLE manual_task (
    channel_id TEXT   NOT NULL REFERENCES channel (id),
    job_key    TEXT   NOT NULL,
    kind       TEXT   NOT NULL CHECK (kind IN ('PUBLISH', 'FINISH_DRAFT', 'LOOK_UP', 'DELETE')),
    position   BIGINT NOT NULL,
    release_id TEXT   NOT NULL,
    words      TEXT   NOT NULL,
    checklist  TEXT   NOT NULL,
    due_at     BIGINT NOT NULL,
    opened_at  BIGINT NOT NULL,
    remind_at  BIGINT NOT NULL,
    url        TEXT,
    done_by    TEXT,
    done_at    BIGINT,
    PRIMARY KEY (channel_id, job_key, kind),
    CHECK ((done_by IS NULL) = (done_at IS NULL))
);

-- What WeChat called to tell, once each.
CREATE TABLE wechat_callback (
    channel_id TEXT   NOT NULL REFERENCES channel (id),
    publish_id TEXT   NOT NULL,
    status     BIGINT NOT NULL,
    article_id TEXT   NOT NULL,
    url        TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (channel_id, publish_id, status)
);
