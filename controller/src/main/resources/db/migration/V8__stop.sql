-- The newest word on whether a screen is stopped. scope is a screen's id, or '*' for the screens that have no row of their own. A resumed screen keeps its row: its
-- revision and the stops made at the wall go on counting.
CREATE TABLE stop (
    scope      TEXT    NOT NULL PRIMARY KEY,
    revision   BIGINT  NOT NULL CHECK (revision >= 0),
    stopped    INTEGER NOT NULL,
    picture    TEXT    NOT NULL CHECK (picture IN ('BLACK', 'SLATE')),
    at         BIGINT  NOT NULL,
    who        TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    origin     TEXT    NOT NULL CHECK (origin IN ('CONTROLLER', 'WALL')),
    wall_stops BIGINT  NOT NULL CHECK (wall_stops >= 0),
    confirmed  INTEGER NOT NULL
);
