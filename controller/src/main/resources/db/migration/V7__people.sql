-- Accounts are never deleted by a release: audit rows name them.
CREATE TABLE person (
    name          TEXT   NOT NULL PRIMARY KEY,
    role          TEXT   NOT NULL CHECK (role IN ('ADMINISTRATOR', 'OPERATOR', 'TECHNICIAN')),
    password_hash TEXT   NOT NULL,
    made_at       BIGINT NOT NULL
);

-- token_hash: SHA-256 of the cookie's token, so that a copy of this table opens nothing.
CREATE TABLE session (
    token_hash  TEXT   NOT NULL PRIMARY KEY,
    person_name TEXT   NOT NULL REFERENCES person (name),
    opened_at   BIGINT NOT NULL,
    used_at     BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person_name, used_at);

-- At most one row: the SHA-256 of the setup token that was printed last.
CREATE TABLE setup_token (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    token_hash TEXT    NOT NULL
);

-- No reference to person: who tried a name that does not exist is kept too.
CREATE TABLE audit (
    id      BIGINT NOT NULL PRIMARY KEY,
    at      BIGINT NOT NULL,
    who     TEXT   NOT NULL,
    what    TEXT   NOT NULL,
    target  TEXT   NOT NULL,
    result  TEXT   NOT NULL,
    address TEXT   NOT NULL
);
