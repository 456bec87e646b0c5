-- Whoever folds an account's statements goes on where it stopped: `arrival` counts them, from 1, in the
-- order in which they were verified. `previous` is the encoding of the statement before it, empty for
-- the account's first, so that the chain can be walked without reading what the statements say.
ALTER TABLE statements ADD COLUMN arrival INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statements ADD COLUMN previous BLOB NOT NULL DEFAULT x'';

-- In `content`, an option follows the account (32 bytes) and the statement's own id (12).
UPDATE statements SET
    previous = CASE substr(content, 45, 1) WHEN x'00' THEN x'' ELSE substr(content, 46, 12) END,
    arrival = numbered.arrival
FROM (
    SELECT account, epoch, page,
           row_number() OVER (PARTITION BY account ORDER BY epoch, page) AS arrival
    FROM statements
) AS numbered
WHERE numbered.account = statements.account
  AND numbered.epoch = statements.epoch
  AND numbered.page = statements.page;

-- Each has the primary key's columns as well, since the table has no row ids.
CREATE UNIQUE INDEX statements_by_arrival ON statements (account, arrival, previous);
CREATE INDEX statements_by_page ON statements (account, page, epoch);

-- Tells this database from one that takes its place: arrivals are counted anew there.
CREATE TABLE generation (
    one INTEGER PRIMARY KEY NOT NULL DEFAULT 1 CHECK (one = 1),
    id BLOB NOT NULL DEFAULT x''
) STRICT;
INSERT INTO generation (one, id) VALUES (1, randomblob(16));
