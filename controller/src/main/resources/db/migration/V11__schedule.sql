-- Dated days with labels; `dated` holds one a line: first day, day after the last, label.
CREATE TABLE calendar (
    id       TEXT   NOT NULL PRIMARY KEY,
    name     TEXT   NOT NULL UNIQUE,
    dated    TEXT   NOT NULL,
    revision BIGINT NOT NULL CHECK (revision > 0)
);

-- A rule is for groups and screens, and may come again: from_at and until_at bound all that it can ever be, in any zone. 
ALTER TABLE schedule_rule RENAME TO old_rule;
DROP INDEX schedule_rule_group;
DROP INDEX schedule_rule_playlist;
CREATE TABLE schedule_rule (
    id          TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    playlist_id TEXT    NOT NULL REFERENCES playlist (id),
    targets     TEXT    NOT NULL, -- JSON
    rule_class  TEXT    NOT NULL,
    priority    INTEGER NOT NULL,
    times       TEXT    NOT NULL, -- JSON
    from_at     BIGINT  NOT NULL,
    until_at    BIGINT  NOT NULL,
    revision    BIGINT  NOT NULL CHECK (revision > 0),
    CHECK (from_at < until_at)
);
INSERT INTO schedule_rule (id, name, playlist_id, targets, rule_class, priority, times, from_at, until_at, revision)
    SELECT id, name, playlist_id, '{"groups":[{"id":"' || group_id || '"}],"screens":[]}', 'NORMAL', priority,
           '{"fromNanos":' || from_at || ',"untilNanos":' || until_at || '}', from_at, until_at, revision FROM old_rule;
CREATE INDEX schedule_rule_until ON schedule_rule (until_at);
CREATE INDEX schedule_rule_playlist ON schedule_rule (playlist_id);

-- What "targets" says, to be asked for: exactly one of the two is there.
CREATE TABLE rule_target (
    rule_id   TEXT NOT NULL REFERENCES schedule_rule (id) ON DELETE CASCADE,
    group_id  TEXT REFERENCES screen_group (id),
    screen_id TEXT REFERENCES screen (id)
);
INSERT INTO rule_target (rule_id, group_id) SELECT id, group_id FROM old_rule;
CREATE INDEX rule_target_rule ON rule_target (rule_id);
CREATE INDEX rule_target_group ON rule_target (group_id);
CREATE INDEX rule_target_screen ON rule_target (screen_id);

-- The calendars that a rule's conditions name.
CREATE TABLE rule_calendar (
    rule_id     TEXT NOT NULL REFERENCES schedule_rule (id) ON DELETE CASCADE,
    calendar_id TEXT NOT NULL REFERENCES calendar (id),
    PRIMARY KEY (rule_id, calendar_id)
);
CREATE INDEX rule_calendar_calendar ON rule_calendar (calendar_id);

-- All that a rule ever was: an edit adds a line and changes none. Without references: a rule outlives what it named. Of rules from before nobody knows who
-- made them, or when: edited_at is 0.
CREATE TABLE rule_revision (
    rule_id     TEXT    NOT NULL,
    revision    BIGINT  NOT NULL,
    name        TEXT    NOT NULL,
    playlist_id TEXT    NOT NULL,
    targets     TEXT    NOT NULL,
    rule_class  TEXT    NOT NULL,
    priority    INTEGER NOT NULL,
    times       TEXT    NOT NULL,
    edited_at   BIGINT  NOT NULL,
    edited_by   TEXT    NOT NULL,
    deleted     INTEGER NOT NULL,
    PRIMARY KEY (rule_id, revision)
);
INSERT INTO rule_revision (rule_id, revision, name, playlist_id, targets, rule_class, priority, times, edited_at, edited_by, deleted)
    SELECT id, revision, name, playlist_id, targets, rule_class, priority, times, 0, '', 0 FROM schedule_rule;
DROP TABLE old_rule;

-- Screens of one group may play different blocks: where this one begins with another cue than its revision's switch says.
ALTER TABLE timeline ADD COLUMN first_cue INTEGER;

-- Of screens that a revision does not touch: the timeline that they go on with.
CREATE TABLE timeline_kept (
    group_id         TEXT   NOT NULL,
    version          BIGINT NOT NULL,
    screen_id        TEXT   NOT NULL,
    timeline_version BIGINT NOT NULL,
    PRIMARY KEY (group_id, version, screen_id),
    FOREIGN KEY (group_id, version) REFERENCES revision (group_id, version),
    FOREIGN KEY (screen_id, timeline_version) REFERENCES timeline (screen_id, version)
);
