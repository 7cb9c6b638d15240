-- Edits of groups and screens name the revision that they saw.
ALTER TABLE screen_group ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE screen ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
-- A deleted group or playlist keeps its row, named by its id so that the name is free: revisions, retired screens and rules that are over refer to it.
ALTER TABLE screen_group ADD COLUMN deleted_at BIGINT;
ALTER TABLE playlist ADD COLUMN deleted_at BIGINT;
-- 1 where the screen had left the group, or had another size, when the revision's switch was decided: it was never told.
ALTER TABLE timeline ADD COLUMN void INTEGER NOT NULL DEFAULT 0;
-- At most one row, written only to see that the database can be written.
CREATE TABLE pulse (
    id    INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    beats BIGINT  NOT NULL
);
