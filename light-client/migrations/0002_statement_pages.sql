-- An account with many devices has several statements for an epoch, told apart by their page. What was
-- stored before is of networks that have none of this, and is asked for again.
DELETE FROM accounts;
DROP TABLE statements;

CREATE TABLE statements (
    account BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    page INTEGER NOT NULL,
    height INTEGER NOT NULL DEFAULT 0,
    header_time INTEGER NOT NULL DEFAULT 0,
    agreeing_peers INTEGER NOT NULL DEFAULT 0,
    content BLOB NOT NULL DEFAULT x'',
    seal BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (account, epoch, page)
) STRICT, WITHOUT ROWID;
