//! Checks that a proven statement adds up and is the one that was asked for.

use super::VerifyError;
use outpost_protocol::{
    AccountAddress, Amount,
    statement::{Statement, StatementId},
};

/// Reads the proven value of `account`'s statement `id`. Its chain must not lead to later epochs; its
/// lines must sum to its total.
pub(crate) fn read_statement(
    account: AccountAddress,
    id: StatementId,
    value: &[u8],
) -> Result<Statement, VerifyError> {
    let statement: Statement = borsh::from_slice(value).map_err(|_| VerifyError::NotUnderstood)?;
    let sum = Amount::checked_sum(statement.lines.iter().map(|line| line.reward));
    let is_sound = statement.account == account
        && statement.id == id
        && statement
            .previous
            .is_none_or(|previous| previous.epoch <= id.epoch && previous != id)
        && sum == Some(statement.total);
    if is_sound {
        Ok(statement)
    } else {
        Err(VerifyError::NotUnderstood)
    }
}
