//! Keeps a wallet in the system's key store: Keychain, Credential Manager, Secret Service.

use crate::KeyStoreError;
use std::{
    fmt,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};
use zeroize::Zeroizing;

/// The name under which the system lists the wallets.
const SERVICE: &str = "Outpost";
/// How long the probe may take. A machine without a key store says so at once; one that asks the
/// person to unlock it at every start is served better by a file.
const PROBE_LIMIT: Duration = Duration::from_secs(4);
/// How long the person may take to unlock the system's key store.
const PROMPT_LIMIT: Duration = Duration::from_secs(90);

/// Keeps named secrets.
pub(crate) trait Vault: fmt::Debug + Send + Sync {
    /// Keeps `secret` under `name`.
    fn write(&self, name: &str, secret: &[u8]) -> Result<(), String>;
    /// The secret under `name`, if there is one.
    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, String>;
    /// Forgets what is under `name`.
    fn delete(&self, name: &str) -> Result<(), String>;
}

/// The system's key store.
#[derive(Debug)]
pub(crate) struct SystemVault;

impl Vault for SystemVault {
    fn write(&self, name: &str, secret: &[u8]) -> Result<(), String> {
        keyring::Entry::new(SERVICE, name)
            .and_then(|entry| entry.set_secret(secret))
            .map_err(|error| error.to_string())
    }

    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, String> {
        match keyring::Entry::new(SERVICE, name).and_then(|entry| entry.get_secret()) {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }

    fn delete(&self, name: &str) -> Result<(), String> {
        keyring::Entry::new(SERVICE, name)
            .and_then(|entry| entry.delete_credential())
            .map_err(|error| error.to_string())
    }
}

/// Whether `vault` really keeps what it is given: some take a secret and lose it, some never answer.
pub(crate) fn works(vault: &Arc<dyn Vault>) -> bool {
    within(PROBE_LIMIT, vault, |vault| {
        let mut secret = [0; 16];
        getrandom::fill(&mut secret).map_err(|error| error.to_string())?;
        // Two apps that probe at once must not see each other's.
        let name = format!("probe-{:032x}", u128::from_le_bytes(secret));
        vault.write(&name, &secret)?;
        let kept = vault.read(&name)?.is_some_and(|kept| *kept == secret);
        vault.delete(&name)?;
        Ok(kept && vault.read(&name)?.is_none())
    })
    .unwrap_or(false)
}

/// Keeps `secret` under `name` in `vault`.
pub(crate) fn write(
    vault: &Arc<dyn Vault>,
    name: String,
    secret: Zeroizing<Vec<u8>>,
) -> Result<(), KeyStoreError> {
    within(PROMPT_LIMIT, vault, move |vault| {
        vault.write(&name, &secret)
    })
}

/// The secret under `name` in `vault`, if there is one.
pub(crate) fn read(
    vault: &Arc<dyn Vault>,
    name: String,
) -> Result<Option<Zeroizing<Vec<u8>>>, KeyStoreError> {
    within(PROMPT_LIMIT, vault, move |vault| vault.read(&name))
}

/// Asks `vault` on a thread of its own, which is left behind when it takes longer than `limit`: a
/// call into the system cannot be called off.
fn within<T: Send + 'static>(
    limit: Duration,
    vault: &Arc<dyn Vault>,
    ask: impl FnOnce(&dyn Vault) -> Result<T, String> + Send + 'static,
) -> Result<T, KeyStoreError> {
    let (answered, answer) = mpsc::channel();
    let vault = Arc::clone(vault);
    thread::spawn(move || answered.send(ask(&*vault)));
    match answer.recv_timeout(limit) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(reason)) => Err(KeyStoreError::SystemFailed { reason }),
        Err(mpsc::RecvTimeoutError::Timeout) => Err(KeyStoreError::SystemSilent),
        // The thread panicked inside the system's library.
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(KeyStoreError::SystemFailed {
            reason: "its library crashed".into(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Waits for somebody to unlock it; nobody comes.
    #[derive(Debug)]
    struct SilentVault;

    impl Vault for SilentVault {
        fn write(&self, _: &str, _: &[u8]) -> Result<(), String> {
            thread::park();
            Ok(())
        }

        fn read(&self, _: &str) -> Result<Option<Zeroizing<Vec<u8>>>, String> {
            thread::park();
            Ok(None)
        }

        fn delete(&self, _: &str) -> Result<(), String> {
            thread::park();
            Ok(())
        }
    }

    /// Fails in a way that nobody foresaw.
    #[derive(Debug)]
    struct CrashingVault;

    impl Vault for CrashingVault {
        fn write(&self, _: &str, _: &[u8]) -> Result<(), String> {
            panic!("no session bus")
        }

        fn read(&self, _: &str) -> Result<Option<Zeroizing<Vec<u8>>>, String> {
            panic!("no session bus")
        }

        fn delete(&self, _: &str) -> Result<(), String> {
            panic!("no session bus")
        }
    }

    #[test]
    fn a_system_that_does_not_answer_is_given_up() {
        let vault: Arc<dyn Vault> = Arc::new(SilentVault);
        let asked = within(Duration::from_millis(20), &vault, |vault| {
            vault.read("name")
        });
        assert!(matches!(asked, Err(KeyStoreError::SystemSilent)));
    }

    #[test]
    fn a_crash_in_the_systems_library_is_an_error() {
        let vault: Arc<dyn Vault> = Arc::new(CrashingVault);
        let asked = read(&vault, "name".into());
        assert!(matches!(asked, Err(KeyStoreError::SystemFailed { .. })));
        assert!(!works(&vault));
    }
}
