-- The edits of all rules in their order, what each was, and whether it cut at once.
ALTER TABLE rule_revision ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
ALTER TABLE rule_revision ADD COLUMN restored_from BIGINT;
ALTER TABLE rule_revision ADD COLUMN apply_now INTEGER NOT NULL DEFAULT 0;
UPDATE rule_revision SET number = ordered.place
    FROM (SELECT rule_id AS id, revision AS rev, ROW_NUMBER() OVER (ORDER BY edited_at, rule_id, revision) AS place FROM rule_revision) AS ordered
    WHERE rule_id = ordered.id AND revision = ordered.rev;
CREATE UNIQUE INDEX rule_revision_number ON rule_revision (number);
