//! Signs messages as the account that is shown, and says who signed one.

use crate::{
    app::Core,
    errors::{Explain, ForApp},
};
use outpost_app_api::{AppError, ErrorCode, SignMessage, VerifiedMessage, VerifyMessage};
use outpost_protocol::message::{Message, MessageError, SignedMessage};

/// Signs a message, which moves nothing.
pub(crate) async fn sign(core: &Core, call: SignMessage) -> Result<String, AppError> {
    let message = Message::new(&call.text).for_app()?;
    let signed = core.wallet.signatory()?.sign_message(message);
    Ok(signed.to_string())
}

/// Says who signed a message, and whether they did.
pub(crate) async fn verify(core: &Core, call: VerifyMessage) -> Result<VerifiedMessage, AppError> {
    let signed: SignedMessage = call.text.parse::<SignedMessage>().for_app()?;
    Ok(VerifiedMessage {
        account: signed.account.to_string(),
        name: core.name_of(signed.account),
        message: signed.message.text().to_owned(),
        right: signed.is_right(),
    })
}

impl Explain for MessageError {
    fn explain(self) -> AppError {
        AppError::new(ErrorCode::MessageInvalid)
    }
}
