//! Holds claims, locations, releases and hand-overs to their rules.

use crate::world::{Sensor, World, cell, person, sensor};
use outpost_protocol::{
    AccountAddress, DeviceKey, Epoch, Signature,
    state::{Changes, DeviceRecord, Equipment, MAX_DEVICES_PER_ACCOUNT, StateKey},
    transaction::{Action, DeviceClaim, Rejection},
};

fn release(sensor: &Sensor) -> Action {
    Action::ReleaseDevice {
        device: sensor.key(),
    }
}

fn offer(sensor: &Sensor, to: Option<u8>) -> Action {
    Action::OfferDevice {
        device: sensor.key(),
        to: to.map(|number| person(number).address()),
    }
}

fn accept(sensor: &Sensor) -> Action {
    Action::AcceptDevice {
        device: sensor.key(),
    }
}

fn offered(world: &World, sensor: &Sensor) -> Option<AccountAddress> {
    world.get(StateKey::OfferedDevice(sensor.key()))
}

fn locate(sensor: &Sensor, number: u8) -> Action {
    Action::AssertLocation {
        device: sensor.key(),
        cell: cell(number),
    }
}

/// Person 0 owns sensors 0, 1 and 2, in this order.
fn three_devices() -> World {
    let mut world = World::new();
    for number in 0..3 {
        world.take(person(0).claim(&world, &sensor(number)));
    }
    world
}

/// Checks the list of person 0's devices, and that each knows its place.
#[track_caller]
fn check_list(world: &World, expected: &[u8]) {
    let owner = person(0).address();
    let count = world.account(&person(0)).devices;
    let listed: Vec<DeviceKey> = (0..count)
        .map(|index| world.get(StateKey::OwnedDevice(owner, index)).unwrap())
        .collect();
    let keys: Vec<DeviceKey> = expected.iter().map(|&n| sensor(n).key()).collect();
    assert_eq!(listed, keys);
    for (index, &number) in expected.iter().enumerate() {
        let device = world.device(&sensor(number)).unwrap();
        assert_eq!((device.owner, device.index as usize), (owner, index));
    }
    let beyond: Option<DeviceKey> = world.get(StateKey::OwnedDevice(owner, count));
    assert_eq!(beyond, None);
}

#[track_caller]
fn check_refused(world: &World, who: u8, action: Action, expected: Rejection) {
    let transaction = person(who).sign(world, action);
    assert_eq!(world.refusal(&transaction), Some(expected));
}

#[test]
fn claimed_devices_are_listed_in_order() {
    check_list(&three_devices(), &[0, 1, 2]);
}

#[test]
fn a_claimed_device_is_refused_to_others_and_to_its_owner() {
    let world = three_devices();
    for who in 0..2 {
        let claim = sensor(1).agree(&world, person(who).address(), [77; 16]);
        let owner = person(0).address();
        let expected = Rejection::DeviceAlreadyClaimed { owner };
        check_refused(&world, who, Action::ClaimDevice(claim), expected);
    }
}

#[test]
fn a_claim_for_another_owner_and_one_that_was_altered_are_refused() {
    let world = World::new();
    let good = sensor(0).agree(&world, person(0).address(), [1; 16]);
    let claims = [
        sensor(0).agree(&world, person(1).address(), [1; 16]),
        DeviceClaim {
            nonce: [9; 16],
            ..good.clone()
        },
        DeviceClaim {
            device: sensor(1).key(),
            ..good.clone()
        },
        DeviceClaim {
            signature: Signature([0; 64]),
            ..good
        },
    ];
    for claim in claims {
        let action = Action::ClaimDevice(claim);
        check_refused(&world, 0, action, Rejection::ClaimNotSigned);
    }
}

#[test]
fn a_former_owner_cannot_use_the_old_claim_again() {
    let mut world = World::new();
    let claim = sensor(0).agree(&world, person(0).address(), [1; 16]);
    world.take(person(0).sign(&world, Action::ClaimDevice(claim.clone())));
    world.take(person(0).sign(&world, release(&sensor(0))));
    check_refused(&world, 0, Action::ClaimDevice(claim), Rejection::ClaimUsed);
    let anew = sensor(0).agree(&world, person(0).address(), [2; 16]);
    world.take(person(0).sign(&world, Action::ClaimDevice(anew)));
    check_list(&world, &[0]);
}

#[test]
fn a_release_moves_the_last_device_into_the_gap() {
    let cases: [(u8, &[u8]); 3] = [(0, &[2, 1]), (1, &[0, 2]), (2, &[0, 1])];
    for (released, left) in cases {
        let mut world = three_devices();
        world.take(person(0).sign(&world, release(&sensor(released))));
        check_list(&world, left);
        assert_eq!(world.device(&sensor(released)), None);
    }
}

#[test]
fn the_only_device_can_be_released() {
    let mut world = World::new();
    world.take(person(0).claim(&world, &sensor(0)));
    world.take(person(0).sign(&world, release(&sensor(0))));
    check_list(&world, &[]);
}

#[test]
fn a_released_device_can_go_to_somebody_else() {
    let mut world = three_devices();
    world.take(person(0).sign(&world, release(&sensor(1))));
    world.take(person(1).claim(&world, &sensor(1)));
    let device = world.device(&sensor(1)).unwrap();
    assert_eq!((device.owner, device.index), (person(1).address(), 0));
    check_list(&world, &[0, 2]);
}

#[test]
fn what_is_remembered_of_a_device_survives_a_release() {
    let mut world = three_devices();
    let mut device = world.device(&sensor(1)).unwrap();
    device.record.strikes = 2;
    device.record.suspended_until = Some(Epoch(9));
    let record = device.record;
    let mut changes = Changes::default();
    changes.put(&StateKey::Device(sensor(1).key()), &device);
    world.state.apply(changes);

    let waiting = StateKey::ReleasedDevice(sensor(1).key());
    world.take(person(0).sign(&world, release(&sensor(1))));
    assert_eq!(world.get(waiting.clone()), Some(record));
    world.take(person(1).claim(&world, &sensor(1)));
    assert_eq!(world.device(&sensor(1)).unwrap().record, record);
    assert_eq!(world.get::<DeviceRecord>(waiting), None);
}

#[test]
fn a_device_without_a_record_leaves_nothing_when_it_is_released() {
    let mut world = three_devices();
    world.take(person(0).sign(&world, release(&sensor(1))));
    let waiting = StateKey::ReleasedDevice(sensor(1).key());
    assert_eq!(world.get::<DeviceRecord>(waiting), None);
}

#[test]
fn a_location_is_kept_and_can_be_changed() {
    let mut world = three_devices();
    for number in [0, 1] {
        world.take(person(0).sign(&world, locate(&sensor(1), number)));
        assert_eq!(world.device(&sensor(1)).unwrap().cell, Some(cell(number)));
    }
}

#[test]
fn only_the_owner_locates_releases_and_offers() {
    let world = three_devices();
    let actions = |sensor: &Sensor| [locate(sensor, 0), release(sensor), offer(sensor, Some(2))];
    for action in actions(&sensor(0)) {
        check_refused(&world, 1, action, Rejection::NotTheOwner);
    }
    for action in actions(&sensor(7)) {
        check_refused(&world, 0, action, Rejection::DeviceUnknown);
    }
}

#[test]
fn whoever_a_device_is_offered_to_takes_it_over_as_if_it_were_claimed_anew() {
    let mut world = three_devices();
    world.take(person(0).sign(&world, locate(&sensor(0), 1)));
    let before = world.device(&sensor(0)).unwrap();
    world.take(person(0).sign(&world, offer(&sensor(0), Some(1))));
    world.take(person(1).sign(&world, accept(&sensor(0))));
    let after = world.device(&sensor(0)).unwrap();
    assert_eq!((after.owner, after.index), (person(1).address(), 0));
    assert_eq!((after.cell, after.equipment), (None, Equipment::default()));
    assert_eq!(after.record, before.record);
    assert_eq!(after.claimed_at, world.now);
    assert_eq!(world.account(&person(1)).devices, 1);
    check_list(&world, &[2, 1]);
    assert_eq!(offered(&world, &sensor(0)), None);
}

#[test]
fn an_offer_is_for_one_account_and_until_it_is_withdrawn_or_made_anew() {
    let mut world = three_devices();
    check_refused(&world, 1, accept(&sensor(0)), Rejection::NotOffered);
    world.take(person(0).sign(&world, offer(&sensor(0), Some(1))));
    check_refused(&world, 2, accept(&sensor(0)), Rejection::NotOffered);
    check_refused(&world, 0, accept(&sensor(0)), Rejection::NotOffered);
    check_refused(&world, 1, accept(&sensor(1)), Rejection::NotOffered);
    world.take(person(0).sign(&world, offer(&sensor(0), Some(2))));
    check_refused(&world, 1, accept(&sensor(0)), Rejection::NotOffered);
    world.take(person(0).sign(&world, offer(&sensor(0), None)));
    check_refused(&world, 2, accept(&sensor(0)), Rejection::NotOffered);
    check_list(&world, &[0, 1, 2]);
}

#[test]
fn a_release_ends_an_offer() {
    let mut world = three_devices();
    world.take(person(0).sign(&world, offer(&sensor(0), Some(1))));
    world.take(person(0).sign(&world, release(&sensor(0))));
    assert_eq!(offered(&world, &sensor(0)), None);
    check_refused(&world, 1, accept(&sensor(0)), Rejection::NotOffered);
}

#[test]
fn nobody_offers_a_device_to_themselves() {
    let world = three_devices();
    check_refused(&world, 0, offer(&sensor(0), Some(0)), Rejection::Nothing);
}

#[test]
fn an_account_owns_a_bounded_number_of_devices() {
    let mut world = World::new();
    let mut account = world.account(&person(0));
    account.devices = MAX_DEVICES_PER_ACCOUNT;
    let mut changes = Changes::default();
    changes.put(&StateKey::Account(person(0).address()), &account);
    world.state.apply(changes);
    let claim = person(0).claim(&world, &sensor(0));
    assert_eq!(world.refusal(&claim), Some(Rejection::TooManyDevices));
}
