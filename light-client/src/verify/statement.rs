//! Checks that a proven statement adds up and is the one that was asked for.

use super::VerifyError;
use outpost_protocol::{AccountAddress, Amount, Epoch, statement::Statement};

/// Reads the proven value of `account`'s statement for `epoch`. Its chain must lead to older epochs,
/// so that walking it ends; its lines must sum to its total.
pub(crate) fn read_statement(
    account: AccountAddress,
    epoch: Epoch,
    value: &[u8],
) -> Result<Statement, VerifyError> {
    let statement: Statement = borsh::from_slice(value).map_err(|_| VerifyError::NotUnderstood)?;
    let sum = Amount::checked_sum(statement.lines.iter().map(|line| line.reward));
    let is_sound = statement.account == account
        && statement.epoch == epoch
        && statement.previous.is_none_or(|previous| previous < epoch)
        && sum == Some(statement.total);
    if is_sound {
        Ok(statement)
    } else {
        Err(VerifyError::NotUnderstood)
    }
}
