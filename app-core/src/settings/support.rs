//! Describes this installation for whoever helps its person: as text, read before it is given away.
//!
//! It says what helps to find a fault and nothing that helps to take anything: no words, no key, no
//! passphrase, no address and no place. Devices are numbered.

use crate::{app::Core, errors::ForApp, files::FileError, home};
use outpost_app_api::{
    AppError, AppView, ErrorCode, Freshness, PreviewSupport, SaveSupport, WalletState,
};
use std::{
    env,
    fmt::Write,
    fs,
    sync::{Mutex, PoisonError},
};

/// What was shown last, so that what is written is what was read.
#[derive(Debug, Default)]
pub(crate) struct Preview(Mutex<Option<String>>);

impl Preview {
    fn put(&self, text: String) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
    }

    fn get(&self) -> Option<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// What a support bundle says.
pub(crate) async fn preview_support(core: &Core, _: PreviewSupport) -> Result<String, AppError> {
    let text = describe(&home::view(core).await);
    core.support.put(text.clone());
    Ok(text)
}

/// Writes what was last previewed, and answers with the path.
pub(crate) async fn save_support(core: &Core, _: SaveSupport) -> Result<String, AppError> {
    let text = core.support.get();
    let text = text.ok_or_else(|| AppError::new(ErrorCode::StepOutOfOrder))?;
    let path = core.data.join("outpost-support.txt");
    let written = fs::write(&path, text).map_err(|source| FileError::Io {
        path: path.clone(),
        source,
    });
    written.for_app()?;
    Ok(path.display().to_string())
}

fn describe(view: &AppView) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: String| {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{name}: {value}");
    };
    line("outpost", env!("CARGO_PKG_VERSION").to_owned());
    line(
        "system",
        format!("{} {}", env::consts::OS, env::consts::ARCH),
    );
    line("network", view.network.name.clone());
    line("practice", view.network.practice.to_string());
    line("peers", view.network.peers.to_string());
    line(
        "tip",
        view.network
            .tip
            .as_ref()
            .map_or("none".to_owned(), freshness),
    );
    let epoch = view.network.epoch.as_ref();
    line(
        "epoch",
        epoch.map_or("unknown".to_owned(), |epoch| epoch.number.to_string()),
    );
    line("wallet", wallet(&view.wallet.state).to_owned());
    line("back-up due", view.wallet.backup_due.to_string());
    let money = view.money.as_ref().map(|money| freshness(&money.freshness));
    line(
        "account",
        money.unwrap_or_else(|| "not proven yet".to_owned()),
    );
    for (number, device) in view.devices.iter().enumerate() {
        let last = device.last_epoch;
        let last = last.map_or("never".to_owned(), |epoch| format!("in epoch {epoch}"));
        let proven = freshness(&device.freshness);
        let state = format!("{:?}, last reported {last}, {proven}", device.state);
        line(&format!("device {}", number + 1), state);
    }
    let wizard = view.onboarding.as_ref();
    line(
        "set-up",
        wizard.map_or("none".to_owned(), |wizard| format!("at {:?}", wizard.step)),
    );
    let settings = &view.settings.settings;
    line(
        "language",
        settings
            .language
            .map_or("system", |language| language.key())
            .to_owned(),
    );
    line("theme", format!("{:?}", settings.theme));
    line(
        "zone",
        settings
            .day
            .zone
            .clone()
            .unwrap_or_else(|| "system".to_owned()),
    );
    line(
        "day starts",
        format!("{} minutes after midnight", settings.day.starts_minutes),
    );
    text
}

fn freshness(freshness: &Freshness) -> String {
    let Freshness {
        height,
        block_time_ms,
        peers,
        stale_since_ms,
    } = freshness;
    let stale = stale_since_ms.map_or(String::new(), |since| format!(", stale since {since}"));
    format!("block {height} of {block_time_ms} by {peers} peers{stale}")
}

fn wallet(state: &WalletState) -> &'static str {
    match state {
        WalletState::Missing => "none",
        WalletState::Locked => "locked",
        WalletState::Open { .. } => "open",
        WalletState::LookingAround => "looking around",
        WalletState::Watching { .. } => "watching",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A view with an account, devices and their places.
    const VIEW: &str = include_str!("../../../ui/gallery/views/stale.json");

    #[test]
    fn a_support_bundle_names_no_address_and_no_place() {
        let view: AppView = serde_json::from_str(VIEW).unwrap();
        let text = describe(&view);
        let cells = view
            .devices
            .iter()
            .filter_map(|device| device.cell.as_deref());
        let devices = view.devices.iter();
        let told = devices.flat_map(|device| [device.address.as_str(), device.name.as_str()]);
        let secret: Vec<&str> = told.chain(cells).chain(["op1", "opd1"]).collect();
        assert!(secret.len() > 4, "the sample has no devices: {VIEW}");
        for secret in secret {
            assert!(!text.contains(secret), "{secret} is in\n{text}");
        }
        assert!(text.contains("device 2: Silent"), "{text}");
    }
}
