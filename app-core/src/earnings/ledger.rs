//! Keeps the one ledger: the proven account, and the sums over its verified statements.
//!
//! The statements stay in the light node's database. Their sums are kept in a file beside it, so that a
//! start needs none of them, and are brought up to date with what arrived since. The file is nothing but
//! a saving of time: without it, or with one that is damaged, all statements are folded again.

use super::sums::Book;
use crate::files;
use borsh::BorshDeserialize;
use outpost_light_client::{Cursor, LightError, LightNode, VerifiedAccount};
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
const DOMAIN: &str = "outpost sums of statements 2";

/// What is verified about the open account: all that any number of money is made of.
#[derive(Debug)]
pub(crate) struct Ledger {
    folder: PathBuf,
    proven: Mutex<Proven>,
    /// Held while catching up: two at once would each sum the same statements.
    catching_up: tokio::sync::Mutex<OnDisk>,
    account_is_newer: AtomicBool,
    statements_are_newer: AtomicBool,
}

/// How far the book of the shown account goes that is in its file.
#[derive(Debug, Default)]
struct OnDisk(Option<Cursor>);

/// One state of the ledger.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proven {
    pub(crate) account: Option<Arc<VerifiedAccount>>,
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
    /// What of it whoever looks at the account `shown` may see: of another account's, the rules alone.
    pub(crate) fn of(self, shown: Option<AccountAddress>) -> Self {
        match shown.is_some() && self.owner == shown {
            true => self,
            false => Self {
                parameters: self.parameters,
                ..Self::default()
            },
        }
    }

    /// Whether the sums are of all statements that the account has.
    pub(crate) fn is_complete(&self) -> bool {
        let newest = self
            .account
            .as_ref()
            .and_then(|account| account.account.newest_statement);
        !self.is_behind && self.book.is_complete(newest)
    }

    /// Leaves nothing but the rules' numbers, which are everybody's.
    fn forget(&mut self) {
        *self = Self {
            parameters: self.parameters.take(),
            ..Self::default()
        };
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

    /// Whether it is of this account, and of all of its statements.
    pub(crate) fn is_complete_for(&self, address: AccountAddress) -> bool {
        let proven = self.lock();
        proven.owner == Some(address) && proven.account.is_some() && proven.is_complete()
    }

    /// The rules' numbers, once they are proven.
    pub(crate) fn parameters(&self) -> Option<Parameters> {
        self.lock().parameters.clone()
    }

    /// Forgets an account that is shown no more. The rules stay.
    pub(crate) fn forget(&self) {
        self.lock().forget();
    }

    /// Forgets whatever is not of the account that is shown now, before that is known.
    fn forget_others(&self, address: AccountAddress, is_shown: impl Fn() -> bool) {
        let mut proven = self.lock();
        if proven.owner != Some(address) && is_shown() {
            proven.forget();
        }
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

    /// Turns to the account at `address` and takes over everything about it that the light node has
    /// verified, or the first batch of it; unless `is_shown` denies it by then.
    pub(crate) async fn show(
        &self,
        light: &LightNode,
        address: AccountAddress,
        is_shown: impl Fn() -> bool,
    ) -> Result<Progress, LightError> {
        self.forget_others(address, &is_shown);
        let mut on_disk = self.catching_up.lock().await;
        if self.lock().owner != Some(address) {
            let path = self.path(address);
            let book = unblock(move || read(&path, address)).await;
            let book = book.flatten().unwrap_or_default();
            let mut proven = self.lock();
            // Whoever locks the wallet or shows another account forgets this one after that.
            if !is_shown() {
                return Ok(Progress::UpToDate);
            }
            *on_disk = OnDisk(book.cursor());
            *proven = Proven {
                parameters: proven.parameters.take(),
                owner: Some(address),
                book: Arc::new(book),
                ..Proven::default()
            };
        }
        self.account_changed();
        self.statements_changed();
        self.take_over(light, address, &mut on_disk).await
    }

    /// Takes over what the light node verified since of the account that is shown.
    pub(crate) async fn catch_up(&self, light: &LightNode) -> Result<Progress, LightError> {
        let mut on_disk = self.catching_up.lock().await;
        let Some(owner) = self.lock().owner else {
            return Ok(Progress::UpToDate);
        };
        self.take_over(light, owner, &mut on_disk).await
    }

    /// An account is proven with every block, its statements come once an epoch: each is only read when
    /// it is newer.
    async fn take_over(
        &self,
        light: &LightNode,
        owner: AccountAddress,
        on_disk: &mut OnDisk,
    ) -> Result<Progress, LightError> {
        if self.account_is_newer.swap(false, Ordering::Relaxed) {
            let account = light.account(owner).await;
            let account = account.inspect_err(|_| self.account_changed())?;
            self.while_of(owner, |proven| {
                if let Some(account) = &account {
                    proven.parameters = Some(account.parameters.clone());
                }
                proven.account = account.map(Arc::new);
            });
        }
        if self.statements_are_newer.swap(false, Ordering::Relaxed) {
            let is_behind = self.take_statements(light, owner).await;
            let is_behind = is_behind.inspect_err(|_| self.statements_changed())?;
            if is_behind {
                self.statements_changed();
                return Ok(Progress::More);
            }
        }
        self.keep(owner, on_disk).await;
        Ok(Progress::UpToDate)
    }

    /// Adds a batch of statements to the sums, and returns whether more may wait.
    async fn take_statements(
        &self,
        light: &LightNode,
        owner: AccountAddress,
    ) -> Result<bool, LightError> {
        let mut book = self.lock().book.clone();
        let arrivals = light.arrivals(owner, book.cursor(), BATCH).await?;
        let is_behind = arrivals.statements.len() >= BATCH as usize;
        if !arrivals.statements.is_empty() || arrivals.are_first {
            Arc::make_mut(&mut book).take(&arrivals);
        }
        self.while_of(owner, |proven| {
            proven.book = book;
            proven.is_behind = is_behind;
        });
        Ok(is_behind)
    }

    /// Keeps the sums once they are of all statements: while those come one after another, each would
    /// have all of it written again.
    async fn keep(&self, owner: AccountAddress, on_disk: &mut OnDisk) {
        let proven = self.proven();
        let (book, cursor) = (proven.book.clone(), proven.book.cursor());
        if proven.owner != Some(owner) || !proven.is_complete() || on_disk.0 == cursor {
            return;
        }
        let path = self.path(owner);
        match unblock(move || write(&path, owner, &book)).await {
            Some(Ok(())) => *on_disk = OnDisk(cursor),
            // They are folded again at the next start.
            failed => tracing::warn!(?failed, "the sums of the statements cannot be kept"),
        }
    }

    /// Changes the ledger, unless it is of another account or of none by now.
    fn while_of(&self, owner: AccountAddress, change: impl FnOnce(&mut Proven)) {
        let mut proven = self.lock();
        if proven.owner == Some(owner) {
            change(&mut proven);
        }
    }

    fn path(&self, address: AccountAddress) -> PathBuf {
        self.folder.join(format!("sums-{address}.borsh"))
    }

    fn lock(&self) -> MutexGuard<'_, Proven> {
        self.proven.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does what may take long where nothing else waits for it; `None` while the app is closing.
async fn unblock<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
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
    fn what_was_read_of_an_account_that_is_shown_no_more_is_not_shown() {
        let ledger = Ledger::in_folder(PathBuf::new());
        ledger.lock().owner = Some(OWNER);
        ledger.while_of(OWNER, |proven| proven.is_behind = true);
        assert!(ledger.proven().is_behind);

        // The wallet is locked while the light node is being asked.
        ledger.forget();
        ledger.while_of(OWNER, |proven| proven.is_behind = true);
        assert!(!ledger.proven().is_behind);
    }

    #[test]
    fn an_account_is_forgotten_only_for_one_that_is_shown_in_its_place() {
        let ledger = Ledger::in_folder(PathBuf::new());
        let other = AccountAddress([2; 32]);
        ledger.lock().owner = Some(OWNER);
        ledger.forget_others(other, || false);
        ledger.forget_others(OWNER, || true);
        assert_eq!(ledger.proven().owner, Some(OWNER));
        ledger.forget_others(other, || true);
        assert_eq!(ledger.proven().owner, None);
    }

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
