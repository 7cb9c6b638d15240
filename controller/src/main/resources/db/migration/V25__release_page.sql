-- The list of releases is read page by page, newest first.
CREATE INDEX release_newest ON release (created_at DESC, id);
