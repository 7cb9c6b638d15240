-- What stands on a screen where nothing else can. A screen without a line has its group's, and a group without one the picture that the controller draws.
-- Exactly one of screen_id and group_id is there. What is retired or deleted keeps its line only until its media is deleted.
CREATE TABLE slate (
    screen_id TEXT   UNIQUE REFERENCES screen (id),
    group_id  TEXT   UNIQUE REFERENCES screen_group (id),
    source    TEXT   NOT NULL CHECK (source IN ('INHERITED', 'BUILT_IN', 'MEDIA')),
    media_id  TEXT   REFERENCES media (id),
    fit       TEXT   CHECK (fit IN ('CONTAIN', 'COVER', 'STRETCH')),
    revision  BIGINT NOT NULL CHECK (revision > 0),
    CHECK ((screen_id IS NULL) <> (group_id IS NULL)),
    CHECK ((source = 'MEDIA') = (media_id IS NOT NULL)),
    CHECK ((media_id IS NULL) = (fit IS NULL))
);
CREATE INDEX slate_media ON slate (media_id);

-- The item that was due and could not be shown, where another one was shown in its place.
ALTER TABLE as_run ADD COLUMN stand_in_for TEXT;
