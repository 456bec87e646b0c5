-- What was verified on one network. A column never changes its meaning.

-- The one row says which network; a file of another one is refused.
CREATE TABLE network (
    one INTEGER PRIMARY KEY NOT NULL DEFAULT 1 CHECK (one = 1),
    id BLOB NOT NULL DEFAULT x''
) STRICT;

-- The newest header with its certificate, which is checked again when it is read.
CREATE TABLE tip (
    one INTEGER PRIMARY KEY NOT NULL DEFAULT 1 CHECK (one = 1),
    height INTEGER NOT NULL DEFAULT 0,
    certified_header BLOB NOT NULL DEFAULT x''
) STRICT;

-- Heights, epochs and times are u64 in two's complement. `content` is borsh; `seal` is a hash of the
-- whole row, so that a damaged disk shows.
CREATE TABLE accounts (
    address BLOB PRIMARY KEY NOT NULL,
    height INTEGER NOT NULL DEFAULT 0,
    header_time INTEGER NOT NULL DEFAULT 0,
    agreeing_peers INTEGER NOT NULL DEFAULT 0,
    content BLOB NOT NULL DEFAULT x'',
    seal BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
    account BLOB NOT NULL,
    epoch INTEGER NOT NULL,
    height INTEGER NOT NULL DEFAULT 0,
    header_time INTEGER NOT NULL DEFAULT 0,
    agreeing_peers INTEGER NOT NULL DEFAULT 0,
    content BLOB NOT NULL DEFAULT x'',
    seal BLOB NOT NULL DEFAULT x'',
    PRIMARY KEY (account, epoch)
) STRICT, WITHOUT ROWID;
