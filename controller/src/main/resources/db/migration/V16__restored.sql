-- Each restoring of this database from a backup. Screens may keep timelines up to version_floor of which it knows nothing, so new ones begin above, and
-- revisions from before are history: nothing is built upon them.
CREATE TABLE restored (
    at            BIGINT NOT NULL,
    version_floor BIGINT NOT NULL CHECK (version_floor > 0)
);
