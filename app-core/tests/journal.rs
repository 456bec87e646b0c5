//! Proves over random histories that a journaled claim resumes after any crash and is done once.
//!
//! The journal goes through its file's form at each crash. The chain of these tests takes what is
//! handed in late, twice or never, as a real one may.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use outpost_app_api::{DeviceInfo, Step};
use outpost_app_core::onboarding::{
    journal::{Claim, Happened, OnboardingJournal, Signed, Wifi},
    known::{KnownDevice, KnownIdentity, SaidOfItself},
    plan::{self, Next, Proven},
};
use outpost_protocol::{
    AccountAddress, Amount, CellId, DeviceKey, NetworkId, Signature, Timestamp,
    state::{Device, DeviceRecord, Equipment},
    transaction::{Action, ClaimForm, DeviceClaim, SignedTransaction, Transaction},
};
use proptest::prelude::*;

const ME: AccountAddress = AccountAddress([1; 32]);
const DEVICE: DeviceKey = DeviceKey::Ed25519([2; 32]);
const NONCE: [u8; 16] = [3; 16];
const FEE: u128 = 10;

fn cell() -> CellId {
    CellId::try_from(0x0881_f1d4_887f_ffff).unwrap()
}

fn device(key: DeviceKey) -> KnownDevice {
    KnownDevice {
        proof: None,
        port: "/dev/ttyUSB0".to_owned(),
        identity: KnownIdentity::Key(key),
        info: DeviceInfo {
            name: "Balcony".to_owned(),
            hardware: "board".to_owned(),
            firmware: "Outpost 1".to_owned(),
            online: true,
        },
    }
}

/// A device that has no key, on this port.
fn unkeyed(port: &str) -> KnownDevice {
    KnownDevice {
        port: port.to_owned(),
        identity: KnownIdentity::Unkeyed(SaidOfItself {
            firmware: "stock".to_owned(),
            version: "1".to_owned(),
            hardware: "board".to_owned(),
            name: "Lamp".to_owned(),
        }),
        ..device(DEVICE)
    }
}

fn word(nonce: [u8; 16]) -> DeviceClaim {
    DeviceClaim {
        device: DEVICE,
        nonce,
        form: ClaimForm::Outpost,
        signature: Signature([4; 64]),
    }
}

fn signed(nonce: u64, action: Action) -> Signed {
    let transaction = Transaction {
        network: NetworkId([5; 32]),
        sender: ME,
        nonce,
        fee: Amount::from_units(FEE),
        action,
    };
    Signed {
        nonce,
        transaction: SignedTransaction::Account {
            transaction,
            signature: Signature([6; 64]),
        },
    }
}

fn at_claim() -> OnboardingJournal {
    at_claim_with(None)
}

/// A set-up in which the device has the antenna that it came with, or another one.
fn at_claim_with(antenna_gain_decidbi: Option<i16>) -> OnboardingJournal {
    [
        Happened::Chosen(device(DEVICE)),
        Happened::WifiSettled(Wifi::Joined("Home".to_owned())),
        Happened::PlaceChosen {
            cell: cell(),
            antenna_gain_decidbi,
        },
    ]
    .into_iter()
    .fold(OnboardingJournal::default(), |journal, happened| {
        journal.after(happened).unwrap()
    })
}

fn asked() -> OnboardingJournal {
    let asking = Happened::Asking {
        owner: ME,
        nonce: NONCE,
    };
    at_claim().after(asking).unwrap()
}

/// What a crash leaves of a journal.
fn read_again(journal: &OnboardingJournal) -> OnboardingJournal {
    serde_json::from_slice(&serde_json::to_vec(journal).unwrap()).unwrap()
}

/// A chain with one account and one device.
#[derive(Debug, Default)]
struct Chain {
    nonce: u64,
    paid: u128,
    device: Option<Device>,
    waiting: Vec<SignedTransaction>,
    done: Vec<Action>,
    /// How many nonces were drawn.
    drawn: u8,
    /// The nonces that somebody at the device was asked about, in order.
    asked: Vec<[u8; 16]>,
}

fn owned_by(owner: AccountAddress) -> Device {
    Device {
        owner,
        index: 0,
        slot: 0,
        claimed_at: Timestamp(1),
        cell: None,
        equipment: Equipment::default(),
        record: DeviceRecord::default(),
    }
}

impl Chain {
    fn prove(&self) -> Proven {
        Proven {
            nonce: self.nonce,
            balance: Amount::from_units(1_000 - self.paid),
            minimum_fee: Amount::from_units(FEE),
            device: self.device.clone(),
            offered_to: None,
        }
    }

    fn draw_nonce(&mut self) -> [u8; 16] {
        self.drawn += 1;
        [self.drawn; 16]
    }

    /// The device asks somebody once about each nonce that is not the latest.
    fn ask_device(&mut self, nonce: [u8; 16]) -> DeviceClaim {
        if self.asked.last() != Some(&nonce) {
            self.asked.push(nonce);
        }
        word(nonce)
    }

    /// A block takes the transactions that wait at these places, if their nonce is next.
    fn block(&mut self, place: usize) {
        if self.waiting.is_empty() {
            return;
        }
        let place = place % self.waiting.len();
        let SignedTransaction::Account { transaction, .. } = self.waiting.remove(place) else {
            return;
        };
        if transaction.nonce != self.nonce {
            return;
        }
        match &transaction.action {
            Action::ClaimDevice(_) if self.device.is_none() => {
                self.device = Some(owned_by(ME));
            }
            Action::AssertLocation { cell, .. } => match &mut self.device {
                Some(device) => device.cell = Some(*cell),
                None => return,
            },
            Action::DeclareEquipment { equipment, .. } => match &mut self.device {
                Some(device) => device.equipment = *equipment,
                None => return,
            },
            Action::Transfer { .. } => {}
            _ => return,
        }
        self.nonce += 1;
        self.paid += transaction.fee.units();
        self.done.push(transaction.action);
    }
}

#[derive(Clone, Debug)]
enum Fate {
    /// The app takes its next act.
    Act,
    /// The app decides, and is killed before it writes down what came of it.
    ActAndDie,
    /// The app is killed and started.
    Die,
    /// A block takes one of the waiting transactions.
    Block(usize),
    /// The network forgets what waits.
    Forget,
    /// Another app with the same words spends a nonce.
    SpendElsewhere,
}

fn fates() -> impl Strategy<Value = Vec<Fate>> {
    let fate = prop_oneof![
        6 => Just(Fate::Act),
        2 => Just(Fate::ActAndDie),
        2 => Just(Fate::Die),
        4 => (0usize..4).prop_map(Fate::Block),
        1 => Just(Fate::Forget),
        1 => Just(Fate::SpendElsewhere),
    ];
    prop::collection::vec(fate, 0..80)
}

/// One act of the app, as `claim` in the crate takes it. `None` once there is nothing to do.
fn act(journal: &OnboardingJournal, chain: &mut Chain) -> Option<OnboardingJournal> {
    let proven = chain.prove();
    let happened = match plan::next(journal, ME, &proven).unwrap() {
        Next::ChooseNonce => Happened::Asking {
            owner: ME,
            nonce: chain.draw_nonce(),
        },
        Next::AskDevice(nonce) => Happened::Agreed(chain.ask_device(nonce)),
        Next::Sign(action) => Happened::Signed(Box::new(signed(proven.nonce, action))),
        Next::Record(happened) => happened,
        Next::HandIn(signed) => {
            chain.waiting.push(signed.transaction);
            return Some(journal.clone());
        }
        Next::LookAgain => return Some(journal.clone()),
        Next::Nothing => return None,
    };
    Some(journal.after(happened).unwrap())
}

fn count(chain: &Chain, is: impl Fn(&Action) -> bool) -> usize {
    chain.done.iter().filter(|action| is(action)).count()
}

proptest! {
    #[test]
    fn a_claim_that_is_killed_at_any_time_is_done_exactly_once_in_the_end(
        fates in fates(),
        gain in prop::option::of(1i16..150),
    ) {
        let mut journal = at_claim_with(gain);
        let mut chain = Chain::default();
        for fate in fates {
            match fate {
                Fate::Act => journal = act(&journal, &mut chain).unwrap_or(journal),
                Fate::ActAndDie => drop(act(&journal, &mut chain)),
                Fate::Die => journal = read_again(&journal),
                Fate::Block(place) => chain.block(place),
                Fate::Forget => chain.waiting.clear(),
                Fate::SpendElsewhere => {
                    let elsewhere = Action::Transfer { to: ME, amount: Amount::ZERO };
                    chain.waiting.insert(0, signed(chain.nonce, elsewhere).transaction);
                    chain.block(0);
                }
            }
        }
        // From here on nothing goes wrong; what still waits may come in between.
        let mut acts = 0;
        while let Some(next) = act(&journal, &mut chain) {
            journal = next;
            chain.block(0);
            acts += 1;
            prop_assert!(acts < 200, "{journal:?} {chain:?}");
        }
        prop_assert_eq!(journal.step, Step::Done);
        prop_assert_eq!(count(&chain, |action| matches!(action, Action::ClaimDevice(_))), 1);
        prop_assert_eq!(count(&chain, |action| matches!(action, Action::AssertLocation { .. })), 1);
        let antennas = count(&chain, |action| matches!(action, Action::DeclareEquipment { .. }));
        prop_assert_eq!(antennas, usize::from(gain.is_some()));
        let told = chain.device.as_ref().map(|device| device.equipment.antenna_gain_decidbi);
        prop_assert_eq!(told, Some(gain.unwrap_or(0)));
        prop_assert_eq!(chain.paid, FEE * chain.done.len() as u128);
    }

    #[test]
    fn however_often_the_app_dies_nobody_is_asked_twice(deaths in prop::collection::vec(any::<bool>(), 0..40)) {
        let mut journal = at_claim();
        let mut chain = Chain::default();
        for dies in deaths {
            match act(&journal, &mut chain) {
                Some(next) if !dies => journal = next,
                _ => journal = read_again(&journal),
            }
            chain.block(0);
        }
        prop_assert!(chain.asked.len() <= 1, "{:?}", chain.asked);
    }

    #[test]
    fn a_journal_is_the_same_after_the_way_through_its_file(acts in 0usize..15) {
        let mut journal = at_claim_with(Some(58));
        let mut chain = Chain::default();
        for _ in 0..acts {
            prop_assert_eq!(&read_again(&journal), &journal);
            journal = act(&journal, &mut chain).unwrap_or(journal);
            chain.block(0);
        }
        prop_assert_eq!(&read_again(&journal), &journal);
    }
}

#[test]
fn back_leads_to_the_step_before_and_keeps_what_is_known() {
    let mut journal = at_claim();
    for step in [Step::Place, Step::Wifi, Step::Find] {
        journal = journal.after(Happened::WentBack).unwrap();
        assert_eq!(journal.step, step);
        assert_eq!(journal.cell, Some(cell()));
    }
    assert!(journal.after(Happened::WentBack).is_err());
}

#[test]
fn another_device_begins_anew_and_the_same_one_does_not() {
    let back_at_find = OnboardingJournal {
        step: Step::Find,
        ..at_claim()
    };
    let same = back_at_find
        .after(Happened::Chosen(device(DEVICE)))
        .unwrap();
    assert_eq!(same.cell, Some(cell()));
    let other = DeviceKey::Ed25519([9; 32]);
    let other = back_at_find.after(Happened::Chosen(device(other))).unwrap();
    assert_eq!((other.cell, other.wifi), (None, None));
}

#[test]
fn a_claim_that_may_be_on_its_way_cannot_be_walked_away_from() {
    let agreed = asked().after(Happened::Agreed(word(NONCE))).unwrap();
    assert_eq!(agreed.after(Happened::WentBack).unwrap().step, Step::Place);
    let on_its_way = agreed
        .after(Happened::Signed(Box::new(signed(
            0,
            Action::ClaimDevice(word(NONCE)),
        ))))
        .unwrap();
    assert!(on_its_way.after(Happened::WentBack).is_err());

    // Once it is proven the place can still be changed, but the device cannot.
    let claimed = on_its_way
        .after(Happened::ClaimProven { owner: ME })
        .unwrap();
    let at_place = claimed.after(Happened::WentBack).unwrap();
    assert_eq!(at_place.step, Step::Place);
    assert!(matches!(at_place.claim, Claim::Claimed { .. }));
    assert!(at_place.after(Happened::WentBack).is_err());
}

#[test]
fn after_its_place_is_proven_the_antenna_can_still_be_changed_and_so_can_the_place() {
    let mut journal = at_claim_with(Some(58));
    let mut chain = Chain::default();
    while !matches!(journal.claim, Claim::Located { .. }) {
        journal = act(&journal, &mut chain).unwrap();
        chain.block(0);
    }
    assert_eq!(journal.fees_to_come(), 1);
    let back = journal.after(Happened::WentBack).unwrap();
    let choose = |cell, antenna_gain_decidbi| {
        let chosen = Happened::PlaceChosen {
            cell,
            antenna_gain_decidbi,
        };
        back.after(chosen).unwrap()
    };
    let own = choose(cell(), None);
    assert_eq!(own.fees_to_come(), 0);
    let done = act(&own, &mut chain).unwrap();
    assert_eq!((done.step, chain.done.len()), (Step::Done, 2));
    let elsewhere = CellId::try_from(0x0881_f1d4_895f_ffff).unwrap();
    let moved = choose(elsewhere, Some(30));
    assert_eq!(moved.claim, Claim::Claimed { owner: ME });
    assert_eq!(moved.fees_to_come(), 2);
}

#[test]
fn what_else_a_device_is_equipped_with_stays_when_its_antenna_is_told() {
    let mut known = owned_by(ME);
    known.cell = Some(cell());
    known.equipment.sectors_offered = 7;
    let mut chain = Chain {
        device: Some(known),
        ..Chain::default()
    };
    let mut journal = at_claim_with(Some(58));
    while let Some(next) = act(&journal, &mut chain) {
        journal = next;
        chain.block(0);
    }
    let equipment = chain.device.unwrap().equipment;
    let told = (equipment.antenna_gain_decidbi, equipment.sectors_offered);
    assert_eq!(told, (58, 7));
}

#[test]
fn a_question_that_was_answered_no_is_put_anew_and_the_old_answer_is_not_taken() {
    let asked_in_vain = asked().after(Happened::AskedInVain).unwrap();
    assert_eq!(asked_in_vain.claim, Claim::NotBegun);
    assert!(asked_in_vain.after(Happened::Agreed(word(NONCE))).is_err());
    let proven = Chain::default().prove();
    assert_eq!(
        plan::next(&asked_in_vain, ME, &proven),
        Ok(Next::ChooseNonce)
    );
}

#[test]
fn a_question_for_another_account_is_put_anew() {
    let proven = Chain::default().prove();
    let journal = asked();
    assert_eq!(
        plan::next(&journal, ME, &proven),
        Ok(Next::AskDevice(NONCE))
    );
    let other = AccountAddress([8; 32]);
    assert_eq!(plan::next(&journal, other, &proven), Ok(Next::ChooseNonce));
}

#[test]
fn a_device_of_another_account_is_an_obstacle_at_every_stage() {
    let taken = Proven {
        device: Some(owned_by(AccountAddress([7; 32]))),
        ..Chain::default().prove()
    };
    let mut journal = at_claim();
    let mut chain = Chain::default();
    // From the first stage to the last it takes eight acts.
    for _ in 0..8 {
        assert_eq!(
            plan::next(&journal, ME, &taken),
            Err(plan::Obstacle::OwnedByAnother)
        );
        journal = act(&journal, &mut chain).unwrap();
        chain.block(0);
    }
    assert_eq!(journal.claim, Claim::Placed);
}

#[test]
fn a_device_that_is_ours_already_costs_no_second_claim() {
    let mut chain = Chain {
        waiting: vec![signed(0, Action::ClaimDevice(word(NONCE))).transaction],
        ..Chain::default()
    };
    chain.block(0);
    let journal = act(&at_claim(), &mut chain).unwrap();
    assert_eq!(journal.claim, Claim::Claimed { owner: ME });
}

#[test]
fn a_device_without_a_key_is_done_after_its_wifi_and_never_gets_to_a_claim() {
    let mut journal = OnboardingJournal::default();
    let steps = [
        (Happened::Chosen(unkeyed("/dev/ttyUSB0")), Step::Wifi),
        (Happened::WifiSettled(Wifi::Kept), Step::Done),
    ];
    for (happened, step) in steps {
        journal = journal.after(happened).unwrap();
        assert_eq!(journal.step, step);
        assert_eq!(read_again(&journal), journal);
        let proven = Chain::default().prove();
        let next = plan::next(&journal, ME, &proven);
        assert_eq!(next, Err(plan::Obstacle::NotThere));
    }
    let place = Happened::PlaceChosen {
        cell: cell(),
        antenna_gain_decidbi: None,
    };
    let asking = Happened::Asking {
        owner: ME,
        nonce: NONCE,
    };
    for happened in [place, asking, Happened::ClaimProven { owner: ME }] {
        assert!(journal.after(happened).is_err());
    }
    // Nor where somebody wrote a place and the step of the claim into the file.
    let forged = OnboardingJournal {
        step: Step::Claim,
        cell: Some(cell()),
        ..journal
    };
    let proven = Chain::default().prove();
    let next = plan::next(&forged, ME, &proven);
    assert_eq!(next, Err(plan::Obstacle::NotThere));
}

#[test]
fn two_devices_that_say_the_same_of_themselves_are_told_apart_by_their_ports() {
    let chosen = Happened::Chosen(unkeyed("/dev/ttyUSB0"));
    let at_wifi = OnboardingJournal::default().after(chosen).unwrap();
    let back_at_find = OnboardingJournal {
        step: Step::Find,
        wifi: Some(Wifi::Kept),
        ..at_wifi
    };
    for (port, wifi) in [("/dev/ttyUSB0", Some(Wifi::Kept)), ("/dev/ttyUSB1", None)] {
        let again = back_at_find.after(Happened::Chosen(unkeyed(port))).unwrap();
        assert_eq!(again.wifi, wifi);
    }
}

#[test]
fn a_journal_of_before_devices_without_keys_were_known_is_read() {
    let written = serde_json::json!({
        "step": "wifi",
        "device": {
            "port": "/dev/ttyUSB0",
            "key": DEVICE.to_string(),
            "info": {
                "name": "Balcony",
                "hardware": "board",
                "firmware": "Outpost 1",
                "online": true,
            },
        },
        "wifi": null,
        "cell": null,
        "claim": "not_begun",
    });
    let read: OnboardingJournal = serde_json::from_value(written.clone()).unwrap();
    assert_eq!(read.device, Some(device(DEVICE)));
    assert_eq!(serde_json::to_value(&read).unwrap(), written);
}
