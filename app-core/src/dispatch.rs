//! Routes each request to its use case: one line for each.

use crate::{
    App, devices, earnings, errors, home, links, map, mapping, network, notifications, onboarding,
    payments, pictures, settings, wallet,
};
use outpost_app_api::*;
use serde::Serialize;
use serde_json::Value;

macro_rules! route {
    ($app:ident, $name:ident, $body:ident: $($call:ident => $use_case:path,)*) => {
        match $name {
            $(<$call as Call>::NAME => {
                let answer: <$call as Call>::Answer =
                    $use_case($app.core(), read::<$call>($body)?).await?;
                write(&answer)
            })*
            unknown => {
                tracing::warn!(name = unknown, "unknown request");
                Err(AppError::new(ErrorCode::Malformed))
            }
        }
    };
}

/// Does what the request `name` with `body` asks, and answers with its [`Call::Answer`].
pub async fn dispatch(app: &App, name: &str, body: Value) -> Result<Value, AppError> {
    route! { app, name, body:
        GetView => home::current,
        GetNetworkDetails => network::details,
        GetEarnings => earnings::get,
        GetEarningsByDevice => earnings::by_device,
        GetWaterfall => earnings::waterfall,
        GetEpochs => earnings::epochs,
        GetEpochLines => earnings::epoch_lines,
        ExportEarnings => earnings::export,
        GetDevices => home::devices,

        CreateWallet => wallet::create,
        RestoreWallet => wallet::restore,
        OfferPairing => wallet::offer_pairing,
        AcceptPairing => wallet::accept_pairing,
        UnlockWallet => wallet::unlock,
        UnlockByBiometrics => wallet::unlock_by_biometrics,
        UseBiometrics => wallet::use_biometrics,
        ForgetBiometrics => wallet::forget_biometrics,
        LockWallet => wallet::lock,
        ChangePassphrase => wallet::change_passphrase,
        SetWalletAside => wallet::set_aside,
        LookAround => wallet::look_around,
        StopLookingAround => wallet::stop_looking_around,
        RevealWords => wallet::reveal_words,
        AskBackup => wallet::ask_backup,
        AnswerBackup => wallet::answer_backup,
        PostponeBackup => wallet::postpone_backup,
        RequestPracticeTokens => wallet::request_practice_tokens,

        ChangeSettings => settings::change,
        ListZones => settings::list_zones,
        OpenDataFolder => settings::open_data_folder,
        PreviewSupport => settings::preview_support,
        SaveSupport => settings::save_support,
        PreviewPlace => map::preview,
        ExploreCells => map::explore,
        EstimatePlace => map::estimate,
        Locate => map::locate,
        GetPlaces => map::places,
        PlanDevice => map::plan_device,
        ForgetPlan => map::forget_plan,

        GetTracks => mapping::tracks,
        ImportTrack => mapping::import,
        LookAtTrack => mapping::look_at,
        ForgetTrack => mapping::forget,
        GetWalks => mapping::list,
        ListReceivers => mapping::receivers,
        ClaimMappingDevice => mapping::claim,
        RecordWalk => mapping::record,
        PauseWalk => mapping::pause,
        EndWalk => mapping::end,
        LookAtWalk => mapping::look_at_walk,
        ExportWalk => mapping::export,
        ForgetWalk => mapping::forget_walk,

        AddAccount => wallet::add_account,
        SwitchAccount => wallet::switch_account,
        RenameAccount => wallet::rename_account,
        WatchAccount => wallet::watch_account,
        ForgetAccount => wallet::forget_account,
        GetContacts => wallet::contacts,
        SaveContact => wallet::save_contact,
        RemoveContact => wallet::remove_contact,
        SignMessage => wallet::sign_message,
        VerifyMessage => wallet::verify_message,

        ReadRecipient => payments::read_recipient,
        PreviewPayment => payments::preview,
        SendPayment => payments::send,
        GetHistory => payments::history,

        StartOnboarding => onboarding::start,
        CancelOnboarding => onboarding::cancel,
        FinishOnboarding => onboarding::finish,
        Back => onboarding::back,
        FindDevices => onboarding::find_devices,
        ChooseDevice => onboarding::choose_device,
        IdentifyCandidate => onboarding::identify_candidate,
        IdentifyDevice => onboarding::identify_device,
        ScanWifi => onboarding::scan_wifi,
        SendWifi => onboarding::send_wifi,
        KeepWifi => onboarding::keep_wifi,
        ChoosePlace => onboarding::choose_place,
        ClaimDevice => onboarding::claim_device,

        RaiseNotice => notifications::raise,
        DescribeTray => notifications::describe_tray,
        CloseLink => links::close,
        ReadCode => pictures::read_code,

        GetDevice => devices::details,
        GetDeviceOwnership => devices::ownership,
        ChangeDevice => devices::change,
        RenameDevice => devices::rename,
        NoteHeight => devices::note_height,
        DiagnoseDevice => devices::diagnose,
        CheckNearby => devices::check_nearby,
        StopCheckingNearby => devices::stop_checking_nearby,
    }
}

fn read<C: Call>(body: Value) -> Result<C, AppError> {
    serde_json::from_value(body).map_err(|_| {
        // The error itself may quote the body, and so a secret.
        tracing::warn!(name = C::NAME, "malformed request");
        AppError::new(ErrorCode::Malformed)
    })
}

fn write<T: Serialize>(answer: &T) -> Result<Value, AppError> {
    serde_json::to_value(answer).map_err(errors::internal)
}

#[cfg(test)]
mod tests {
    /// Where requests are declared, as `"name" => Type {`.
    const REQUESTS: [&str; 15] = [
        include_str!("../../app-api/src/accounts.rs"),
        include_str!("../../app-api/src/devices.rs"),
        include_str!("../../app-api/src/diagnosis.rs"),
        include_str!("../../app-api/src/earnings.rs"),
        include_str!("../../app-api/src/map.rs"),
        include_str!("../../app-api/src/mapping.rs"),
        include_str!("../../app-api/src/network.rs"),
        include_str!("../../app-api/src/notices.rs"),
        include_str!("../../app-api/src/messages.rs"),
        include_str!("../../app-api/src/onboarding.rs"),
        include_str!("../../app-api/src/settings.rs"),
        include_str!("../../app-api/src/payments.rs"),
        include_str!("../../app-api/src/pictures.rs"),
        include_str!("../../app-api/src/view.rs"),
        include_str!("../../app-api/src/wallet.rs"),
    ];

    #[test]
    fn every_request_of_the_boundary_has_a_use_case() {
        let routes = include_str!("dispatch.rs");
        let declared: Vec<&str> = REQUESTS
            .iter()
            .flat_map(|source| source.lines())
            .filter_map(|line| line.trim().strip_prefix('"')?.split_once("\" => "))
            .filter_map(|(_, request)| request.split(' ').next())
            .collect();
        assert!(declared.len() > 20, "{declared:?}");
        for request in declared {
            assert!(routes.contains(&format!("{request} => ")), "{request}");
        }
    }
}
