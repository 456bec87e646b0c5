//! Judges what peers send: an answer is right as a whole, or its peer is dropped.

use super::{
    Answer, AskError, Asker, Core, Effect, GossipId, Now, Purpose, Question, QuestionId,
    RequestFailure, RequestId, Sent, Verdict, Write,
    devices::{Partial, Progress},
    peers::is_behind,
    question::Carried,
    verified_at,
};
use crate::{
    BanReason, Event, MAX_DEVICES, PeerId, ProvenValues, VerifiedAccount, VerifiedHeader,
    VerifiedStatement,
    verify::{ProvenAccount, VerifyError, read_statement, verify_account, verify_values},
};
use outpost_protocol::{
    AccountAddress, CertifiedHeader, Hash,
    state::StateKey,
    statement::Statement,
    transaction::{Rejection, SignedTransaction},
    wire::{Proven, Refusal, Response, WireError},
};

/// Why an answer is of no use.
enum Unusable {
    /// The peer is caught.
    Caught(BanReason),
    /// The peer is honest as far as can be told; another may do better.
    Missed(AskError),
    /// The peer says that the network will not do it.
    Refused(AskError),
    /// The question must be asked again for so many devices.
    MoreDevices(u16),
    /// More devices are to be asked for than one answer holds.
    Partial(Box<Partial>),
    /// The next page of devices is to be asked for.
    NextPage,
    /// The account changed between two pages.
    Changed,
}

impl Core {
    pub(super) fn answered(
        &mut self,
        now: Now,
        request: RequestId,
        bytes: &[u8],
        effects: &mut Vec<Effect>,
    ) {
        // Too late, or from a peer that was dropped.
        let Some(sent) = self.requests.remove(&request) else {
            return;
        };
        let result = match Response::decode(bytes) {
            Ok(response) => self.take_response(now, &sent, response, effects),
            Err(WireError::TooLarge { .. }) => Err(Unusable::Caught(BanReason::TooLarge)),
            Err(WireError::Malformed) => Err(Unusable::Caught(BanReason::Malformed)),
        };
        self.request_ended(now, &sent, result, effects);
    }

    /// Takes a failure that the network reports. Too large an answer is a fault however late it is:
    /// a slow one may outlive the wait for it.
    pub(super) fn answer_failed(
        &mut self,
        now: Now,
        request: RequestId,
        peer: &PeerId,
        failure: RequestFailure,
        effects: &mut Vec<Effect>,
    ) {
        if self.requests.contains_key(&request) {
            self.request_failed(now, request, failure, effects);
        } else if failure == RequestFailure::TooLarge && !self.peers.is_banned(now, peer) {
            self.ban(now, peer, BanReason::TooLarge, effects);
        }
    }

    pub(super) fn request_failed(
        &mut self,
        now: Now,
        request: RequestId,
        failure: RequestFailure,
        effects: &mut Vec<Effect>,
    ) {
        let Some(sent) = self.requests.remove(&request) else {
            return;
        };
        let unusable = match failure {
            RequestFailure::Unreachable => Unusable::Missed(AskError::NoValidAnswer),
            RequestFailure::TooLarge => Unusable::Caught(BanReason::TooLarge),
        };
        self.request_ended(now, &sent, Err(unusable), effects);
    }

    pub(super) fn gossiped(
        &mut self,
        now: Now,
        gossip: GossipId,
        from: &PeerId,
        bytes: &[u8],
        effects: &mut Vec<Effect>,
    ) {
        let verified = match CertifiedHeader::decode(bytes) {
            Ok(certified) => self.verify_header(certified),
            Err(WireError::TooLarge { .. }) => Err(BanReason::TooLarge),
            Err(WireError::Malformed) => Err(BanReason::Malformed),
        };
        match verified {
            Ok(header) => {
                self.peers.proved(now, from, header.header().height);
                let verdict = if self.learn_header(now, header, effects) {
                    Verdict::PassOn
                } else {
                    Verdict::Drop
                };
                effects.push(Effect::Judge { gossip, verdict });
            }
            Err(reason) => {
                let verdict = Verdict::Reject;
                effects.push(Effect::Judge { gossip, verdict });
                self.ban(now, from, reason, effects);
            }
        }
    }

    fn request_ended(
        &mut self,
        now: Now,
        sent: &Sent,
        result: Result<(), Unusable>,
        effects: &mut Vec<Effect>,
    ) {
        if let Purpose::Tip = sent.purpose {
            self.peers.tip_ended(now, &sent.peer);
        }
        let Err(unusable) = result else {
            return;
        };
        let caught = match &unusable {
            Unusable::Caught(reason) => Some(*reason),
            Unusable::Missed(_) => {
                self.peers.failed(&sent.peer);
                None
            }
            Unusable::Refused(_)
            | Unusable::MoreDevices(_)
            | Unusable::Partial(_)
            | Unusable::NextPage
            | Unusable::Changed => None,
        };
        if let Purpose::Question(id) = sent.purpose {
            self.carry_on(now, id, unusable, effects);
        }
        if let Some(reason) = caught {
            self.ban(now, &sent.peer, reason, effects);
        }
    }

    fn carry_on(
        &mut self,
        now: Now,
        id: QuestionId,
        unusable: Unusable,
        effects: &mut Vec<Effect>,
    ) {
        let Some(carried) = self.carried.get_mut(&id) else {
            return;
        };
        match unusable {
            Unusable::Caught(_) => carried.missed(AskError::NoValidAnswer),
            Unusable::Missed(error) => carried.missed(error),
            Unusable::MoreDevices(devices) => carried.widen(devices),
            Unusable::Partial(partial) => carried.page_on(now, partial),
            Unusable::NextPage => carried.next_page(now),
            Unusable::Changed => carried.begin_again(),
            Unusable::Refused(error) => {
                if carried.refused(error) {
                    self.give_up(now, id, effects);
                }
            }
        }
    }

    fn take_response(
        &mut self,
        now: Now,
        sent: &Sent,
        response: Response,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Unusable> {
        if let Response::Refused(refusal) = response {
            return Err(match refusal {
                Refusal::NotReady | Refusal::Fault => Unusable::Missed(AskError::Refused(refusal)),
                Refusal::TooMuch | Refusal::NoFaucet => {
                    Unusable::Refused(AskError::Refused(refusal))
                }
            });
        }
        match (sent.purpose, response) {
            (Purpose::Tip, Response::Tip(certified)) => {
                let header = self.verify_header(certified)?;
                self.peers.proved(now, &sent.peer, header.header().height);
                self.learn_header(now, header, effects);
                Ok(())
            }
            (Purpose::Tip, _) => Err(Unusable::Caught(BanReason::WrongShape)),
            (Purpose::Question(id), response) => self.take_answer(now, sent, id, response, effects),
        }
    }

    fn take_answer(
        &mut self,
        now: Now,
        sent: &Sent,
        id: QuestionId,
        response: Response,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Unusable> {
        // The question was given up meanwhile.
        let Some(carried) = self.carried.get(&id) else {
            return Ok(());
        };
        let asker = carried.asker;
        let answer = match (carried.question.clone(), response) {
            (Question::Account(address), Response::Proven(proven)) if carried.is_paging() => {
                self.take_page(now, sent, id, address, proven, effects)?
            }
            (Question::Account(address), Response::Proven(proven)) => {
                self.take_account(now, sent, id, address, proven, effects)?
            }
            (Question::Values(keys), Response::Proven(proven)) => {
                self.take_values(now, sent, asker, &keys, proven, effects)?
            }
            (Question::Submit(transaction), Response::Submitted(result)) => {
                self.take_receipt(now, &transaction, result)?
            }
            (Question::Faucet(address), Response::Submitted(result)) => {
                let hash =
                    result.map_err(|rejection| Unusable::Refused(AskError::Rejected(rejection)))?;
                self.accounts.entry(address).or_default().expect_change(now);
                Answer::Taken(hash)
            }
            (Question::Offer(_), Response::Submitted(result)) => {
                let refused = |rejection| Unusable::Refused(AskError::Rejected(rejection));
                Answer::Taken(result.map_err(refused)?)
            }
            _ => return Err(Unusable::Caught(BanReason::WrongShape)),
        };
        self.carried.remove(&id);
        match asker {
            Asker::App(task) => effects.push(Effect::Answer {
                task,
                answer: Ok(answer),
            }),
            Asker::Follower(address) => {
                self.accounts.entry(address).or_default().is_asked = false;
            }
            Asker::Walker(address) => {
                self.accounts.entry(address).or_default().is_walking = false;
            }
        }
        Ok(())
    }

    fn take_account(
        &mut self,
        now: Now,
        sent: &Sent,
        id: QuestionId,
        address: AccountAddress,
        proven: Proven,
        effects: &mut Vec<Effect>,
    ) -> Result<Answer, Unusable> {
        let header = self.verify_recent(now, &sent.peer, proven.tip)?;
        let known = self.accounts.entry(address).or_default();
        let Some(carried) = self.carried.get(&id) else {
            return Err(Unusable::Missed(AskError::NoValidAnswer));
        };
        if known.is_newer_than(&header) {
            return Err(Unusable::Missed(AskError::NoValidAnswer));
        }
        let asked = carried.account_request(address);
        let proven = verify_account(&header, asked, proven.entries)?;
        self.peers.proved(now, &sent.peer, header.header().height);
        self.learn_header(now, header.clone(), effects);
        let wanted = u16::try_from(proven.account.devices)
            .unwrap_or(u16::MAX)
            .min(MAX_DEVICES);
        if wanted > asked.devices {
            return Err(Unusable::MoreDevices(wanted));
        }
        if proven.account.devices > MAX_DEVICES.into() {
            let partial = Partial::new(header, proven);
            return Err(Unusable::Partial(Box::new(partial)));
        }
        Ok(self.keep_account(now, &header, address, proven, effects))
    }

    /// Takes a page of an account's devices.
    fn take_page(
        &mut self,
        now: Now,
        sent: &Sent,
        id: QuestionId,
        address: AccountAddress,
        proven: Proven,
        effects: &mut Vec<Effect>,
    ) -> Result<Answer, Unusable> {
        let header = self.verify_recent(now, &sent.peer, proven.tip)?;
        let carried = self.carried.get_mut(&id);
        let Some(partial) = carried.and_then(Carried::partial) else {
            return Err(Unusable::Missed(AskError::NoValidAnswer));
        };
        let values = verify_values(&header, &partial.page(address), proven.entries)?;
        let progress = partial.take(address, &values)?;
        self.peers.proved(now, &sent.peer, header.header().height);
        self.learn_header(now, header, effects);
        match progress {
            Progress::More => Err(Unusable::NextPage),
            Progress::Changed => Err(Unusable::Changed),
            Progress::Whole => {
                let carried = self.carried.get_mut(&id);
                let partial = carried.and_then(Carried::take_partial);
                let Some(partial) = partial else {
                    return Err(Unusable::Missed(AskError::NoValidAnswer));
                };
                let Partial {
                    header, account, ..
                } = *partial;
                Ok(self.keep_account(now, &header, address, account, effects))
            }
        }
    }

    fn keep_account(
        &mut self,
        now: Now,
        header: &VerifiedHeader,
        address: AccountAddress,
        proven: ProvenAccount,
        effects: &mut Vec<Effect>,
    ) -> Answer {
        let at = verified_at(header, self.peers.agreeing(self.tip.height()));
        let account = VerifiedAccount {
            address,
            account: proven.account,
            parameters: proven.parameters,
            devices: proven.devices,
            at,
        };
        let known = self.accounts.entry(address).or_default();
        known.verified(now, header, &account);
        effects.push(Effect::Store(Write::Account(Box::new(account.clone()))));
        for statement in proven.statements {
            self.keep_statement(header, statement, effects);
        }
        effects.push(Effect::Event(Event::AccountUpdated(address)));
        Answer::Account(Box::new(account))
    }

    fn take_values(
        &mut self,
        now: Now,
        sent: &Sent,
        asker: Asker,
        keys: &[StateKey],
        proven: Proven,
        effects: &mut Vec<Effect>,
    ) -> Result<Answer, Unusable> {
        let header = self.verify_recent(now, &sent.peer, proven.tip)?;
        let values = verify_values(&header, keys, proven.entries)?;
        let mut statements = Vec::new();
        if let Asker::Walker(address) = asker {
            for (key, value) in &values {
                if let (StateKey::Statement(_, id), Some(value)) = (key, value) {
                    statements.push(read_statement(address, *id, value)?);
                }
            }
        }
        if let (Asker::Walker(_), Some(first)) = (asker, keys.first())
            && values.get(first).is_none_or(Option::is_none)
        {
            // Named by the account or by a newer statement, so it is the peer that is behind.
            return Err(Unusable::Missed(AskError::NoValidAnswer));
        }
        self.peers.proved(now, &sent.peer, header.header().height);
        self.learn_header(now, header.clone(), effects);
        for statement in statements {
            self.keep_statement(&header, statement, effects);
        }
        let at = verified_at(&header, self.peers.agreeing(self.tip.height()));
        Ok(Answer::Values(ProvenValues { values, at }))
    }

    fn take_receipt(
        &mut self,
        now: Now,
        transaction: &SignedTransaction,
        result: Result<Hash, Rejection>,
    ) -> Result<Answer, Unusable> {
        match result {
            Ok(hash) if hash == transaction.hash() => {
                if let SignedTransaction::Account { transaction, .. } = transaction {
                    let sender = self.accounts.entry(transaction.sender).or_default();
                    sender.expect_change(now);
                }
                Ok(Answer::Taken(hash))
            }
            Ok(_) => Err(Unusable::Caught(BanReason::WrongShape)),
            Err(rejection) => Err(Unusable::Refused(AskError::Rejected(rejection))),
        }
    }

    fn keep_statement(
        &mut self,
        header: &VerifiedHeader,
        statement: Statement,
        effects: &mut Vec<Effect>,
    ) {
        let (account, id) = (statement.account, statement.id);
        if !self.accounts.entry(account).or_default().insert(&statement) {
            return;
        }
        let at = verified_at(header, self.peers.agreeing(self.tip.height()));
        let statement = VerifiedStatement { statement, at };
        effects.push(Effect::Store(Write::Statement(Box::new(statement))));
        effects.push(Effect::Event(Event::StatementVerified { account, id }));
    }

    fn verify_header(&self, certified: CertifiedHeader) -> Result<VerifiedHeader, BanReason> {
        match self.tip.newest() {
            // The usual case while following: checked already.
            Some(tip) if *tip.certified() == certified => Ok(tip.clone()),
            _ => self.anchor.verify(certified),
        }
    }

    /// A verified header that is not far behind the tip.
    fn verify_recent(
        &mut self,
        now: Now,
        peer: &PeerId,
        certified: CertifiedHeader,
    ) -> Result<VerifiedHeader, Unusable> {
        let header = self.verify_header(certified)?;
        if is_behind(header.header().height, self.tip.height()) {
            self.peers.proved(now, peer, header.header().height);
            return Err(Unusable::Missed(AskError::NoValidAnswer));
        }
        Ok(header)
    }

    /// Takes up a header if it is the newest; whether it is.
    fn learn_header(
        &mut self,
        now: Now,
        header: VerifiedHeader,
        effects: &mut Vec<Effect>,
    ) -> bool {
        if !self.tip.advance(now, header.clone()) {
            return false;
        }
        effects.push(Effect::Store(Write::Tip(header)));
        if let Some(view) = self.tip.view(now) {
            effects.push(Effect::Event(Event::TipAdvanced(view)));
        }
        true
    }
}

impl From<BanReason> for Unusable {
    fn from(reason: BanReason) -> Self {
        Self::Caught(reason)
    }
}

impl From<VerifyError> for Unusable {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Peer(reason) => Self::Caught(reason),
            VerifyError::NotUnderstood => Self::Missed(AskError::NotUnderstood),
        }
    }
}
