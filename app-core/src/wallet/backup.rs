//! Shows the words, and has the person show that they are written down.

use super::is_something_to_lose;
use crate::{app::Core, errors};
use outpost_app_api::{AnswerBackup, AppError, AskBackup, ErrorCode, PostponeBackup, RevealWords};
use outpost_wallet::BackupQuestions;
use zeroize::Zeroize;

/// The words to write down.
pub(crate) async fn reveal_words(core: &Core, _: RevealWords) -> Result<Vec<String>, AppError> {
    let wallet = core.wallet.wallet()?;
    Ok(wallet.words().iter().map(str::to_owned).collect())
}

/// Asks for three of the words; which ones is new each time.
pub(crate) async fn ask_backup(core: &Core, _: AskBackup) -> Result<Vec<u8>, AppError> {
    core.wallet.wallet()?;
    let questions = BackupQuestions::ask().map_err(errors::internal)?;
    let positions = questions.positions().to_vec();
    core.wallet.set_questions(Some(questions));
    Ok(positions)
}

/// Says which answers are right. After a wrong one the same words are asked for again.
pub(crate) async fn answer_backup(
    core: &Core,
    mut call: AnswerBackup,
) -> Result<Vec<bool>, AppError> {
    let wallet = core.wallet.wallet()?;
    let questions = core.wallet.questions();
    let questions = questions.ok_or_else(|| AppError::new(ErrorCode::StepOutOfOrder))?;
    let right = questions.check(&wallet, &call.answers);
    call.answers.zeroize();
    if right.iter().all(|right| *right) {
        core.wallet.backed_up(wallet.address())?;
        core.wallet.set_questions(None);
        core.publisher.changed();
    }
    Ok(right.to_vec())
}

/// Puts the back-up off.
pub(crate) async fn postpone_backup(core: &Core, _: PostponeBackup) -> Result<(), AppError> {
    let address = core.wallet.wallet()?.address();
    let something_to_lose = is_something_to_lose(core, &core.proven());
    core.wallet.put_off(address, something_to_lose)?;
    core.publisher.changed();
    Ok(())
}
