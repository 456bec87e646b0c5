//! Holds transfers, fees, nonces and the pool's check to their rules.

use crate::world::{FEE, START, World, person, sensor};
use outpost_protocol::{
    Amount, NetworkId,
    authentic::Authentic,
    execute::{MAX_NONCE_AHEAD, Readiness, check as check_for_pool},
    transaction::{Action, Rejection, SignedTransaction, Transaction},
};

fn give(to: u8, units: u128) -> Action {
    Action::Transfer {
        to: person(to).address(),
        amount: Amount::from_units(units),
    }
}

/// A transfer from person 0 to person 1, before `edit` spoils it.
fn transfer(world: &World, edit: impl FnOnce(&mut Transaction)) -> SignedTransaction {
    let mut transaction = Transaction {
        network: world.network(),
        sender: person(0).address(),
        nonce: world.account(&person(0)).nonce,
        fee: FEE,
        action: give(1, 5),
    };
    edit(&mut transaction);
    person(0).sign_transaction(transaction)
}

#[track_caller]
fn check(edit: impl FnOnce(&mut Transaction), expected: Option<Rejection>) {
    let mut world = World::new();
    world.take(person(0).sign(&world, give(1, 1)));
    let transaction = transfer(&world, edit);
    assert_eq!(world.refusal(&transaction), expected);
}

#[test]
fn a_transfer_moves_the_amount_and_burns_the_fee() {
    let mut world = World::new();
    world.take(person(0).sign(&world, give(9, 5)));
    let spent = Amount::from_units(5 + FEE.units());
    assert_eq!(
        world.account(&person(0)).balance,
        START.checked_sub(spent).unwrap()
    );
    assert_eq!(world.account(&person(0)).nonce, 1);
    assert_eq!(world.account(&person(9)).balance, Amount::from_units(5));
    assert_eq!(world.supply().burned, FEE);
}

#[test]
fn a_transfer_to_oneself_costs_the_fee_only() {
    let mut world = World::new();
    world.take(person(0).sign(&world, give(0, 5)));
    assert_eq!(
        world.account(&person(0)).balance,
        START.checked_sub(FEE).unwrap()
    );
}

#[test]
fn a_transfer_of_everything_leaves_nothing() {
    let mut world = World::new();
    let all = START.units() - FEE.units();
    world.take(person(0).sign(&world, give(1, all)));
    assert_eq!(world.account(&person(0)).balance, Amount::ZERO);
}

#[test]
fn what_is_in_order_is_taken() {
    check(|_| {}, None);
}

#[test]
fn another_networks_transaction_is_refused() {
    check(
        |transaction| transaction.network = NetworkId([9; 32]),
        Some(Rejection::WrongNetwork),
    );
}

#[test]
fn a_fee_below_the_minimum_is_refused() {
    check(
        |transaction| transaction.fee = FEE.checked_sub(Amount::from_units(1)).unwrap(),
        Some(Rejection::FeeTooLow { minimum: FEE }),
    );
}

#[test]
fn anothers_signature_is_refused() {
    check(
        |transaction| transaction.sender = person(1).address(),
        Some(Rejection::BadSignature),
    );
}

#[test]
fn a_used_nonce_and_one_ahead_are_refused() {
    let (expected, used, ahead) = (1, 0, 2);
    check(
        |transaction| transaction.nonce = used,
        Some(Rejection::NonceUsed {
            expected,
            found: used,
        }),
    );
    check(
        |transaction| transaction.nonce = ahead,
        Some(Rejection::NonceAhead {
            expected,
            found: ahead,
        }),
    );
}

#[test]
fn more_than_the_account_holds_is_refused() {
    // Person 0 has given 1 unit and paid a fee.
    let balance = Amount::from_units(START.units() - FEE.units() - 1);
    check(
        |transaction| transaction.action = give(1, balance.units()),
        Some(Rejection::InsufficientBalance {
            balance,
            needed: balance.checked_add(FEE).unwrap(),
        }),
    );
    check(
        |transaction| transaction.action = give(1, u128::MAX),
        Some(Rejection::InsufficientBalance {
            balance,
            needed: Amount::from_units(u128::MAX),
        }),
    );
}

fn ask_pool(world: &World, transaction: &SignedTransaction) -> Result<Readiness, Rejection> {
    let authentic = Authentic::check(transaction)?;
    check_for_pool(&world.state, world.context(1), authentic).unwrap()
}

#[test]
fn a_pool_holds_transactions_a_bounded_number_of_nonces_ahead() {
    let world = World::new();
    let ask = |nonce| ask_pool(&world, &person(0).sign_at(&world, nonce, give(1, 5)));
    assert_eq!(ask(0), Ok(Readiness::Now));
    assert_eq!(ask(1), Ok(Readiness::After(1)));
    let most = MAX_NONCE_AHEAD;
    assert_eq!(ask(most), Ok(Readiness::After(most)));
    assert_eq!(
        ask(most + 1),
        Err(Rejection::NonceAhead {
            expected: 0,
            found: most + 1
        })
    );
}

#[test]
fn a_pool_holds_nothing_for_a_sender_who_cannot_pay_the_fee() {
    let world = World::new();
    let transaction = person(9).sign_at(&world, 1, give(1, 5));
    assert_eq!(
        ask_pool(&world, &transaction),
        Err(Rejection::InsufficientBalance {
            balance: Amount::ZERO,
            needed: FEE
        })
    );
}

#[test]
fn a_refused_transaction_leaves_nothing_for_those_after_it() {
    let world = World::new();
    // Refused only after the fee was taken.
    let device = sensor(0).key();
    let refused = person(0).sign(&world, Action::ReleaseDevice { device });
    let taken = person(1).sign(&world, give(2, 5));
    let (changes, outcomes) = world.try_block(1, &[refused, taken.clone()]);
    assert_eq!(outcomes, [Err(Rejection::DeviceUnknown), Ok(())]);
    assert_eq!(changes, world.try_block(1, &[taken]).0);
}
