//! Speaks to whoever does not look at the window: notices, the tray; and follows links from outside.

use super::{Route, route::navigate};
use crate::{
    bridge,
    text::{format, t},
};
use outpost_app_api::{
    AppView, CloseLink, DescribeTray, DeviceCounts, NoticeView, NotificationKind, RaiseNotice,
    TransactionState, WalletState, link::Link,
};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Tells what is to be told, each time that it changes.
#[hook]
pub fn use_outside(view: &Rc<AppView>) {
    use_effect_with(view.notices.clone(), |notices| {
        for notice in notices {
            let request = words_of(notice);
            spawn_local(async move {
                // What cannot be raised stays due.
                let _ = bridge::call(&request).await;
            });
        }
    });
    use_effect_with(tray(view), |words| {
        let words = words.clone();
        spawn_local(async move {
            let _ = bridge::call(&words).await;
        });
    });
    let link = view.link.clone().filter(|link| can_follow(link, view));
    use_effect_with(link, |link| {
        if let Some(link) = link {
            follow(link);
        }
    });
}

fn is_open(view: &AppView) -> bool {
    matches!(
        view.wallet.state,
        WalletState::Open { .. } | WalletState::Watching { .. }
    )
}

/// A locked wallet is opened first; where there is none, one can come from another device.
fn can_follow(link: &str, view: &AppView) -> bool {
    let brings_a_wallet = matches!(Link::parse(link), Ok(Link::Pairing(_)));
    is_open(view) || (brings_a_wallet && view.wallet.state == WalletState::Missing)
}

/// Opens the screen that a link leads to; the person does the rest there.
fn follow(link: &str) {
    if let Ok(link) = Link::parse(link) {
        navigate(&Route::of_link(&link));
    }
    spawn_local(async move {
        let _ = bridge::call(&CloseLink {}).await;
    });
}

/// A notice in words.
fn words_of(notice: &NoticeView) -> RaiseNotice {
    let device = notice.device.as_ref();
    let name = device.map(|device| device.name.clone()).unwrap_or_default();
    let amount = notice.amount.map(format::money).unwrap_or_default();
    let (title, body) = match notice.kind {
        NotificationKind::DeviceOffline => (
            t!("notice-device-offline", name = name.as_str()),
            t!("notice-device-offline.body"),
        ),
        NotificationKind::Reward => (
            t!("notice-reward", amount = amount.as_str()),
            t!("notice-reward.body"),
        ),
        NotificationKind::Transaction
            if matches!(notice.transaction, Some(TransactionState::Failed { .. })) =>
        {
            (
                t!("notice-transaction-failed"),
                t!("notice-transaction-failed.body", amount = amount.as_str()),
            )
        }
        NotificationKind::Transaction => (
            t!("notice-transaction"),
            t!("notice-transaction.body", amount = amount.as_str()),
        ),
        NotificationKind::BackupDue => (t!("notice-backup-due"), t!("notice-backup-due.body")),
    };
    RaiseNotice {
        id: notice.id.clone(),
        title,
        body,
    }
}

/// How things are, for the tray.
fn tray(view: &AppView) -> DescribeTray {
    let DeviceCounts { all, in_need } = view.device_counts;
    let is_stale = view
        .network
        .tip
        .as_ref()
        .is_none_or(|tip| tip.stale_since_ms.is_some());
    let state = match (is_open(view), in_need) {
        (false, _) => t!("tray-locked"),
        _ if is_stale => t!("tray-offline"),
        (true, 0) => t!("tray-well", count = all),
        (true, in_need) => t!("tray-attention", count = in_need),
    };
    DescribeTray {
        state,
        open: t!("tray-open"),
        quit: t!("tray-quit"),
        attention: in_need > 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    #[test]
    fn the_tray_says_how_things_are_and_whether_something_needs_attention() {
        let said = |name: &str| {
            let words = tray(&gallery::view(name));
            (words.state, words.attention)
        };
        let working = gallery::view("working").device_counts.all;
        assert_eq!(said("working"), (t!("tray-well", count = working), false));
        assert_eq!(said("silent"), (t!("tray-attention", count = 1), true));
        assert_eq!(said("locked").0, t!("tray-locked"));
        assert_eq!(said("stale").0, t!("tray-offline"));
    }

    #[test]
    fn a_link_waits_for_a_wallet_unless_it_brings_one() {
        let (payment, pairing) = ("outpost:op1qq", "outpost:pair?code=oppair1qq");
        let follows = |link, name| can_follow(link, &gallery::view(name));
        assert!(follows(payment, "working") && !follows(payment, "welcome"));
        assert!(follows(pairing, "welcome"));
        assert!(!follows(pairing, "locked") && !follows(pairing, "looking"));
    }

    #[test]
    fn a_notice_has_a_title_and_says_which_device_or_how_much() {
        let notice = |kind| NoticeView {
            id: "id".to_owned(),
            kind,
            device: Some(outpost_app_api::NoticeDevice {
                address: "opd1".to_owned(),
                name: "Balcony".to_owned(),
            }),
            amount: Some(outpost_app_api::Money(500_000_000)),
            transaction: None,
        };
        let offline = words_of(&notice(NotificationKind::DeviceOffline));
        assert!(offline.title.contains("Balcony"));
        let reward = words_of(&notice(NotificationKind::Reward));
        assert!(reward.title.contains("5.00"));
        for kind in NotificationKind::ALL {
            let words = words_of(&notice(kind));
            assert!(!words.title.is_empty() && !words.body.is_empty());
        }
        let failed = NoticeView {
            transaction: Some(TransactionState::Failed {
                problem: outpost_app_api::AppError::new(outpost_app_api::ErrorCode::FeeChanged),
            }),
            ..notice(NotificationKind::Transaction)
        };
        assert_eq!(words_of(&failed).title, t!("notice-transaction-failed"));
    }
}
