-- When a screen is black on purpose. A screen without a line has no quiet hours, and its first edit is made on revision 0.
CREATE TABLE quiet_hours (
    screen_id TEXT   NOT NULL PRIMARY KEY REFERENCES screen (id),
    items     TEXT   NOT NULL, -- JSON
    revision  BIGINT NOT NULL CHECK (revision > 0)
);

-- The calendars that the conditions in "items" name, to be asked for.
CREATE TABLE quiet_calendar (
    screen_id   TEXT NOT NULL REFERENCES quiet_hours (screen_id),
    calendar_id TEXT NOT NULL REFERENCES calendar (id),
    PRIMARY KEY (screen_id, calendar_id)
);
CREATE INDEX quiet_calendar_calendar ON quiet_calendar (calendar_id);

-- All that they ever were: an edit adds a line and changes none.
CREATE TABLE quiet_revision (
    screen_id TEXT   NOT NULL REFERENCES screen (id),
    revision  BIGINT NOT NULL,
    items     TEXT   NOT NULL,
    edited_at BIGINT NOT NULL,
    edited_by TEXT   NOT NULL,
    PRIMARY KEY (screen_id, revision)
);
