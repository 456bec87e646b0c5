//! Keeps the one ledger: the proven account, and the sums over its verified statements.
//!
//! The statements stay in the light node's database. Their sums are kept in a file beside it, so that a
//! start needs none of them, and are brought up to date with what arrived since. The file is nothing but
//! a saving of time: without it, or with one that is damaged, all statements are folded again.

use super::sums::Book;
use crate::files;
use borsh::BorshDeserialize;
use outpost_light_client::{LightError, LightNode, VerifiedAccount};
use outpost_protocol::{AccountAddress, Hash, genesis::Parameters, hash::encode};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// Statements that are read at once, so that nothing else waits long for the database.
const BATCH: u32 = 2_000;
/// Largest file of sums that is read, in bytes.
const MAX_FILE_BYTES: u64 = 256 << 20;
/// Changes whenever the file's content or what the sums mean does.
const DOMAIN: &str = "outpost sums of statements 1";

/// What is verified about the open account: all that any number of money is made of.
#[derive(Debug)]
pub(crate) struct Ledger {
    folder: PathBuf,
    proven: Mutex<Proven>,
    /// Held while catching up: two at once would each sum the same statements.
    catching_up: tokio::sync::Mutex<()>,
    account_is_newer: AtomicBool,
    statements_are_newer: AtomicBool,
}

/// One state of the ledger.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proven {
    pub(crate) account: Option<VerifiedAccount>,
    pub(crate) parameters: Option<Parameters>,
    /// Whose book this is.
    owner: Option<AccountAddress>,
    pub(crate) book: Arc<Book>,
    /// Whether more statements wait to be summed than fit into one batch.
    is_behind: bool,
}

/// What catching up came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// All that is verified is summed.
    UpToDate,
    /// There is more to sum.
    More,
}

impl Proven {
    /// Whether the sums are of all statements that the account has.
    pub(crate) fn is_complete(&self) -> bool {
        let newest = self
            .account
            .as_ref()
            .and_then(|account| account.account.newest_statement);
        !self.is_behind && self.book.is_complete(newest)
    }
}

impl Ledger {
    /// A ledger that keeps its sums in `folder`.
    pub(crate) fn in_folder(folder: PathBuf) -> Self {
        Self {
            folder,
            proven: Mutex::default(),
            catching_up: tokio::sync::Mutex::default(),
            account_is_newer: AtomicBool::default(),
            statements_are_newer: AtomicBool::default(),
        }
    }

    /// The ledger as it is now.
    pub(crate) fn proven(&self) -> Proven {
        self.lock().clone()
    }

    /// The rules' numbers, once they are proven.
    pub(crate) fn parameters(&self) -> Option<Parameters> {
        self.lock().parameters.clone()
    }

    /// Forgets an account that is shown no more. The rules stay.
    pub(crate) fn forget(&self) {
        let mut proven = self.lock();
        *proven = Proven {
            parameters: proven.parameters.take(),
            ..Proven::default()
        };
    }

    /// Takes over proven parameters.
    pub(crate) fn learn(&self, parameters: Parameters) {
        self.lock().parameters = Some(parameters);
    }

    /// The light node's store has a newer account.
    pub(crate) fn account_changed(&self) {
        self.account_is_newer.store(true, Ordering::Relaxed);
    }

    /// The light node's store has a new statement.
    pub(crate) fn statements_changed(&self) {
        self.statements_are_newer.store(true, Ordering::Relaxed);
    }

    /// Takes over everything about an account that the light node has verified, or the first batch of it.
    pub(crate) async fn reload(
        &self,
        light: &LightNode,
        address: AccountAddress,
    ) -> Result<Progress, LightError> {
        self.account_changed();
        self.statements_changed();
        self.catch_up(light, address).await
    }

    /// Takes over what the light node verified since. An account is proven with every block, its
    /// statements come once an epoch: each is only read when it is newer.
    pub(crate) async fn catch_up(
        &self,
        light: &LightNode,
        address: AccountAddress,
    ) -> Result<Progress, LightError> {
        let _only_one = self.catching_up.lock().await;
        self.open(address);
        if self.account_is_newer.swap(false, Ordering::Relaxed) {
            let account = light.account(address).await?;
            let mut proven = self.lock();
            if let Some(account) = &account {
                proven.parameters = Some(account.parameters.clone());
            }
            proven.account = account;
        }
        if !self.statements_are_newer.swap(false, Ordering::Relaxed) {
            return Ok(Progress::UpToDate);
        }
        let mut book = self.lock().book.clone();
        let arrivals = light.arrivals(address, book.cursor(), BATCH).await?;
        let is_behind = arrivals.statements.len() >= BATCH as usize;
        if !arrivals.statements.is_empty() || arrivals.are_first {
            Arc::make_mut(&mut book).take(&arrivals);
        }
        {
            let mut proven = self.lock();
            proven.book = book.clone();
            proven.is_behind = is_behind;
        }
        if is_behind {
            self.statements_changed();
            return Ok(Progress::More);
        }
        if !arrivals.statements.is_empty()
            && let Err(error) = write(&self.path(address), address, &book)
        {
            // They are folded again at the next start.
            tracing::warn!(%error, "the sums of the statements cannot be kept");
        }
        Ok(Progress::UpToDate)
    }

    /// Turns to the account at `address`, if the ledger is of another.
    fn open(&self, address: AccountAddress) {
        let mut proven = self.lock();
        if proven.owner == Some(address) {
            return;
        }
        let book = read(&self.path(address), address).unwrap_or_default();
        *proven = Proven {
            account: None,
            parameters: proven.parameters.take(),
            owner: Some(address),
            book: Arc::new(book),
            is_behind: false,
        };
        self.account_changed();
        self.statements_changed();
    }

    fn path(&self, address: AccountAddress) -> PathBuf {
        self.folder.join(format!("sums-{address}.borsh"))
    }

    fn lock(&self) -> MutexGuard<'_, Proven> {
        self.proven.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes the sums so that a kill leaves the old or the new ones.
fn write(path: &Path, address: AccountAddress, book: &Book) -> std::io::Result<()> {
    let content = encode(&(address, book));
    let seal = Hash::of_encoded(DOMAIN, &content).0;
    files::replace(path, &[&seal, content.as_slice()].concat())
}

/// Reads the sums; `None` for whatever is not exactly what was written for this account.
fn read(path: &Path, address: AccountAddress) -> Option<Book> {
    let is_bounded = fs::metadata(path).is_ok_and(|file| file.len() <= MAX_FILE_BYTES);
    let bytes = is_bounded.then(|| fs::read(path).ok()).flatten()?;
    let (seal, content) = bytes.split_first_chunk::<32>()?;
    if *seal != Hash::of_encoded(DOMAIN, &content.to_vec()).0 {
        return None;
    }
    let (owner, book) = <(AccountAddress, Book)>::try_from_slice(content).ok()?;
    (owner == address).then_some(book)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::statement;

    const OWNER: AccountAddress = AccountAddress([1; 32]);

    #[test]
    fn sums_that_are_damaged_or_of_another_account_are_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sums");
        let mut book = Book::default();
        book.sums.add(&statement(3, vec![(1, 70)]), |_| true);
        write(&path, OWNER, &book).unwrap();
        assert_eq!(read(&path, OWNER), Some(book));
        assert_eq!(read(&path, AccountAddress([2; 32])), None);
        let sound = fs::read(&path).unwrap();
        for place in 0..sound.len() {
            let mut bytes = sound.clone();
            bytes[place] ^= 1;
            fs::write(&path, &bytes).unwrap();
            assert_eq!(read(&path, OWNER), None, "byte {place}");
        }
        fs::write(&path, &sound[..20]).unwrap();
        assert_eq!(read(&path, OWNER), None);
    }
}
