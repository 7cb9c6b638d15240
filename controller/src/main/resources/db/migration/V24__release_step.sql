-- What a step is about: the stable word of its cause, and the instant that is planned or was proved. Steps from before have neither, and the word in front of their words.
ALTER TABLE release_step ADD COLUMN code TEXT;
ALTER TABLE release_step ADD COLUMN about_at BIGINT;
