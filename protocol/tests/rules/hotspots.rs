//! Holds claims that Helium hotspots sign, and devices with P-256 keys, to their rules.

use crate::world::{EPOCH_MS, Sensor, World, cell, person, readings, secure_sensor, sensor};
use outpost_protocol::{
    Amount, Height, NetworkId, Signature,
    authentic::{Forged, check_all},
    state::StateKey,
    transaction::{
        Action, ClaimForm, DeviceClaim, Rejection, SignedTransaction,
        add_gateway::{AddGateway, HeliumKey},
    },
};
use proptest::prelude::*;

const NONCE: [u8; 16] = [7; 16];
/// What today's firmware signs.
const NO_FEES: ClaimForm = ClaimForm::HeliumAddGateway {
    staking_fee: 0,
    fee: 0,
};

/// A hotspot of each kind of key.
fn hotspots() -> [Sensor; 2] {
    [sensor(0), secure_sensor(0)]
}

/// What person 0 sends when the hotspot has signed this for them.
fn claim(world: &World, hotspot: &Sensor, form: ClaimForm, nonce: [u8; 16]) -> SignedTransaction {
    let owner = person(0).address();
    let claim = hotspot.agree_in(form, world.network(), owner, nonce);
    person(0).sign(world, Action::ClaimDevice(claim))
}

fn release(world: &World, hotspot: &Sensor) -> SignedTransaction {
    let device = hotspot.key();
    person(0).sign(world, Action::ReleaseDevice { device })
}

#[track_caller]
fn check_not_signed(world: &World, claim: DeviceClaim) {
    let transaction = person(0).sign(world, Action::ClaimDevice(claim));
    assert_eq!(world.refusal(&transaction), Some(Rejection::ClaimNotSigned));
    assert_eq!(
        check_all(&[transaction]),
        Err(Forged {
            index: 0,
            rejection: Rejection::ClaimNotSigned
        })
    );
}

#[test]
fn what_a_hotspot_signed_makes_it_the_owners() {
    let old_firmware = ClaimForm::HeliumAddGateway {
        staking_fee: 4_000_000,
        fee: 65_000,
    };
    for hotspot in hotspots() {
        for form in [NO_FEES, old_firmware] {
            let mut world = World::new();
            world.take(claim(&world, &hotspot, form, NONCE));
            let device = world.device(&hotspot).unwrap();
            assert_eq!(device.owner, person(0).address());
        }
    }
}

#[test]
fn what_a_hotspot_signed_for_another_owner_or_network_is_refused() {
    let world = World::new();
    let (network, owner) = (world.network(), person(0).address());
    for hotspot in hotspots() {
        let other_owner = hotspot.agree_in(NO_FEES, network, person(1).address(), NONCE);
        check_not_signed(&world, other_owner);
        let other_network = hotspot.agree_in(NO_FEES, NetworkId([1; 32]), owner, NONCE);
        check_not_signed(&world, other_network);
    }
}

#[test]
fn what_a_hotspot_signed_for_its_old_network_is_refused() {
    let world = World::new();
    for hotspot in hotspots() {
        let ours = AddGateway::of_claim(world.network(), person(0).address(), NONCE, hotspot.key());
        // There, somebody with a key pays.
        let theirs = AddGateway {
            payer: HeliumKey::from(person(1).address()),
            ..ours
        };
        check_not_signed(
            &world,
            DeviceClaim {
                device: hotspot.key(),
                nonce: NONCE,
                form: NO_FEES,
                signature: hotspot.sign_bytes(&theirs.signing_bytes()),
            },
        );
    }
}

#[test]
fn a_former_owner_cannot_use_what_a_hotspot_signed_again() {
    for hotspot in hotspots() {
        let mut world = World::new();
        world.take(claim(&world, &hotspot, NO_FEES, NONCE));
        world.take(release(&world, &hotspot));
        // In any form: a nonce is used once.
        for form in [NO_FEES, ClaimForm::Outpost] {
            let again = claim(&world, &hotspot, form, NONCE);
            assert_eq!(world.refusal(&again), Some(Rejection::ClaimUsed));
        }
        world.take(claim(&world, &hotspot, NO_FEES, [8; 16]));
    }
}

#[test]
fn a_signature_is_of_one_form_and_one_device() {
    let world = World::new();
    let (network, owner) = (world.network(), person(0).address());
    for hotspot in hotspots() {
        let as_hotspot = hotspot.agree_in(NO_FEES, network, owner, NONCE);
        let as_ours = hotspot.agree_in(ClaimForm::Outpost, network, owner, NONCE);
        let claims = [
            DeviceClaim {
                form: ClaimForm::Outpost,
                ..as_hotspot.clone()
            },
            DeviceClaim {
                form: NO_FEES,
                ..as_ours
            },
            DeviceClaim {
                device: sensor(5).key(),
                ..as_hotspot.clone()
            },
            DeviceClaim {
                device: secure_sensor(5).key(),
                ..as_hotspot
            },
        ];
        for claim in claims {
            check_not_signed(&world, claim);
        }
    }
}

#[test]
fn a_device_with_a_p256_key_is_claimed_like_any_other_and_reports() {
    let mut world = World::new();
    let device = secure_sensor(3);
    world.install(&person(0), &device, cell(0));
    world.run_epoch(0, &[device.report(&world, 0, readings())]);
    let [statement] = world.statements(&person(0)).try_into().unwrap();
    assert_eq!(statement.lines[0].device, device.key());
    assert!(statement.lines[0].reward > Amount::ZERO);
}

#[test]
fn a_report_that_another_p256_key_signed_is_refused() {
    let mut world = World::new();
    world.install(&person(0), &secure_sensor(3), cell(0));
    world.block(EPOCH_MS, &[]);
    let right = secure_sensor(3).report(&world, 0, readings());
    let SignedTransaction::Report(mut signed) = right.clone() else {
        unreachable!("a report is a report");
    };
    signed.signature = secure_sensor(4).sign_bytes(&signed.report.signing_bytes());
    let wrong = SignedTransaction::Report(signed);
    assert_eq!(world.refusal(&wrong), Some(Rejection::BadSignature));
    let among_others = [
        sensor(1).report(&world, 0, readings()),
        right.clone(),
        wrong,
    ];
    assert_eq!(
        check_all(&among_others),
        Err(Forged {
            index: 2,
            rejection: Rejection::BadSignature
        })
    );
    assert_eq!(world.refusal(&right), None);
}

#[test]
fn a_used_claim_is_kept_under_the_devices_key_of_either_kind() {
    for hotspot in hotspots() {
        let mut world = World::new();
        let used = StateKey::UsedClaim(hotspot.key(), NONCE);
        assert_eq!(world.get::<Height>(used.clone()), None);
        world.take(claim(&world, &hotspot, NO_FEES, NONCE));
        assert_eq!(world.get(used), Some(world.height));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_claim_that_was_altered_anywhere_is_refused(
        kind in 0..2_usize,
        fees: (u64, u64),
        at: prop::sample::Index,
        flip in 1..=u8::MAX,
    ) {
        let world = World::new();
        let (network, owner) = (world.network(), person(0).address());
        let (staking_fee, fee) = fees;
        let form = ClaimForm::HeliumAddGateway { staking_fee, fee };
        let claim = hotspots()[kind].agree_in(form, network, owner, NONCE);
        prop_assert!(claim.device.verify(&claim.signing_bytes(network, owner), &claim.signature));
        let mut bytes = borsh::to_vec(&claim).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Ok(altered) = borsh::from_slice::<DeviceClaim>(&bytes) {
            check_not_signed(&world, altered);
        }
    }

    #[test]
    fn any_signature_bytes_are_refused_alone_and_among_others(
        kind in 0..2_usize,
        r: [u8; 32],
        s: [u8; 32],
    ) {
        let world = World::new();
        let hotspot = &hotspots()[kind];
        let claim = hotspot.agree_in(NO_FEES, world.network(), person(0).address(), NONCE);
        let signature = Signature([r, s].concat().try_into().unwrap());
        check_not_signed(&world, DeviceClaim { signature, ..claim });
    }
}
